using E3.Engine.Workspace.Yaml;

namespace E3.Engine.Workspace;

/// <summary>The <c>config</c> part of a project file: a value for every stack, plainly or as <c>value</c> or <c>default</c> of a declaration.</summary>
internal static class ProjectDefaults
{
    private static readonly string[] DeclarationKeys = ["type", "description", "default", "value", "secret", "items"];

    public static IReadOnlyDictionary<ConfigKey, YamlTree> Read(Project project, YamlMapping root)
    {
        var defaults = new Dictionary<ConfigKey, YamlTree>();
        switch (root.Find("config"))
        {
            case { Value: YamlMapping mapping }:
                foreach (var entry in mapping.Entries)
                {
                    if (Value(entry.Value) is { } value)
                    {
                        defaults[ConfigKey.Parse(entry.Key.Value, project.Name)] = value;
                    }
                }

                break;
            case null or { Value: YamlScalar { IsNull: true } or YamlScalar { Style: YamlDotNet.Core.ScalarStyle.Plain } }:
                break; // a text is the old spelling of stackConfigDir and declares no values
            case var entry:
                throw new WorkspaceException($"{project.File}:{entry.Key.Span.Line}: 'config' must be a map of settings.");
        }

        return defaults;
    }

    private static YamlTree? Value(YamlTree tree) =>
        tree is YamlMapping { Entries.Count: > 0 } declaration && declaration.Entries.All(entry => DeclarationKeys.Contains(entry.Key.Value))
            ? declaration.Find("value")?.Value ?? declaration.Find("default")?.Value
            : tree;
}
