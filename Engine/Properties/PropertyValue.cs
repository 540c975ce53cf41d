using System.Collections.Immutable;

namespace E3.Engine.Properties;

/// <summary>
/// One value of a resource's inputs or outputs, as Pulumi's protocol and checkpoint carry it
/// (<see href="https://www.pulumi.com/docs/iac/concepts/inputs-outputs/"/>). Immutable; equality is by content.
/// </summary>
public abstract record PropertyValue
{
    private PropertyValue() { }

    /// <summary>JSON null.</summary>
    public sealed record Null : PropertyValue
    {
        /// <summary>The one null.</summary>
        public static Null Value { get; } = new();
    }

    /// <summary>A truth value.</summary>
    public sealed record Bool(bool Value) : PropertyValue;

    /// <summary>A number; whole numbers are exact up to 2^53.</summary>
    public sealed record Number(double Value) : PropertyValue;

    /// <summary>A string.</summary>
    public sealed record Text(string Value) : PropertyValue;

    /// <summary>An ordered list.</summary>
    public sealed record List(ImmutableArray<PropertyValue> Items) : PropertyValue
    {
        /// <inheritdoc/>
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items);

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);
    }

    /// <summary>An object: property names to values.</summary>
    public sealed record Map(PropertyMap Properties) : PropertyValue;

    /// <summary>A value that must never be shown or stored in clear.</summary>
    public sealed record Secret(PropertyValue Inner) : PropertyValue;

    /// <summary>A value that is known only after the resource exists; in previews only.</summary>
    public sealed record Unknown : PropertyValue
    {
        /// <summary>The one unknown.</summary>
        public static Unknown Value { get; } = new();
    }

    /// <summary>A file or a text that travels with the resource: at most one of path, URI and text is set, the hash is hexadecimal SHA-256.</summary>
    public sealed record Asset(string? Path, string? Uri, string? Content, string? Hash) : PropertyValue
    {
        private const string HashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

        /// <summary>An asset as it was sent or stored, where an empty text is not written down.</summary>
        public static Asset Of(string? path, string? uri, string? content, string? hash) =>
            new(path, uri, path is null && uri is null && content is null && hash is null or HashOfNothing ? "" : content, hash);
    }

    /// <summary>A folder, an archive file or a set of assets by name: at most one of path, URI and entries is set.</summary>
    public sealed record Archive(string? Path, string? Uri, PropertyMap? Entries, string? Hash) : PropertyValue
    {
        private const string HashOfNothing = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";

        /// <summary>An archive as it was sent or stored, where an empty one has nothing but its hash.</summary>
        public static Archive Of(string? path, string? uri, PropertyMap? entries, string? hash) =>
            new(path, uri, path is not null || uri is not null ? null : entries ?? (hash is null or HashOfNothing ? PropertyMap.Empty : null), hash);
    }

    /// <summary>Another resource, by its URN; the id is null while unknown or for a component.</summary>
    public sealed record Reference(string Urn, string? Id, string? PackageVersion) : PropertyValue;

    /// <summary>True when this value or anything in it is a secret.</summary>
    public bool ContainsSecrets => this switch
    {
        Secret => true,
        List list => list.Items.Any(item => item.ContainsSecrets),
        Map map => map.Properties.Any(entry => entry.Value.ContainsSecrets),
        Archive { Entries: { } entries } => entries.Any(entry => entry.Value.ContainsSecrets),
        _ => false,
    };

    /// <summary>True when this value or anything in it is unknown.</summary>
    public bool ContainsUnknowns => this switch
    {
        Unknown => true,
        Secret secret => secret.Inner.ContainsUnknowns,
        List list => list.Items.Any(item => item.ContainsUnknowns),
        Map map => map.Properties.Any(entry => entry.Value.ContainsUnknowns),
        Archive { Entries: { } entries } => entries.Any(entry => entry.Value.ContainsUnknowns),
        _ => false,
    };

    /// <summary>The same value with every secret unwrapped, for a provider's eyes only.</summary>
    public PropertyValue Reveal() => this switch
    {
        Secret secret => secret.Inner.Reveal(),
        List list => new List([.. list.Items.Select(item => item.Reveal())]),
        Map map => new Map(map.Properties.Reveal()),
        Archive { Entries: { } entries } archive => archive with { Entries = entries.Reveal() },
        _ => this,
    };

    /// <summary>The same value with of every asset and archive only the hash, if it has one: where a content lies is no part of it.</summary>
    public PropertyValue Essence() => this switch
    {
        Secret secret => new Secret(secret.Inner.Essence()),
        List list => new List([.. list.Items.Select(item => item.Essence())]),
        Map map => new Map(PropertyMap.From(map.Properties.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Essence())))),
        Asset { Hash: { } hash } => new Asset(null, null, null, hash),
        Archive { Hash: { } hash } => new Archive(null, null, null, hash),
        _ => this,
    };

    /// <summary>Never the content: values reach logs only through the display, which masks secrets.</summary>
    public sealed override string ToString() => GetType().Name;
}
