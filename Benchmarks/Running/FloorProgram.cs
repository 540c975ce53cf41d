using System.Security.Cryptography;
using E3.Remote;

namespace E3.Benchmarks.Running;

/// <summary>The floor program as it lies beside this one, to be copied to hosts.</summary>
internal sealed class FloorProgram
{
    private static readonly string[] Names = ["E3.Floor.dll", "E3.Floor.runtimeconfig.json"];

    private FloorProgram(string folder)
    {
        Files = [.. Names.Select(name => Path.Combine(folder, name))];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files) hash.AppendData(File.ReadAllBytes(file));
        Hash = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    public static FloorProgram Local { get; } = new(AppContext.BaseDirectory);

    /// <summary>Changes whenever the program does.</summary>
    public string Hash { get; }

    public IReadOnlyList<string> Files { get; }

    public IEnumerable<RemoteFile> RemoteFiles => Files.Select(file => RemoteFile.OfLocal(Path.GetFileName(file), file));
}
