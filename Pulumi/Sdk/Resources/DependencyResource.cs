namespace Pulumi;

/// <summary>A resource of which only the URN is known: the engine named it, the program has no object for it.</summary>
internal sealed class DependencyResource : CustomResource
{
    public DependencyResource(string urn) : base("", "")
        => Urn = new(Task.FromResult(OutputData<string>.Plain(urn) with { Resources = [this] }));
}

/// <summary>A provider of which only the reference is known.</summary>
internal sealed class DependencyProviderResource : ProviderResource
{
    /// <param name="reference">URN and id, as the protocol joins them: <c>urn::id</c>.</param>
    public DependencyProviderResource(string reference) : base(PackageOf(reference))
    {
        var (urn, id) = Split(reference);
        Urn = new(Task.FromResult(OutputData<string>.Plain(urn) with { Resources = [this] }));
        var isKnown = id != Serialization.Signatures.Unknown;
        Id = new(Task.FromResult(new OutputData<string>(id, isKnown, IsSecret: false, [this])));
    }

    private static (string Urn, string Id) Split(string reference)
        => reference.LastIndexOf("::", StringComparison.Ordinal) is var last && last > 0
            ? (reference[..last], reference[(last + 2)..])
            : throw new FormatException($"'{reference}' is not a reference to a provider (urn::id).");

    private static string PackageOf(string reference)
        => Pulumi.Urn.TypeOf(Split(reference).Urn).Split(':') is [_, _, var package] ? package : "";
}
