namespace E3.Engine.State;

/// <summary>A provider resource as other resources name it: <c>urn::id</c>.</summary>
internal readonly record struct ProviderReference(string Urn, string Id)
{
    private const string TypePrefix = "pulumi:providers:";
    private const string Separator = "::";

    public static bool IsProviderType(string type) => type.StartsWith(TypePrefix, StringComparison.Ordinal);

    /// <summary>The package of a provider type: <c>digitalocean</c>.</summary>
    public static string Package(string providerType) => providerType[TypePrefix.Length..];

    public static string TypeFor(string package) => TypePrefix + package;

    public static ProviderReference Parse(string reference)
    {
        var split = reference.LastIndexOf(Separator, StringComparison.Ordinal);
        if (split <= 0 || !reference.StartsWith("urn:", StringComparison.Ordinal) || split + Separator.Length == reference.Length)
            throw new EngineException($"'{reference}' is not a provider reference: expected urn::id");
        return new ProviderReference(reference[..split], reference[(split + Separator.Length)..]);
    }

    public override string ToString() => $"{Urn}{Separator}{Id}";
}
