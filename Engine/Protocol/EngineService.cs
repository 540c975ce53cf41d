using E3.Engine.Deployments;
using E3.Engine.Events;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace E3.Engine.Protocol;

/// <summary>The service a program logs to (<see href="https://github.com/pulumi/pulumi/blob/master/proto/pulumi/engine.proto"/>).</summary>
internal sealed class EngineService(EventReporter report, CancellationToken stop) : Pulumirpc.Engine.EngineBase
{
    private static readonly Empty Nothing = new();

    /// <summary>The version of Pulumi's engine whose behaviour this one follows.</summary>
    private static readonly Version Follows = new(3, 259, 0);

    private string _root = "";

    public override Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        var urn = request.Urn.Length > 0 ? request.Urn : null;
        switch (request.Severity)
        {
            case LogSeverity.Debug:
                break; // six per resource, of interest to nobody but the SDK's authors
            // Only what it was told itself, as a failure of its own with a stack trace: whoever asked to stop knows better.
            case LogSeverity.Error when stop.IsCancellationRequested && request.Message.Contains(MonitorService.BeingStopped, StringComparison.Ordinal):
                break;
            case LogSeverity.Error:
                report.Error(urn, request.Message);
                break;
            default:
                report.Publish(new DiagnosticEvent(
                    urn, report.Mask.Mask(request.Message), request.Severity == LogSeverity.Warning ? "warning" : "info", request.StreamId, request.Ephemeral));
                break;
        }
        return Task.FromResult(Nothing);
    }

    public override Task<GetRootResourceResponse> GetRootResource(GetRootResourceRequest request, ServerCallContext context) =>
        Task.FromResult(new GetRootResourceResponse { Urn = _root });

    public override Task<SetRootResourceResponse> SetRootResource(SetRootResourceRequest request, ServerCallContext context)
    {
        _root = request.Urn;
        return Task.FromResult(new SetRootResourceResponse());
    }

    public override Task<Empty> StartDebugging(StartDebuggingRequest request, ServerCallContext context) => throw MonitorService.Missing("debugging");

    public override Task<RequirePulumiVersionResponse> RequirePulumiVersion(RequirePulumiVersionRequest request, ServerCallContext context) =>
        VersionRange.Contains(request.PulumiVersionRange, Follows)
            ? Task.FromResult(new RequirePulumiVersionResponse())
            : throw new RpcException(new Status(
                StatusCode.FailedPrecondition,
                $"the program asks for a Pulumi version {request.PulumiVersionRange}; the embedded engine does as Pulumi {Follows} does: run this stack with the official pulumi"));
}
