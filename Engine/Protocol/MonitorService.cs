using E3.Engine.Deployments;
using E3.Engine.State;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace E3.Engine.Protocol;

/// <summary>
/// The service a program registers its resources with
/// (<see href="https://github.com/pulumi/pulumi/blob/master/proto/pulumi/resource.proto"/>). A call goes on when the program that made it
/// has died: what is under way is finished.
/// </summary>
internal sealed class MonitorService(Deployment deployment, Registrar registrar, Activity activity) : ResourceMonitor.ResourceMonitorBase
{
    private static readonly HashSet<string> Features = ["secrets", "resourceReferences", "outputValues", "aliasSpecs", "deletedWith", "replaceWith"];

    private readonly Invocations _invocations = new(deployment, registrar);

    public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = Features.Contains(request.Id) });

    public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context) => AnswerAsync(async () =>
    {
        Registration registration;
        try
        {
            registration = await registrar.RegisterAsync(WireGoal.Read(request, deployment.FindState));
        }
        catch (EngineException error)
        {
            deployment.Report.Error(null, error.Message);
            throw;
        }
        if (registration.Outcome != RegistrationOutcome.Success && !request.SupportsResultReporting)
            throw new EngineException($"{registration.Urn} could not be registered: see the messages above");
        return new RegisterResourceResponse
        {
            Urn = registration.Urn,
            Id = registration.Id == Signatures.Unknown ? "" : registration.Id,
            Object = WireProperties.Write(registration.Outputs, request.AcceptSecrets, request.AcceptResources),
            Result = registration.Outcome switch
            {
                RegistrationOutcome.Success => Result.Success,
                RegistrationOutcome.Failed => Result.Fail,
                _ => Result.Skip,
            },
        };
    });

    public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context) => AnswerAsync(async () =>
    {
        await registrar.RegisterOutputsAsync(request.Urn, WireProperties.Read(request.Outputs));
        return new Empty();
    });

    public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context) => AnswerAsync(async () =>
    {
        if (request.PackageRef.Length > 0)
            throw Missing("parameterized packages");
        if (request.Type.StartsWith("pulumi:pulumi:", StringComparison.Ordinal))
            throw Missing($"look-ups of {request.Type}");
        var registration = await registrar.ReadAsync(
            new Goal
            {
                Type = request.Type,
                Name = request.Name,
                Custom = true,
                Parent = request.Parent,
                Inputs = WireProperties.Read(request.Properties),
                Dependencies = [.. request.Dependencies.Distinct()],
                Provider = request.Provider,
                Version = request.Version,
                PluginDownloadUrl = request.PluginDownloadURL,
                AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
            },
            Signatures.IsUnknown(request.Id) || request.Id.Length == 0 ? null : request.Id);
        return new ReadResourceResponse
        {
            Urn = registration.Urn,
            Properties = WireProperties.Write(registration.Outputs, request.AcceptSecrets, request.AcceptResources),
        };
    });

    public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context) => AnswerAsync(async () =>
    {
        if (request.PackageRef.Length > 0)
            throw Missing("parameterized packages");
        return await _invocations.InvokeAsync(request);
    });

    public override Task<DeploymentInfo> GetDeploymentInfo(Empty request, ServerCallContext context)
    {
        var info = new DeploymentInfo
        {
            Project = deployment.Stack.Project,
            Stack = deployment.Stack.Stack,
            Organization = "organization",
            DryRun = deployment.DryRun,
            Parallel = deployment.Request.Parallel,
            SupportedFeatures =
            {
                ResourceMonitorFeature.Secrets, ResourceMonitorFeature.ResourceReferences, ResourceMonitorFeature.OutputValues,
                ResourceMonitorFeature.AliasSpecs, ResourceMonitorFeature.DeletedWith, ResourceMonitorFeature.ReplaceWith,
            },
        };
        foreach (var (key, value) in deployment.Request.Config)
        {
            info.Config[key] = value.Value;
            if (value.Secret)
                info.ConfigSecretKeys.Add(key);
        }
        return Task.FromResult(info);
    }

    // Deletes wait for the program's exit code: until then it has not said that it is content.
    public override Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    public override Task<CallResponse> Call(ResourceCallRequest request, ServerCallContext context) => throw Missing("methods of remote components");

    public override Task<Empty> RegisterStackTransform(Callback request, ServerCallContext context) => throw Missing("transforms");

    public override Task<Empty> RegisterStackInvokeTransform(Callback request, ServerCallContext context) => throw Missing("invoke transforms");

    public override Task<Empty> RegisterResourceHook(RegisterResourceHookRequest request, ServerCallContext context) => throw Missing("resource hooks");

    public override Task<Empty> RegisterErrorHook(RegisterErrorHookRequest request, ServerCallContext context) => throw Missing("error hooks");

    public override Task<RegisterPackageResponse> RegisterPackage(RegisterPackageRequest request, ServerCallContext context) =>
        throw Missing("parameterized packages");

    internal static RpcException Missing(string feature) =>
        new(new Status(StatusCode.Unimplemented, $"the embedded engine does not have {feature}: run this stack with the official pulumi"));

    private async Task<T> AnswerAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await activity.RunAsync(call);
        }
        catch (OperationCanceledException)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "the operation is being stopped"));
        }
        catch (Exception error) when (error is not RpcException)
        {
            throw new RpcException(new Status(StatusCode.Unknown, deployment.Report.Mask.Mask(FailureText.Of(error))));
        }
    }
}
