using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Anything that a stack is made of. Constructing one registers it with the engine.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly bool? _protect;
    private readonly ImmutableArray<ResourceTransformation> _transformations = [];
    private readonly ImmutableDictionary<string, ProviderResource> _providers = ImmutableDictionary<string, ProviderResource>.Empty;
    private readonly HashSet<Resource> _children = [];

    /// <summary>A resource that is only referred to: it is not registered, and whoever makes it sets its outputs.</summary>
    private protected Resource(string type, string name)
    {
        (_type, _name) = (type, name);
        OutputSources = ImmutableDictionary<string, OutputSource>.Empty;
    }

    private protected Resource(
        string type, string name, bool custom, ResourceArgs args, ResourceOptions options, bool remote, RegisterPackageRequest? request)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        (_type, _name) = (type, name);

        // Before anything can see this object, all its outputs must be there.
        OutputSources = ResourceOutputs.Prepare(this, local: !custom && !remote && options.Urn is null);

        var deployment = Deployment.Required;
        var isStack = type == Stack.TypeToken;
        Parent = options.Parent ?? (isStack || options.Urn is not null ? null : deployment.Stack);

        _transformations = [.. options.ResourceTransformations, .. Parent?._transformations ?? []];
        (args, options) = Transform(args, options);
        options = options.Clone();

        if (options.Provider is not null && options is ComponentResourceOptions { Providers.Count: > 0 })
        {
            throw new ResourceException(
                "Do not supply both 'provider' and 'providers' options to a ComponentResource.", options.Parent);
        }

        if (options.Parent is { } above)
        {
            above.AddChild(this);
            options.Protect ??= above._protect;
            _providers = above._providers;
        }

        if (custom)
        {
            if (options.Provider is { } own && PackageOf(type) is { } package)
            {
                _providers = _providers.SetItem(package, own);
            }

            options.Provider ??= options.Parent?.GetProvider(type);
            Provider = options.Provider;
        }
        else
        {
            var given = options.Provider is { } one ? [one] : (options as ComponentResourceOptions)?.Providers ?? [];
            _providers = _providers.SetItems(given.Select(provider => KeyValuePair.Create(provider.Package, provider)));
        }

        _protect = options.Protect;
        (Version, PluginDownloadURL) = (options.Version, options.PluginDownloadURL);
        deployment.Begin(this, remote, args, options, request);
    }

    /// <summary>The resource's name within everything Pulumi manages, given by the engine.</summary>
    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    internal ImmutableDictionary<string, OutputSource> OutputSources { get; }

    internal ProviderResource? Provider { get; }

    internal Resource? Parent { get; }

    internal string? Version { get; }

    internal string? PluginDownloadURL { get; }

    // Methods, not properties: they must not collide with properties of derived classes.

    /// <summary>The type token: <c>package:module:Type</c>.</summary>
    public string GetResourceType() => _type;

    /// <summary>The name the program gave.</summary>
    public string GetResourceName() => _name;

    internal ProviderResource? GetProvider(string token)
        => PackageOf(token) is { } package ? _providers.GetValueOrDefault(package) : null;

    internal IReadOnlyList<Resource> Children()
    {
        lock (_children)
        {
            return [.. _children];
        }
    }

    private static string? PackageOf(string token) => token.Split(':') is [var package, _, _] ? package : null;

    private void AddChild(Resource child)
    {
        lock (_children)
        {
            _children.Add(child);
        }
    }

    private (ResourceArgs Args, ResourceOptions Options) Transform(ResourceArgs args, ResourceOptions options)
    {
        foreach (var transformation in _transformations)
        {
            if (transformation(new(this, args, options)) is { } result)
            {
                // The list of transformations came from the parent: another parent would mean another list.
                (args, options) = result.Options.Parent == options.Parent
                    ? (result.Args, result.Options)
                    : throw new ArgumentException(
                        "Transformations cannot currently be used to change the 'parent' of a resource.");
            }
        }

        return (args, options);
    }
}
