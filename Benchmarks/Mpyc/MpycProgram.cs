using E3.Benchmarks.Jobs;
using E3.Benchmarks.Running;

namespace E3.Benchmarks.Mpyc;

/// <summary>An MPyC program and the MPyC it needs, as they lie on the operator's machine.</summary>
/// <param name="Package">Folder of the package <c>mpyc</c>; null when hosts have their own.</param>
/// <param name="Folder">The folder to run in: where the program's file is.</param>
/// <param name="Script">The program's file.</param>
internal sealed record MpycProgram(ProgramFolder? Package, ProgramFolder Folder, string Script)
{
    /// <summary>
    /// Finds both; returns a reason instead when no MPyC was asked for. Throws <see cref="MeasurementException"/> when what the settings or the
    /// job name is not there.
    /// </summary>
    public static (MpycProgram? Program, string? Missing) Find(Job job)
    {
        if (job.Mpyc is not { } source)
            return (null, "MPyC is not set up: set e3:mpyc to a source tree, a virtual environment, or \"system\" for each host's own");
        var name = job.Program!;
        if (source.Kind == MpycKind.System) return (Of(null, Existing(name)), null);
        var root = source.Path!;
        var package = PackageIn(root);
        if (package is null)
        {
            return Directory.Exists(root)
                ? throw new MeasurementException($"e3:mpyc is {root}, but no MPyC is in that folder: neither mpyc/runtime.py nor lib/python3*/site-packages/mpyc")
                : throw new MeasurementException($"e3:mpyc is {root}, and there is no such folder");
        }
        // Demos read data/ and .config/ relative to their own folder.
        var demos = Path.Combine(root, "demos");
        return Path.GetFileName(name) == name && File.Exists(Path.Combine(demos, name))
            ? (Of(package, Path.Combine(demos, name)), null)
            : (Of(package, Existing(name)), null);
    }

    private static MpycProgram Of(string? package, string script) =>
        new(package is null ? null : ProgramFolder.Of(package), ProgramFolder.Of(Path.GetDirectoryName(script)!), script);

    private static string? PackageIn(string root)
    {
        var tree = Path.Combine(root, "mpyc");
        if (File.Exists(Path.Combine(tree, "runtime.py"))) return tree;
        var library = Path.Combine(root, "lib");
        return !Directory.Exists(library) ? null : Directory.EnumerateDirectories(library, "python3*")
            .Select(python => Path.Combine(python, "site-packages", "mpyc")).FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, "runtime.py")));
    }

    private static string Existing(string name) => File.Exists(name)
        ? Path.GetFullPath(name)
        : throw new MeasurementException($"there is no MPyC program {name}: neither a demo of this MPyC nor a file here (in {Environment.CurrentDirectory})");
}
