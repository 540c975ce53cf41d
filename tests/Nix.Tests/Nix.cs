using System.Reflection;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace E3.Nix.Tests;

/// <summary>Asks Nix, with no store of a daemon and no network.</summary>
internal static class Nix
{
    private static readonly string Home = Directory.CreateTempSubdirectory("e3-nix-").FullName;

    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    /// <summary>Where the stand-ins for the flake's inputs lie.</summary>
    public static string Stubs => Path.Combine(TestContext.CurrentContext.TestDirectory, "Stubs");

    /// <summary>The value of an expression, in which <c>outputs</c> are the flake's with stand-ins for its inputs, as JSON.</summary>
    public static async Task<JsonElement> ValueAsync(string expression, string? flake = null)
    {
        var run = await EvaluateAsync($"let outputs = import {Stubs}/outputs.nix {flake ?? Root + "flake.nix"}; in {expression}");
        Assert.That(run.ExitCode, Is.Zero, run.StandardError);
        return JsonDocument.Parse(run.StandardOutput).RootElement;
    }

    /// <summary>Evaluates an expression, which may fail.</summary>
    public static Task<BufferedCommandResult> EvaluateAsync(string expression) =>
        RunAsync("nix-instantiate", "--eval", "--strict", "--json", "--expr", expression);

    /// <summary>Runs one of Nix's programs.</summary>
    public static async Task<BufferedCommandResult> RunAsync(string program, params string[] arguments)
    {
        try
        {
            return await Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(Root).WithValidation(CommandResultValidation.None)
                .WithEnvironmentVariables(variables => variables.Set("HOME", Home).Set("NIX_CONFIG", "build-users-group =")
                    .Set("GIT_CONFIG_COUNT", "1").Set("GIT_CONFIG_KEY_0", "safe.directory").Set("GIT_CONFIG_VALUE_0", "*"))
                .ExecuteBufferedAsync();
        }
        catch (System.ComponentModel.Win32Exception) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Ignore($"needs {program}: apt-get install nix-bin");
            throw;
        }
    }
}
