using E3.Engine.Workspace.Yaml;

namespace E3.Engine.Workspace;

/// <summary>A project as its <c>Pulumi.yaml</c> declares it (<see href="https://www.pulumi.com/docs/iac/concepts/projects/project-file/"/>).</summary>
public sealed class Project
{
    /// <summary>What the project file is called.</summary>
    public const string FileName = "Pulumi.yaml";

    private static readonly string[] KnownKeys =
    [
        "name", "runtime", "main", "description", "author", "website", "license", "config", "stackConfigDir", "template", "backend",
        "options", "plugins", "packages", "requiredPulumiVersion",
    ];

    private Project(string file, YamlMapping root)
    {
        File = file;
        Folder = Path.GetDirectoryName(file)!;
        Name = Text(root, "name") ?? throw Missing("name: my-project");
        if (!Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw At(root.Find("name")!, $"the name '{Name}' may hold letters, digits, '-', '_' and '.' only.");
        }

        (Runtime, Binary) = root.Find("runtime") switch
        {
            null => throw Missing("runtime: dotnet"),
            { Value: YamlMapping mapping } => (Text(mapping, "name") ?? throw Missing("runtime: dotnet"),
                mapping.Find("options")?.Value is YamlMapping options ? Text(options, "binary") : null),
            _ => (Text(root, "runtime")!, null),
        };
        Main = Text(root, "main") ?? ".";
        SettingsFolder = Path.GetFullPath(Text(root, "stackConfigDir") ?? ".", Folder);
        BackendUrl = root.Find("backend")?.Value is YamlMapping backend ? Text(backend, "url") : null;
        Defaults = ProjectDefaults.Read(this, root);
    }

    /// <summary>The project's name, the namespace of its own settings and part of every URN.</summary>
    public string Name { get; }

    /// <summary>The language host: <c>dotnet</c>.</summary>
    public string Runtime { get; }

    /// <summary>The runtime option <c>binary</c>: the built program, relative to <see cref="ProgramFolder"/>; null when it is to be found or built.</summary>
    public string? Binary { get; }

    /// <summary>The program's folder as written, relative to the project's.</summary>
    public string Main { get; }

    /// <summary>The program's folder, absolute.</summary>
    public string ProgramFolder => Path.GetFullPath(Main, Folder);

    /// <summary>Where state is kept, as written: a URL; null when the file does not say.</summary>
    public string? BackendUrl { get; }

    /// <summary>The project file, absolute.</summary>
    public string File { get; }

    /// <summary>The folder of the project file, absolute.</summary>
    public string Folder { get; }

    /// <summary>The folder of the stacks' settings files, absolute.</summary>
    public string SettingsFolder { get; }

    /// <summary>What the project's own <c>config</c> says for every stack that does not say otherwise.</summary>
    internal IReadOnlyDictionary<ConfigKey, YamlTree> Defaults { get; }

    /// <summary>The project a folder belongs to: the nearest project file in it or above it.</summary>
    /// <exception cref="WorkspaceException">There is none, or it is wrong.</exception>
    public static Project Find(string folder)
    {
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            if (System.IO.File.Exists(Path.Combine(at, FileName)))
            {
                return Load(Path.Combine(at, FileName));
            }
        }

