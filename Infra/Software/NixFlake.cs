using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using E3.Infra.Config;

namespace E3.Infra.Software;

/// <summary>The flake beside Pulumi.yaml, and nothing else of that folder: no other file may reach the Nix store, which anybody can read.</summary>
internal sealed class NixFlake
{
    private static readonly string[] Parts = ["flake.nix", "flake.lock", "nix"];

    private readonly string _root;

    private NixFlake(string root, ImmutableArray<string> files) => (_root, Files) = (root, files);

    /// <summary>Paths from the folder of Pulumi.yaml, in the order of their names.</summary>
    public ImmutableArray<string> Files { get; }

    /// <exception cref="SettingsException">There is no flake.</exception>
    public static NixFlake In(string rootDirectory, string neededBy)
    {
        var missing = Parts.Where(part => !Path.Exists(Path.Combine(rootDirectory, part))).ToList();
        if (missing.Count > 0)
        {
            throw new SettingsException($"{neededBy} needs the flake beside Pulumi.yaml, but {rootDirectory} has no {string.Join(" and no ", missing)}");
        }

        var nix = Directory.EnumerateFiles(Path.Combine(rootDirectory, "nix"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(rootDirectory, file).Replace('\\', '/'));
        return new NixFlake(rootDirectory, [.. nix.Concat(Parts[..2]).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The flake with these of its files only.</summary>
    public NixFlake With(Func<string, bool> file) => new(_root, [.. Files.Where(file)]);

    /// <summary>SHA-256 over names and contents, in hex.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files)
        {
            var content = File.ReadAllBytes(Path.Combine(_root, file));
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\n{content.Length}\n"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
