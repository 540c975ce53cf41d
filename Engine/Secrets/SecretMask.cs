using System.Collections.Concurrent;
using System.Text;
using E3.Engine.Properties;

namespace E3.Engine.Secrets;

/// <summary>Keeps the secrets an operation has seen out of what it tells.</summary>
internal sealed class SecretMask
{
    public const string Shown = "[secret]";

    /// <summary>Shorter ones would make every other word unreadable, and are no secrets worth the name.</summary>
    private const int ShortestMasked = 4;

    // The Command package marks a whole connection secret. Where it leads is none, and an error that hides it helps nobody.
    private static readonly HashSet<string> Names = new(["host", "user", "hostKey"], StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, bool> _texts = new(StringComparer.Ordinal);

    public void Add(string secret)
    {
        if (secret.Length < ShortestMasked)
            return;
        _texts.TryAdd(secret, true);
        // A program that prints a key prints it line by line.
        foreach (var line in secret.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Length >= ShortestMasked * 2 && line.Length < secret.Length && !line.StartsWith("-----", StringComparison.Ordinal))
                _texts.TryAdd(line, true);
        }
    }

    /// <summary>Remembers every text within secrets of these properties.</summary>
    public void AddFrom(PropertyMap properties)
    {
        foreach (var (_, value) in properties)
            AddFrom(value, inSecret: false);
    }

    /// <summary>The text with every known secret masked.</summary>
    public string Mask(string text)
    {
        StringBuilder? masked = null;
        foreach (var secret in _texts.Keys)
        {
            if (text.Contains(secret, StringComparison.Ordinal))
                (masked ??= new StringBuilder(text)).Replace(secret, Shown);
        }
        return masked?.ToString() ?? text;
    }

    /// <summary>The properties with a mask in the place of every secret.</summary>
    public static PropertyMap Mask(PropertyMap properties) => properties.Any(entry => entry.Value.ContainsSecrets)
        ? PropertyMap.From(properties.Select(entry => KeyValuePair.Create(entry.Key, Mask(entry.Value))))
        : properties;

    private static PropertyValue Mask(PropertyValue value) => value switch
    {
        PropertyValue.Secret => new PropertyValue.Text(Shown),
        PropertyValue.List list => new PropertyValue.List([.. list.Items.Select(Mask)]),
        PropertyValue.Map map => new PropertyValue.Map(Mask(map.Properties)),
        PropertyValue.Archive { Entries: { } entries } archive => archive with { Entries = Mask(entries) },
        _ => value,
    };

    private void AddFrom(PropertyValue value, bool inSecret)
    {
        switch (value)
        {
            case PropertyValue.Secret secret:
                AddFrom(secret.Inner, inSecret: true);
                break;
            case PropertyValue.Text text when inSecret:
                Add(text.Value);
                break;
            case PropertyValue.Asset { Content: { } content } when inSecret:
                Add(content);
                break;
            case PropertyValue.Archive { Entries: { } entries } archive when inSecret || archive.ContainsSecrets:
                foreach (var (_, item) in entries)
                    AddFrom(item, inSecret);
                break;
            case PropertyValue.List list when inSecret || list.ContainsSecrets:
                foreach (var item in list.Items)
                    AddFrom(item, inSecret);
                break;
            case PropertyValue.Map map when inSecret || map.ContainsSecrets:
                foreach (var (name, item) in map.Properties)
                    AddFrom(item, inSecret && !Names.Contains(name));
                break;
        }
    }
}
