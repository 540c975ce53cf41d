using System.Collections.Concurrent;
using E3.Engine.State;
using Pulumirpc;

namespace E3.Engine.Protocol;

/// <summary>What resources take from their parents: some options where they say nothing, providers, and transforms.</summary>
internal sealed class ParentOptions
{
    private readonly ConcurrentDictionary<string, Registered> _registered = new(StringComparer.Ordinal);

    /// <summary>Fills in what a resource does not say for itself, before its transforms.</summary>
    public void Inherit(RegisterResourceRequest child)
    {
        if (!_registered.TryGetValue(child.Parent, out var parent))
            return;
        if (child.DeletedWith.Length == 0)
            child.DeletedWith = parent.Options.DeletedWith;
        if (!child.HasProtect && parent.Options.HasProtect)
            child.Protect = parent.Options.Protect;
        if (!child.HasRetainOnDelete && parent.Options.HasRetainOnDelete)
            child.RetainOnDelete = parent.Options.RetainOnDelete;
        if (child.Provider.Length == 0 && child.Custom && parent.Options.Provider.Length > 0 && PackageOf(parent.Options.Provider) == PackageOf(child))
            child.Provider = parent.Options.Provider;
    }

    /// <summary>The provider of a resource or a call that names none: of its package in its own map, or in its parent's; "" for the default one.</summary>
    public string ProviderFor(string provider, IDictionary<string, string> providers, string parent, string package)
    {
        if (provider.Length > 0)
            return provider;
        if (providers.TryGetValue(package, out var own))
            return own;
        return _registered.TryGetValue(parent, out var registered) && !registered.Options.Custom && registered.Options.Providers.TryGetValue(package, out var inherited)
            ? inherited
            : "";
    }

    /// <summary>Gives a component its parent's providers, where it has none of that package.</summary>
    public void InheritProviders(RegisterResourceRequest child)
    {
        if (child.Custom || !_registered.TryGetValue(child.Parent, out var parent) || parent.Options.Custom)
            return;
        foreach (var (package, provider) in parent.Options.Providers)
            child.Providers.TryAdd(package, provider);
    }

    /// <summary>The transforms of everything above a resource, from its parent upwards.</summary>
    public IEnumerable<Callback> TransformsAbove(string parent)
    {
        for (var urn = parent; urn.Length > 0 && _registered.TryGetValue(urn, out var registered); urn = registered.Options.Parent)
        {
            foreach (var transform in registered.Transforms)
                yield return transform;
        }
    }

    /// <summary>Takes note of a resource for its children, with the options that its transforms left.</summary>
    public void Remember(string urn, RegisterResourceRequest request, IReadOnlyList<Callback> transforms) =>
        _registered[urn] = new Registered(request, transforms);

    private static string PackageOf(string reference) => ProviderReference.Package(Urns.Type(ProviderReference.Parse(reference).Urn));

    private static string PackageOf(RegisterResourceRequest request) => request.Type.Split(':')[0];

    private sealed record Registered(RegisterResourceRequest Options, IReadOnlyList<Callback> Transforms);
}
