namespace E3.Engine.Workspace;

/// <summary>The name of a setting: <c>namespace:name</c>, as in <c>digitalocean:token</c>.</summary>
public readonly record struct ConfigKey(string Namespace, string Name)
{
    /// <summary>
    /// Reads a key as Pulumi does: a bare name belongs to the project, and <c>namespace:config:name</c> is the old form of
    /// <c>namespace:name</c>.
    /// </summary>
    /// <param name="text">What a person or a file wrote.</param>
    /// <param name="project">The project's name.</param>
    /// <exception cref="WorkspaceException">The text is not a key.</exception>
    public static ConfigKey Parse(string text, string project)
    {
        var key = text.Split(':') switch
        {
            [var name] => new ConfigKey(project, name),
            [var space, var name] => new ConfigKey(space, name),
            [var space, "config", var name] => new ConfigKey(space, name),
            _ => default,
        };
        return string.IsNullOrWhiteSpace(key.Namespace) || string.IsNullOrWhiteSpace(key.Name)
            ? throw new WorkspaceException($"invalid configuration key '{text}': write <namespace>:<name>, or <name> for one of project '{project}'.")
            : key;
    }

    /// <summary>How the key is shown: a setting of the project itself without its namespace.</summary>
    public string Pretty(string project) => Namespace == project ? Name : ToString();

    /// <summary>The full key.</summary>
    public override string ToString() => $"{Namespace}:{Name}";
}
