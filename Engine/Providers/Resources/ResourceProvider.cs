using System.Collections.Frozen;
using E3.Engine.Properties;

namespace E3.Engine.Providers.Resources;

/// <summary>A package made of resource types and functions: finds the type and checks and compares inputs by its schema.</summary>
internal abstract class ResourceProvider : IProvider
{
    private readonly FrozenDictionary<string, IResource> _resources;
    private readonly FrozenDictionary<string, IFunction> _functions;

    protected ResourceProvider(IEnumerable<IResource> resources, IEnumerable<IFunction>? functions = null)
    {
        _resources = resources.ToFrozenDictionary(resource => resource.Schema.Type);
        _functions = (functions ?? []).ToFrozenDictionary(function => function.Schema.Type);
    }

    /// <inheritdoc/>
    public abstract string Package { get; }

    /// <inheritdoc/>
    public abstract string Version { get; }

    /// <summary>The settings, described like inputs.</summary>
    protected abstract ResourceSchema Settings { get; }

    /// <inheritdoc/>
    public virtual Task<CheckResult> CheckConfigAsync(PropertyMap config, CancellationToken cancel)
    {
        // "version" and "pluginDownloadURL" belong to the engine, whatever the package.
        var own = config.Without("version").Without("pluginDownloadURL");
        var result = Settings.Check(new CheckRequest("", Settings.Type, null, own));
        return Task.FromResult(result with { Inputs = config });
    }

    /// <inheritdoc/>
    public abstract Task ConfigureAsync(PropertyMap config, CancellationToken cancel);

    /// <inheritdoc/>
    public async Task<CheckResult> CheckAsync(CheckRequest request, CancellationToken cancel)
    {
        var resource = Find(request.Type);
        var result = resource.Schema.Check(request);
        if (result.Failures.Length > 0) return result;
        result = result with { Failures = [.. await resource.ValidateAsync(result.Inputs, cancel)] };
        return result.Failures.Length > 0 ? result : result with { Inputs = resource.Complete(result.Inputs) };
    }

    /// <inheritdoc/>
    public Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancel)
    {
        var resource = Find(request.Type);
        return Task.FromResult(resource.Refine(resource.Schema.Diff(request), request));
    }

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => Find(request.Type).CreateAsync(request, cancel);

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => Find(request.Type).ReadAsync(request, cancel);

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => Find(request.Type).UpdateAsync(request, cancel);

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => Find(request.Type).DeleteAsync(request, cancel);

    /// <inheritdoc/>
    public Task<PropertyMap> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancel)
    {
        var function = _functions.GetValueOrDefault(token) ?? throw new ProviderException(
            $"the embedded {Package} provider has no function {token}{InputCheck.DidYouMean(token, _functions.Keys)}"
            + (_functions.Count > 0 ? $"; it has {string.Join(", ", _functions.Keys.Order(StringComparer.Ordinal))}" : ""));
        var check = function.Schema.Check(new CheckRequest("", token, null, arguments));
        return check.Failures.Length == 0
            ? function.InvokeAsync(check.Inputs.Without(ResourceSchema.DefaultsKey), cancel)
            : throw new ProviderException($"{token}: " + string.Join("; ", check.Failures.Select(failure => $"{failure.Property} {failure.Reason}")));
    }

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => Find(request.Type).FindAsync(request, cancel);

    private IResource Find(string type) => _resources.GetValueOrDefault(type)
        ?? throw new ProviderException(
            $"the embedded {Package} provider has no resource type {type}{InputCheck.DidYouMean(type, _resources.Keys)}; "
            + $"it has {string.Join(", ", _resources.Keys.Order(StringComparer.Ordinal))}");
}
