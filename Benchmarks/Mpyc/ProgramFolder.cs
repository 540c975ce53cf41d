using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using E3.Benchmarks.Running;
using E3.Remote;

namespace E3.Benchmarks.Mpyc;

/// <summary>
/// A folder that a program needs: its modules and data. All of it goes to the hosts but hidden files and folders (of these only <c>.config</c>, where
/// MPyC looks for certificates), compiled Python and virtual environments.
/// </summary>
internal sealed class ProgramFolder
{
    private const long MostBytes = 256L << 20;
    private const int MostFiles = 5_000;

    private readonly Lazy<string> _hash;

    private ProgramFolder(string path, IReadOnlyList<string> files)
    {
        Path = path;
        Files = files;
        _hash = new Lazy<string>(HashOfContents);
    }

    public string Path { get; }

    /// <summary>From this folder, with <c>/</c> between parts, in the order of their names.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>A short name for what is in it.</summary>
    public string Hash => _hash.Value;

    public IEnumerable<RemoteFile> RemoteFiles =>
        [new RemoteFile("", null, RemoteFile.PlainMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute),
            .. Files.Select(file => RemoteFile.OfLocal(file, System.IO.Path.Combine(Path, file)))];

    /// <summary>Lists a folder; throws <see cref="MeasurementException"/> when it is no program's.</summary>
    public static ProgramFolder Of(string path)
    {
        if (File.Exists(System.IO.Path.Combine(path, "Pulumi.yaml")))
            throw new MeasurementException($"{path} is the folder of Pulumi.yaml, and what lies beside a program goes to the hosts with it: put the program and what it needs into a folder of its own");
        var (files, bytes) = (new List<string>(), 0L);
        var rest = new Stack<(DirectoryInfo Folder, string Prefix)>([(new DirectoryInfo(path), "")]);
        while (rest.TryPop(out var next))
        {
            foreach (var entry in next.Folder.EnumerateFileSystemInfos().Where(entry => Goes(entry.Name)))
            {
                if (Directory.Exists(entry.FullName))
                {
                    if (!File.Exists(System.IO.Path.Combine(entry.FullName, "pyvenv.cfg"))) rest.Push((new DirectoryInfo(entry.FullName), $"{next.Prefix}{entry.Name}/"));
                    continue;
                }
                // A link that leads nowhere.
                if (!File.Exists(entry.FullName)) continue;
                // A link says its own length.
                bytes += new FileInfo(entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? entry.FullName).Length;
                files.Add(next.Prefix + entry.Name);
                // A link to a folder above it ends here too.
                if (bytes > MostBytes || files.Count > MostFiles)
                    throw new MeasurementException(string.Create(CultureInfo.InvariantCulture, $"{path} has more than {MostFiles} files or {MostBytes >> 20} MiB, and what lies beside a program goes to the hosts with it: put the program and what it needs into a folder of its own"));
            }
        }
        files.Sort(StringComparer.Ordinal);
        return new ProgramFolder(path, files);
    }

    private static bool Goes(string name) => name == ".config" || !(name.StartsWith('.') || name is "__pycache__" or "node_modules");

    private string HashOfContents()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file + "\0"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(System.IO.Path.Combine(Path, file))));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
