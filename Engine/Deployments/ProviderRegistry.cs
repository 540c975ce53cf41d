using System.Collections.Concurrent;
using System.Text.Json;
using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>The providers of an operation, each configured once: by the program's registration, or from the state where the program says nothing.</summary>
internal sealed class ProviderRegistry(
    Func<string, IProvider?> factory, IReadOnlyDictionary<string, ConfigValue> config, CancellationToken abort) : IAsyncDisposable
{
    /// <summary>The setting that says of which packages there may be no default provider: a JSON list of names, * for all.</summary>
    public const string DeniedKey = "pulumi:disable-default-providers";

    /// <summary>Inputs of a provider resource that say which plugin it is, not how it is set up.</summary>
    private static readonly string[] PluginKeys = ["version", "pluginDownloadURL", "pluginChecksums", "__internal"];

    private readonly ConcurrentDictionary<string, Lazy<Task<IProvider>>> _configured = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<IProvider> _made = [];

    /// <summary>A new provider of a package, not configured.</summary>
    public IProvider Make(string package)
    {
        var provider = factory(package) ?? throw new EngineException(
            $"there is no provider for package '{package}' here. Check the resource's type; for other packages run this stack with the official pulumi.");
        _made.Add(provider);
        return provider;
    }

    /// <summary>The stack's settings of a package: config keys <c>package:…</c> without the prefix.</summary>
    public PropertyMap Config(string package)
    {
        var prefix = package + ":";
        return PropertyMap.From(config.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(entry =>
        {
            PropertyValue value = new PropertyValue.Text(entry.Value.Value);
            return KeyValuePair.Create(entry.Key[prefix.Length..], entry.Value.Secret ? new PropertyValue.Secret(value) : value);
        }));
    }

    /// <summary>Whether the stack's settings rule out a default provider of a package.</summary>
    public bool IsDenied(string package)
    {
        if (package == PulumiPackage.Name || !config.TryGetValue(DeniedKey, out var value) || value.Value.Length == 0)
            return false;
        try
        {
            using var list = JsonDocument.Parse(value.Value);
            return list.RootElement.EnumerateArray().Select(name => name.GetString()?.Trim() ?? "").Any(name => name == "*" || name == package);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new EngineException($"the setting {DeniedKey} must be a list of package names, such as [\"digitalocean\"], or [\"*\"]", error);
        }
    }

    /// <summary>Settings without what only names the plugin, in clear.</summary>
    public static PropertyMap Settings(PropertyMap inputs) =>
        PluginKeys.Aggregate(inputs, (settings, key) => settings.Without(key)).Reveal();

    /// <summary>The inputs checked by the provider, secrets and plugin keys as they were.</summary>
    public static async Task<PropertyMap> CheckAsync(IProvider provider, string urn, PropertyMap inputs, CancellationToken cancel)
    {
        var check = await provider.CheckConfigAsync(Settings(inputs), cancel);
        if (check.Failures is { IsDefaultOrEmpty: false } failures)
            throw new CheckFailedException(urn, failures);
        var plugin = PluginKeys.Where(inputs.ContainsKey).Select(key => KeyValuePair.Create(key, inputs[key]));
        return OutputSecrets.MarkLike(PropertyMap.From(check.Inputs.Concat(plugin)), inputs);
    }

    /// <summary>Takes note of a provider that the program registered; of two with the same reference the later wins.</summary>
    public async Task ConfigureAsync(ProviderReference reference, IProvider provider, PropertyMap inputs)
    {
        await provider.ConfigureAsync(Settings(inputs), abort);
        _configured[reference.ToString()] = new Lazy<Task<IProvider>>(Task.FromResult(provider));
    }

    /// <summary>The provider that manages a resource; one the program has not registered is set up from the state.</summary>
    public Task<IProvider> GetAsync(string reference, Func<ProviderReference, ResourceState?> find) =>
        _configured.GetOrAdd(reference, text => new Lazy<Task<IProvider>>(() => FromStateAsync(ProviderReference.Parse(text), find))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _made)
        {
            switch (provider)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
        }
    }

    private async Task<IProvider> FromStateAsync(ProviderReference reference, Func<ProviderReference, ResourceState?> find)
    {
        var state = find(reference) ?? throw new EngineException($"provider {reference.Urn} is not in the state");
        var package = ProviderReference.Package(state.Type);
        var provider = Make(package);
        // A default provider has no settings of its own: a token that was rotated since must count, not the one written down
        // (https://github.com/pulumi/pulumi/issues/9107).
        var inputs = DefaultProviderName.Is(reference.Urn)
            ? PropertyMap.From(state.Inputs.Concat(Config(package)))
            : state.Inputs;
        await provider.ConfigureAsync(Settings(await CheckAsync(provider, reference.Urn, inputs, abort)), abort);
        return provider;
    }
}