        throw new WorkspaceException($"no {FileName} project file found in {Path.GetFullPath(folder)} or a folder above it; "
            + "go to the project's folder, or name it with --cwd.");
    }

    /// <summary>Reads a project file.</summary>
    /// <exception cref="WorkspaceException">The file is wrong: says file, line and what to do.</exception>
    public static Project Load(string file)
    {
        var root = YamlText.Parse(file, System.IO.File.ReadAllText(file))
            ?? throw new WorkspaceException($"{file}: the file is empty; it needs at least 'name: my-project' and 'runtime: dotnet'.");
        foreach (var entry in root.Entries)
        {
            if (!KnownKeys.Contains(entry.Key.Value))
            {
                throw UnknownKey(file, entry, KnownKeys);
            }
        }

        return new Project(file, root);
    }

    /// <summary>The settings file of a stack, absolute, whether or not it exists.</summary>
    public string SettingsFile(string stack) => Path.Combine(SettingsFolder, $"Pulumi.{stack}.yaml");

    /// <summary>The stacks that have a settings file, by name.</summary>
    public IReadOnlyList<string> StacksWithSettings() => !Directory.Exists(SettingsFolder) ? [] :
    [
        .. Directory.EnumerateFiles(SettingsFolder, "Pulumi.*.yaml").Select(file => Path.GetFileName(file)["Pulumi.".Length..^".yaml".Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The URL of the backend the project's stacks are in, as it is written where it comes from.</summary>
    /// <param name="overriding">A URL that goes before the project's own (PULUMI_BACKEND_URL), or null.</param>
    /// <param name="loggedInTo">The URL that holds when neither says one, or null.</param>
    /// <exception cref="WorkspaceException">No URL is given.</exception>
    public string StateUrl(string? overriding, string? loggedInTo = null) =>
        overriding is { Length: > 0 } ? overriding
        : BackendUrl is { Length: > 0 } ? BackendUrl
        : loggedInTo is { Length: > 0 } ? loggedInTo
        : throw new WorkspaceException($"{File}: it does not say where state is kept; add\nbackend:\n  url: file://./.e3/state\n"
            + "or set PULUMI_BACKEND_URL, or log in to a folder: login file://~");

    /// <summary>The folder whose <c>.pulumi</c> holds the state, absolute.</summary>
    /// <param name="overriding">A URL that goes before the project's own (PULUMI_BACKEND_URL), or null.</param>
    /// <param name="loggedInTo">The URL that holds when neither says one, or null.</param>
    /// <exception cref="WorkspaceException">No URL is given, or it is not a folder's.</exception>
    public string StateFolder(string? overriding, string? loggedInTo = null)
    {
        var url = StateUrl(overriding, loggedInTo);
        var from = url == overriding ? "PULUMI_BACKEND_URL" : url == BackendUrl ? File : "the backend that is logged in to";
        return BackendFolder(url, Folder)
            ?? throw new WorkspaceException($"{from}: the backend '{url}' is not a folder. The embedded engine keeps state in a folder only "
                + "(file://./.e3/state); use the official pulumi command for the others.");
    }

    /// <summary>The folder a backend's URL names; null when it is not a folder's.</summary>
    /// <param name="url"><c>file://path</c>; <c>~</c> is the person's home, a query is of no concern here.</param>
    /// <param name="relativeTo">What a relative path starts from, absolute.</param>
    public static string? BackendFolder(string url, string relativeTo)
    {
        if (!url.StartsWith("file://", StringComparison.Ordinal))
        {
            return null;
        }

        var path = url["file://".Length..].Split('?')[0];
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..];
        }

        return Path.GetFullPath(path, relativeTo);
    }

    internal static WorkspaceException UnknownKey(string file, YamlEntry entry, IEnumerable<string> known) =>
        new($"{file}:{entry.Key.Span.Line}:{entry.Key.Span.Column}: unknown key '{entry.Key.Value}'"
            + (KnownNames.DidYouMean(entry.Key.Value, known) is { Length: > 0 } meant ? meant : $"; known are {string.Join(", ", known)}."));

    private string? Text(YamlMapping mapping, string key) => mapping.Find(key) switch
    {
        null or { Value: YamlScalar { IsNull: true } } => null,
        { Value: YamlScalar scalar } => scalar.Value,
        var entry => throw At(entry, $"'{key}' must be a text, not a {(entry.Value is YamlMapping ? "map" : "list")}."),
    };

    private WorkspaceException Missing(string line) => new($"{File}: a line is missing: {line}");

    private WorkspaceException At(YamlEntry entry, string reason) => new($"{File}:{entry.Key.Span.Line}:{entry.Key.Span.Column}: {reason}");
}
