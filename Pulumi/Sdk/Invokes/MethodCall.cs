using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

// Methods of resources. Unlike for a function, the provider gets what is unknown too, and says itself what the result depends on.
public sealed partial class Deployment
{
    private const string SelfKey = "__self__";

    internal Output<T> Call<T>(string token, CallArgs? args, Resource? self, CallOptions? options, RegisterPackageRequest? package)
    {
        return new(CallAsync());

        async Task<OutputData<T>> CallAsync()
        {
            var answer = await AnswerAsync(token, args, self, options, package);
            var data = ValueReader.Read<T>(
                Value.ForStruct(answer.Return ?? new()), $"{token} result", problem => Pulumi.Log.Warn(problem, self));
            var urns = answer.ReturnDependencies.Values.SelectMany(dependencies => dependencies.Urns).Distinct();
            return data with { Resources = [.. urns.Select(urn => new DependencyResource(urn))] };
        }
    }

    internal void Call(string token, CallArgs? args, Resource? self, CallOptions? options, RegisterPackageRequest? package)
        => InFlight.Add(AnswerAsync(token, args, self, options, package));

    private async Task<CallResponse> AnswerAsync(
        string token, CallArgs? args, Resource? self, CallOptions? options, RegisterPackageRequest? package)
    {
        var given = (args ?? CallArgs.Empty).ToDictionary();
        var keepOutputs = await SupportsAsync("outputValues");
        var written = await WrittenProperties.WriteAsync(
            $"call:{token}",
            self is null ? given : given.SetItem(SelfKey, self),
            () => new(keepResources: true, keepOutputs, referencesDepend: false));

        // A method belongs to its resource, and so to the resource's provider.
        var provider = self is null ? options?.Provider ?? options?.Parent?.GetProvider(token) : self.Provider;
        var request = new ResourceCallRequest
        {
            Tok = token,
            Args = written.Values,
            Provider = provider is null ? "" : await provider.GetReferenceAsync(),
            Version = (self is null ? options?.Version : self.Version) ?? "",
            PluginDownloadURL = (self is null ? options?.PluginDownloadURL : self.PluginDownloadURL) ?? "",
            PackageRef = package is null ? "" : await PackageRefAsync(package),
        };
        foreach (var (name, urns) in written.Dependencies)
        {
            request.ArgDependencies[name] = new() { Urns = { urns } };
        }

        var answer = await Monitor.CallAsync(request);
        InvokeFailure.ThrowIfAny("Call", token, answer.Failures);
        return answer;
    }
}
