using System.Collections.Concurrent;
using E3.Engine.Deployments;
using E3.Engine.Properties;
using Pulumirpc;

namespace E3.Engine.Protocol;

/// <summary>Calls the functions of packages, and the engine's own.</summary>
internal sealed class Invocations(Deployment deployment, Registrar registrar, ParentOptions parents, ProgramCallbacks callbacks, CreationTracker created)
{
    private const string GetResource = "pulumi:pulumi:getResource";
    private static readonly Dictionary<string, string> NoProviders = [];

    private readonly ConcurrentQueue<Callback> _transforms = new();

    /// <summary>Adds a function of the program that may change every call from now on.</summary>
    public void AddTransform(Callback callback) => _transforms.Enqueue(callback);

    public async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request)
    {
        request = request.Clone();
        request.Provider = parents.ProviderFor(request.Provider, NoProviders, request.Parent, request.Tok.Split(':')[0]);
        request = await TransformAsync(request);
        var arguments = WireProperties.Read(request.Args);
        if (request.DependsOn.Concat(arguments.Values.OfType<PropertyValue.Reference>().Select(reference => reference.Urn)).FirstOrDefault(deployment.Failed.ContainsKey) is { } failed)
            throw new EngineException($"{request.Tok} is not called: {failed} failed");
        if (arguments.Any(argument => argument.Value.ContainsUnknowns) || await created.IsAnyMissingAsync(request.DependsOn, deployment.Abort))
            return new ResourceInvokeResponse { Unknown = true };
        var result = request.Tok switch
        {
            GetResource => LookUp(arguments),
            _ => await CallAsync(request, arguments),
        };
        return new ResourceInvokeResponse { Return = WireProperties.Write(result, secrets: true, request.AcceptResources) };
    }

    /// <summary>Lets every function of the stack change what is called: its arguments and its provider.</summary>
    private async Task<ResourceInvokeRequest> TransformAsync(ResourceInvokeRequest request)
    {
        foreach (var transform in _transforms)
        {
            TransformInvokeResponse response;
            try
            {
                response = await callbacks.InvokeAsync(transform, Request(request), TransformInvokeResponse.Parser, deployment.Abort);
            }
            catch (EngineException error)
            {
                throw new EngineException($"a transform of the call of {request.Tok} failed: {error.Message}", error);
            }
            request = request.Clone();
            if (response.Args is { } arguments)
                request.Args = arguments;
            if (response.Options is { } options)
                (request.Provider, request.Version, request.PluginDownloadURL) = (options.Provider, options.Version, options.PluginDownloadUrl);
        }
        return request;
    }

    private static TransformInvokeRequest Request(ResourceInvokeRequest request) => new()
    {
        Token = request.Tok,
        Args = request.Args,
        Options = new TransformInvokeOptions
        {
            Provider = request.Provider,
            Version = request.Version,
            PluginDownloadUrl = request.PluginDownloadURL,
            PluginChecksums = { request.PluginChecksums },
        },
    };

    private async Task<PropertyMap> CallAsync(ResourceInvokeRequest request, PropertyMap arguments)
    {
        var reference = request.Provider.Length > 0
            ? request.Provider
            : await registrar.DefaultProviderAsync(request.Tok.Split(':')[0], request.Version, request.PluginDownloadURL);
        var provider = await deployment.Providers.GetAsync(reference, deployment.FindProvider);
        try
        {
            var result = await provider.InvokeAsync(request.Tok, arguments.Reveal(), deployment.Abort);
            result = OutputSecrets.MarkLike(result, arguments);
            deployment.Report.Mask.AddFrom(result);
            return result;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new EngineException($"{request.Tok} failed: {FailureText.Of(error)}", error);
        }
    }

    private PropertyMap LookUp(PropertyMap arguments)
    {
        if (!arguments.TryGetValue("urn", out var value) || value.Reveal() is not PropertyValue.Text { Value: var urn })
            throw new EngineException($"{GetResource} needs the argument urn");
        var state = deployment.FindState(urn) ?? throw new EngineException($"unknown resource {urn}");
        return PropertyMap.Empty
            .With("urn", new PropertyValue.Text(state.Urn))
            .With("id", new PropertyValue.Text(state.Id))
            .With("state", new PropertyValue.Map(state.Outputs));
    }
}
