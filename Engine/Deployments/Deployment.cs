using System.Collections.Concurrent;
using E3.Engine.Assets;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>What the parts of one operation share.</summary>
internal sealed class Deployment
{
    public required OperationRequest Request { get; init; }

    public required StackReference Stack { get; init; }

    /// <summary>The state at the start.</summary>
    public required Snapshot Start { get; init; }

    public required StackState State { get; init; }

    public required EventReporter Report { get; init; }

    public required ProviderRegistry Providers { get; init; }

    public required TargetSelection Targets { get; init; }

    /// <summary>What is told of all that is about to be done; null when nobody wants to know.</summary>
    public IPlan? Plan { get; init; }

    public required AssetHashes Assets { get; init; }

    public required HookRegistry Hooks { get; init; }

    public required SemaphoreSlim Slots { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Start nothing new.</summary>
    public required CancellationToken Stop { get; init; }

    /// <summary>Drop everything.</summary>
    public required CancellationToken Abort { get; init; }

    /// <summary>What failed, and what was not tried because something it needs failed.</summary>
    public ConcurrentDictionary<string, bool> Failed { get; } = new(StringComparer.Ordinal);

    /// <summary>Resources that this run replaces.</summary>
    public ConcurrentDictionary<string, bool> Replaced { get; } = new(StringComparer.Ordinal);

    public bool DryRun => Request.IsPreview;

    /// <summary>Whether a resource is to be replaced whatever its provider thinks: by request, or because it is tainted.</summary>
    public bool MustReplace(string urn, ResourceState old) => Targets.MustReplace(urn) || old.Taint;

    public ResourceState? FindState(string urn) => State.Find(urn)?.State;

    /// <summary>The provider that a resource names, which may have been renamed, or replaced, since.</summary>
    public ResourceState? FindProvider(ProviderReference reference) => State.FindProvider(reference);

    /// <summary>Tells why work on a resource failed and notes it, for what needs it.</summary>
    public StepFailedException Fail(string urn, Exception error)
    {
        Report.Error(urn, FailureText.Of(error));
        Failed[urn] = true;
        return new StepFailedException(urn);
    }
}
