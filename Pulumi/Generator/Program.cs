using System.CommandLine;
using Pulumi.Generator.Schema;

namespace Pulumi.Generator;

/// <summary>Writes the C# of a package from its provider's published schema.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The package's folder; its generate.json says what to write." };
        var schema = new Argument<FileInfo>("schema") { Description = "The provider's schema.json, as its repository has it at the package's version." };
        var check = new Option<bool>("--check") { Description = "Write nothing; name what would change, and fail if anything would." };
        var root = new RootCommand("Writes the C# of a package from its provider's published schema.") { folder, schema, check };
        root.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var error = parsed.InvocationConfiguration.Error;
            try
            {
                return await RunAsync(
                    parsed.GetRequiredValue(folder), parsed.GetRequiredValue(schema), parsed.GetValue(check), output, cancellationToken);
            }
            catch (Exception failure) when (failure is GeneratorException or IOException)
            {
                await error.WriteLineAsync(failure.Message);
                return 1;
            }
        });
        return root.Parse(args).InvokeAsync();
    }

    private static async Task<int> RunAsync(
        DirectoryInfo folder, FileInfo schema, bool check, TextWriter output, CancellationToken cancellationToken)
    {
        var chosen = Path.Combine(folder.FullName, "generate.json");
        var files = Generation.Of(
            PackageSchema.Parse(await File.ReadAllTextAsync(schema.FullName, cancellationToken), schema.FullName),
            Selection.Parse(await File.ReadAllTextAsync(chosen, cancellationToken), chosen));
        var target = new PackageFolder(folder.FullName);
        var differences = target.Differences(files);
        foreach (var name in differences)
        {
            await output.WriteLineAsync(name);
        }

        if (!check)
        {
            await target.WriteAsync(files, cancellationToken);
        }

        await output.WriteLineAsync($"{files.Count} files, {differences.Count} {(check ? "would change" : "changed")}");
        return check && differences.Count > 0 ? 1 : 0;
    }
}
