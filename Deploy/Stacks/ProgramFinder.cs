using CliWrap;
using CliWrap.Buffered;
using E3.Deploy.CommandLine;
using E3.Engine;
using E3.Engine.Workspace;

namespace E3.Deploy.Stacks;

/// <summary>
/// Finds what to run for a project: the runtime option <c>binary</c>, or the one project's output in the program's folder, built now when
/// it is not there.
/// </summary>
internal static class ProgramFinder
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    public static async Task<ProgramCommand> FindAsync(Project project, Action<string> say, CancellationToken cancel)
    {
        if (project.Runtime != "dotnet")
        {
            throw new CommandException($"{project.File}: runtime '{project.Runtime}' needs the official pulumi command; the embedded engine runs 'dotnet' programs.");
        }

        if (project.Binary is { } binary)
        {
            var path = Path.GetFullPath(binary, project.ProgramFolder);
            return File.Exists(path)
                ? Run(path)
                : throw new CommandException($"{project.File}: the program {path} (runtime option 'binary') is not there; build it first.");
        }

        var source = SingleProject(project);
        var output = OutputOf(source);
        if (!File.Exists(output))
        {
            say($"building {source}");
            await BuildAsync(source, cancel);
        }

        return File.Exists(output)
            ? Run(output)
            : throw new CommandException($"{source} was built but gave no {output}; name the built file in {project.File}: runtime: {{name: dotnet, options: {{binary: bin/…/program.dll}}}}.");
    }

    private static ProgramCommand Run(string path) =>
        path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? new ProgramCommand("dotnet", ["exec", path]) : new ProgramCommand(path, []);

    private static string SingleProject(Project project)
    {
        if (!Directory.Exists(project.ProgramFolder))
        {
            throw new CommandException($"{project.File}: the program's folder {project.ProgramFolder} ('main') is not there.");
        }

        return Directory.GetFiles(project.ProgramFolder, "*.csproj") switch
        {
            [var only] => only,
            [] => throw new CommandException($"{project.ProgramFolder} has no .csproj file: it should hold the program of {project.File}."),
            var several => throw new CommandException($"{project.ProgramFolder} has {several.Length} .csproj files; say which in {project.File} with the runtime option 'binary'."),
        };
    }

    private static string OutputOf(string source) => Path.Combine(
        Path.GetDirectoryName(source)!, "bin", Configuration, "net10.0", Path.GetFileNameWithoutExtension(source) + ".dll");

    private static async Task BuildAsync(string source, CancellationToken cancel)
    {
        var result = await Cli.Wrap("dotnet").WithArguments(["build", source, "-c", Configuration, "-v", "quiet", "--nologo", "-clp:NoSummary"])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancel);
        if (!result.IsSuccess)
        {
            var lines = result.StandardOutput.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct().Take(20);
            throw new CommandException($"{source} does not build:\n{string.Join('\n', lines)}");
        }
    }
}
