using System.Reflection;
using Pulumi.Automation.Commands;

namespace Pulumi.Automation.Tests.E3;

/// <summary>A project in a folder, its program built, its command E3's own.</summary>
public sealed class DiskProject : IDisposable
{
    private static readonly string Programs = typeof(DiskProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "PulumiPrograms").Value!;

    private readonly E3Installation _installation = new();

    public DiskProject(string name)
    {
        Folder = _installation.Folder(name);
        File.WriteAllText(Path.Combine(Folder, "Pulumi.yaml"), $"""
            name: {name}
            description: a project on the disk
            runtime:
              name: dotnet
              options:
                binary: {Programs}
            """);
    }

    public string Folder { get; }

    public string State => _installation.State;

    public static Dictionary<string, string?> Environment(string state) => new()
    {
        ["PULUMI_CONFIG_PASSPHRASE"] = "correct horse",
        ["PULUMI_BACKEND_URL"] = $"file://{state}",
    };

    public async Task<LocalProgramArgs> ArgsAsync(string stack) => new(stack, Folder)
    {
        PulumiCommand = await CommandAsync(),
        EnvironmentVariables = Environment(State),
    };

    public Task<LocalPulumiCommand> CommandAsync() => LocalPulumiCommand.CreateAsync(new() { Root = _installation.Root });

    /// <summary>Runs the command itself and returns all that it prints.</summary>
    public async Task<string> PrintsAsync(params string[] words)
    {
        var command = await CommandAsync();
        try
        {
            var result = await command.RunAsync(words, Folder, Environment(State));
            return result.StandardOutput + result.StandardError;
        }
        catch (Commands.Exceptions.CommandException failed)
        {
            return failed.Message;
        }
    }

    public void Dispose() => _installation.Dispose();
}
