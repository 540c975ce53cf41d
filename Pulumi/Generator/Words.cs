namespace Pulumi.Generator;

/// <summary>Our own words about types and properties. Words about what is not there are an error, or they would pile up.</summary>
internal sealed class Words(IReadOnlyDictionary<string, Dictionary<string, string>> words)
{
    private readonly HashSet<(string Type, string Key)> _used = [];

    /// <param name="type">The type's name, with the module in front where it has one: <c>remote:Command</c>.</param>
    /// <param name="key">The property's name on the wire, the value, or nothing for the type itself.</param>
    public string? For(string type, string key)
    {
        if (!words.TryGetValue(type, out var ofType))
        {
            return null;
        }

        if (ofType.TryGetValue(key, out var text))
        {
            _used.Add((type, key));
            return text;
        }

        return key.Length > 0 && ofType.TryGetValue("as", out var other) ? For(other, key) : null;
    }

    public void RequireAllUsed()
    {
        var unused = (
            from type in words
            from entry in type.Value
            where entry.Key != "as" && !_used.Contains((type.Key, entry.Key))
            select $"{type.Key} \"{entry.Key}\"").ToList();
        if (unused.Count > 0)
        {
            throw new GeneratorException($"words about what the chosen part of the schema does not have: {string.Join(", ", unused)}");
        }
    }
}
