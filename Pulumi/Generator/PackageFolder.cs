using Pulumi.Generator.Writing;

namespace Pulumi.Generator;

/// <summary>A package's folder. Of the files in it, only those with the generator's mark are touched.</summary>
internal sealed class PackageFolder(string path)
{
    private static readonly string[] NotSources = ["bin", "obj"];

    /// <summary>What would change: each file that would be written anew, changed or deleted, in order.</summary>
    public IReadOnlyList<string> Differences(IReadOnlyDictionary<string, string> files) =>
    [
        .. files.Where(file => ReadOrNull(file.Key) != file.Value).Select(file => file.Key)
            .Concat(Stale(files))
            .Order(StringComparer.Ordinal),
    ];

    public async Task WriteAsync(IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        foreach (var name in files.Keys.Where(name => File.Exists(Full(name)) && !IsOurs(Full(name))))
        {
            throw new GeneratorException($"{Full(name)} was not written by the generator; delete it or take its class out of generate.json");
        }

        foreach (var name in Stale(files).ToList())
        {
            File.Delete(Full(name));
        }

        foreach (var (name, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Full(name))!);
            await File.WriteAllTextAsync(Full(name), text, cancellationToken);
        }
    }

    private IEnumerable<string> Stale(IReadOnlyDictionary<string, string> files)
        => from file in Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)
           let name = Path.GetRelativePath(path, file).Replace('\\', '/')
           where !NotSources.Contains(name.Split('/')[0]) && !files.ContainsKey(name) && IsOurs(file)
           select name;

    private static bool IsOurs(string file)
        => File.ReadAllText(file).ReplaceLineEndings("\n").StartsWith(SourceFile.Mark, StringComparison.Ordinal);

    private string? ReadOrNull(string name) => File.Exists(Full(name)) ? File.ReadAllText(Full(name)).ReplaceLineEndings("\n") : null;

    private string Full(string name) => Path.Combine(path, name);
}
