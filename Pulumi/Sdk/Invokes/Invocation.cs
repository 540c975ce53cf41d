using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

// Functions of providers.
public sealed partial class Deployment
{
    internal Output<T> Invoke<T>(string token, InvokeArgs? args, InvokeOptions? options, RegisterPackageRequest? package)
        => new(InvokeDataAsync<T>(token, args, options, package));

    internal async Task<T> InvokeAsync<T>(string token, InvokeArgs? args, InvokeOptions? options, RegisterPackageRequest? package)
        => Result<T>(token, await CallAsync(token, await WriteAsync(token, args), options, package)).Value;

    // Unlike an Apply over the arguments, secrets in them do not make the result secret: the provider says what is.
    private async Task<OutputData<T>> InvokeDataAsync<T>(
        string token, InvokeArgs? args, InvokeOptions? options, RegisterPackageRequest? package)
    {
        var written = await WriteAsync(token, args);
        var named = options is InvokeOutputOptions { DependsOn: var dependsOn } ? await dependsOn.AsOutput().ValueOrAsync([]) : [];
        var sources = written.Resources.Union(named);

        // In a preview, what it is about may not exist yet.
        if (Special.ContainsUnknown(Value.ForStruct(written.Values)) || !await AllExistAsync(sources))
        {
            return new(default!, IsKnown: false, IsSecret: false, sources);
        }

        var answer = await CallAsync(token, written, options, package);
        return answer.Unknown
            ? new(default!, IsKnown: false, IsSecret: false, sources)
            : Result<T>(token, answer) with { Resources = sources };
    }

    private async Task<WrittenProperties> WriteAsync(string token, InvokeArgs? args) => await WrittenProperties.WriteAsync(
        $"invoke:{token}", (args ?? InvokeArgs.Empty).ToDictionary(), await NewWriterAsync(remote: false));

    private async Task<ResourceInvokeResponse> CallAsync(
        string token, WrittenProperties written, InvokeOptions? options, RegisterPackageRequest? package)
    {
        await InvokeTransformsAsync();
        var provider = options?.Provider ?? options?.Parent?.GetProvider(token);
        var answer = await Monitor.InvokeAsync(new()
        {
            Tok = token,
            Args = written.Values,
            Provider = provider is null ? "" : await provider.GetReferenceAsync(),
            Version = options?.Version ?? "",
            PluginDownloadURL = options?.PluginDownloadURL ?? "",
            AcceptResources = Environment.ResourceReferences,
            PackageRef = package is null ? "" : await PackageRefAsync(package),
        });
        InvokeFailure.ThrowIfAny("Invoke", token, answer.Failures);
        return answer;
    }

    private static OutputData<T> Result<T>(string token, ResourceInvokeResponse answer) => ValueReader.Read<T>(
        Value.ForStruct(answer.Return ?? new()), $"{token} result", problem => Pulumi.Log.Warn(problem));

    private static async Task<bool> AllExistAsync(IEnumerable<Resource> resources)
    {
        foreach (var resource in Dependents.Reached(resources))
        {
            // Of a resource that is only referred to, the id is not known here, and says nothing.
            if (resource is CustomResource { Id: { } id } && !(await id.DataTask).IsKnown)
            {
                return false;
            }
        }

        return true;
    }
}
