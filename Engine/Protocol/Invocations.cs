using E3.Engine.Deployments;
using E3.Engine.Properties;
using Pulumirpc;

namespace E3.Engine.Protocol;

/// <summary>Calls the functions of packages, and the engine's own.</summary>
internal sealed class Invocations(Deployment deployment, Registrar registrar)
{
    private const string GetResource = "pulumi:pulumi:getResource";

    public async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request)
    {
        var arguments = WireProperties.Read(request.Args);
        if (request.DependsOn.Concat(arguments.Values.OfType<PropertyValue.Reference>().Select(reference => reference.Urn)).FirstOrDefault(deployment.Failed.ContainsKey) is { } failed)
            throw new EngineException($"{request.Tok} is not called: {failed} failed");
        if (arguments.Any(argument => argument.Value.ContainsUnknowns))
            return new ResourceInvokeResponse { Unknown = true };
        var result = request.Tok switch
        {
            GetResource => LookUp(arguments),
            _ when request.Tok.StartsWith("pulumi:pulumi:", StringComparison.Ordinal) => throw MonitorService.Missing($"the function {request.Tok}"),
            _ => await CallAsync(request, arguments),
        };
        return new ResourceInvokeResponse { Return = WireProperties.Write(result, secrets: true, request.AcceptResources) };
    }

    private async Task<PropertyMap> CallAsync(ResourceInvokeRequest request, PropertyMap arguments)
    {
        var reference = request.Provider.Length > 0
            ? request.Provider
            : await registrar.DefaultProviderAsync(request.Tok.Split(':')[0], request.Version, request.PluginDownloadURL);
        var provider = await deployment.Providers.GetAsync(reference, deployment.FindProvider);
        try
        {
            return await provider.InvokeAsync(request.Tok, arguments.Reveal(), deployment.Abort);
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
