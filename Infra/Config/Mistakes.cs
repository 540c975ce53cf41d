namespace E3.Infra.Config;

/// <summary>Collects what is wrong with a settings file, so that the user sees all of it at once.</summary>
internal sealed class Mistakes(RawSettings raw)
{
    private readonly List<string> _found = [];

    /// <summary>The value at <paramref name="path"/> (without <c>e3:</c>) is not one of those allowed.</summary>
    public void Value(string path, string value, string allowed)
    {
        var key = path.Split('.', '[')[0];
        var shown = raw.Secrets.Contains(key) ? "[secret]" : $"\"{Shorten(value)}\"";
        _found.Add($"e3:{path} is {shown}; it must be {allowed}");
    }

    public void Missing(string path, string needed) => _found.Add($"e3:{path} is missing; it must be {needed}");

    /// <summary>There is no such <paramref name="kind"/> (with its article) as <paramref name="name"/>.</summary>
    public void Unknown(string path, string name, string kind, IReadOnlyCollection<string> known) => _found.Add(NoSuch(path, name, kind, known));

    /// <summary>The words of <see cref="Unknown"/>, for what is known only when the settings have been read.</summary>
    public static string NoSuch(string path, string name, string kind, IReadOnlyCollection<string> known)
    {
        var meant = NearestName.Of(name, known) is { } nearest ? $"; did you mean {nearest}?" : "";
        return $"e3:{path} is not {kind}{meant} (there are {string.Join(", ", known)})";
    }

    public void Twice(string path, string name, string remedy) => _found.Add($"e3:{path}: {name} is there twice; {remedy}");

    public void Throw()
    {
        if (_found.Count > 0)
        {
            throw Told(raw.File, _found);
        }
    }

    /// <summary>The error that names every mistake in a settings file.</summary>
    public static SettingsException Told(string file, IReadOnlyCollection<string> mistakes)
    {
        var count = mistakes.Count == 1 ? "a mistake" : $"{mistakes.Count} mistakes";
        return new SettingsException($"{file} has {count}; nothing was changed:\n{string.Join('\n', mistakes.Select(line => "  " + line))}");
    }

    private static string Shorten(string value) => value.Length <= 60 ? value : value[..57] + "…";
}
