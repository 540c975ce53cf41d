using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Pulumirpc;

namespace Pulumi.Automation;

/// <summary>The language runtime whose only program is an inline one.</summary>
internal sealed class InlineRuntime(PulumiFn program, ILogger? logger, CancellationToken cancellation) : LanguageRuntime.LanguageRuntimeBase
{
    /// <summary>What the program threw when it ran last.</summary>
    public IReadOnlyList<Exception> Failures { get; private set; } = [];

    // What the program needs is linked into this process.
    public override Task<GetRequiredPluginsResponse> GetRequiredPlugins(GetRequiredPluginsRequest request, ServerCallContext context)
        => Task.FromResult(new GetRequiredPluginsResponse());

    public override Task<Pulumirpc.PluginInfo> GetPluginInfo(Empty request, ServerCallContext context)
        => Task.FromResult(new Pulumirpc.PluginInfo { Version = "1.0.0" });

    public override async Task<RunResponse> Run(RunRequest request, ServerCallContext context)
    {
        if (cancellation.IsCancellationRequested || context.CancellationToken.IsCancellationRequested)
        {
            return new();
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation, context.CancellationToken);
        var token = over.Token;
        int code;
        try
        {
            (code, Failures) = await Deployment.RunInlineAsync(EnvironmentOf(request), logger, () => program.Declare(token));
        }
        catch (Exception failure)
        {
            (code, Failures) = (1, [failure]);
        }

        return code == 0
            ? new()
            : new() { Bail = true, Error = Failures is [var first, ..] ? first.Message : "One or more errors occurred." };
    }

    private static ProgramEnvironment EnvironmentOf(RunRequest request)
    {
        var engine = request.Args is [var first, ..] ? first : "";
        foreach (var (name, value) in new[] { ("monitor address", request.MonitorAddress), ("engine address", engine), ("project", request.Project), ("stack", request.Stack) })
        {
            if (value.Length == 0)
            {
                throw new InvalidOperationException(
                    $"Inline execution was not provided the necessary parameters to run the Pulumi engine: no {name}.");
            }
        }

        return new(
            request.MonitorAddress,
            engine,
            request.Project,
            request.Stack,
            request.Organization.Length > 0 ? request.Organization : "organization",
            request.Info is { RootDirectory: { Length: > 0 } root } ? root : null,
            request.DryRun,
            ResourceReferences: true,
            request.Config.ToImmutableDictionary(),
            [.. request.ConfigSecretKeys]);
    }
}
