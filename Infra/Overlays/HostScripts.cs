using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace E3.Infra.Overlays;

/// <summary>The scripts of one overlay as files of a host. They travel on the standard input of a command over SSH.</summary>
internal sealed class HostScripts
{
    private const string EndOfFile = "E3_END_OF_FILE";

    private readonly ImmutableSortedDictionary<string, string> _files;

    private HostScripts(string folder, ImmutableSortedDictionary<string, string> files)
    {
        Folder = folder;
        _files = files;
        var all = string.Concat(files.Select(file => $"{file.Key}\n{file.Value}\n"));
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16];
    }

    /// <summary>Where the scripts lie on the host.</summary>
    public string Folder { get; }

    /// <summary>Where they keep what a restart of the host may forget.</summary>
    public string StateFolder => "/run/e3/" + Path.GetFileName(Folder);

    /// <summary>The command line that takes everything of them from the host.</summary>
    public string Remove => $"rm -rf {Folder} {StateFolder}";

    /// <summary>Changes when a script does.</summary>
    public string Version { get; }

    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>
    /// The scripts under <c>Overlays/&lt;overlay&gt;/Scripts</c> and those that all overlays share, to lie in <c>/var/lib/e3/&lt;name, small&gt;</c>.
    /// </summary>
    /// <param name="overlay">Whose scripts they are.</param>
    /// <param name="name">For whom they run, where that is another: each has a folder of its own on a host.</param>
    public static HostScripts Of(string overlay, string? name = null)
    {
        string[] folders = [$"Overlays/{overlay}/Scripts/", "Overlays/Scripts/"];
        var assembly = Assembly.GetExecutingAssembly();
        var files = assembly.GetManifestResourceNames()
            .Where(resource => folders.Contains(resource[..(resource.LastIndexOf('/') + 1)]))
            .ToImmutableSortedDictionary(resource => Path.GetFileName(resource), resource => Text(assembly, resource), StringComparer.Ordinal);
        return new HostScripts($"/var/lib/e3/{(name ?? overlay).ToLowerInvariant()}", files);
    }

    /// <summary>The command line that runs one of them.</summary>
    public string Run(string script, params string[] arguments) => string.Join(' ', ["sh", $"{Folder}/{script}", .. arguments]);

    /// <summary>
    /// Input for <c>sh</c> that puts every script in its place, each in one step so that a cut connection leaves none half written, and
    /// then runs <paramref name="script"/>.
    /// </summary>
    public string InstallAndRun(string script, params string[] arguments)
    {
        var text = new StringBuilder();
        text.Append("set -eu\numask 077\nmkdir -p ").Append(Folder).Append('\n');
        foreach (var (file, content) in _files)
        {
            text.Append("cat >").Append(Folder).Append('/').Append(file).Append(".new <<'").Append(EndOfFile).Append("'\n")
                .Append(content).Append(EndOfFile).Append('\n')
                .Append("mv ").Append(Folder).Append('/').Append(file).Append(".new ").Append(Folder).Append('/').Append(file).Append('\n');
        }

        return text.Append("exec ").Append(Run(script, arguments)).Append(" </dev/null\n").ToString();
    }

    private static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
