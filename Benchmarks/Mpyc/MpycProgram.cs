using System.Security.Cryptography;
using System.Text;
using E3.Benchmarks.Jobs;
using E3.Benchmarks.Running;

namespace E3.Benchmarks.Mpyc;

/// <summary>An MPyC program and the MPyC it needs, as they lie on the operator's machine.</summary>
/// <param name="Package">Folder of the package <c>mpyc</c>; null when hosts have their own.</param>
/// <param name="Folder">The folder to run in, copied whole; null when <paramref name="Script"/> stands alone.</param>
/// <param name="Script">The program's file.</param>
internal sealed record MpycProgram(string? Package, string? Folder, string Script)
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
        if (source.Kind == MpycKind.System) return (new MpycProgram(null, null, Existing(name)), null);
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
            ? (new MpycProgram(package, demos, Path.Combine(demos, name)), null)
            : (new MpycProgram(package, null, Existing(name)), null);
    }

    /// <summary>A short name for a folder's or file's content.</summary>
    public static string HashOf(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<string> files = File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("__pycache__", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(path, file) + "\0"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

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
