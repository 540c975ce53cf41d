using System.Collections.Immutable;
using E3.Engine.Providers;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Asks the providers what each resource is like now and writes that down; what is gone is forgotten.</summary>
internal sealed class RefreshPass(Deployment deployment, ResourceSteps steps)
{
    public async Task RunAsync()
    {
        var targets = deployment.State.All().Where(resource =>
            resource.State is { Custom: true, Delete: false, PendingReplacement: false } && !resource.State.IsProvider
            && deployment.Targets.Contains(resource.State)).ToArray();
        var gone = await Task.WhenAll(targets.Select(RefreshAsync));
        await ForgetAsync([.. targets.Zip(gone).Where(pair => pair.Second).Select(pair => pair.First)]);
    }

    /// <summary>True when the resource is gone.</summary>
    private async Task<bool> RefreshAsync(Tracked resource)
    {
        var state = resource.State;
        try
        {
            await deployment.Slots.WaitAsync(deployment.Stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        var step = new Step(Ops.Refresh, state.Urn, state, state);
        try
        {
            if (deployment.Stop.IsCancellationRequested)
                return false;
            deployment.Report.Begin(step);
            var provider = await deployment.Providers.GetAsync(state.Provider, deployment.FindProvider);
            var found = await provider.ReadAsync(
                new ReadRequest(state.Urn, state.Type, state.Id, state.Inputs.Reveal(), state.Outputs.Reveal()), deployment.Abort);
            if (found is null)
            {
                deployment.Report.Done(step with { New = null, CountsAs = CountsAs(Ops.Delete) });
                return true;
            }
            var now = Updated(state, found);
            var changed = !now.SameAs(state);
            if (changed)
                await deployment.State.ApplyAsync(new StateChange { Set = [(resource.Record, now with { Modified = deployment.Clock.GetUtcNow() })] }, durable: true);
            var drift = changed ? await DriftAsync(state, now, provider) : ResourceDiff.None;
            deployment.Report.Done(step with { New = now, CountsAs = CountsAs(drift.Changes ? Ops.Update : Ops.Same), Diff = drift });
            return false;
        }
        catch (Exception error)
        {
            deployment.Report.Failed(step);
            deployment.Fail(state.Urn, error);
            return false;
        }
        finally
        {
            deployment.Slots.Release();
        }
    }

    /// <summary>
    /// What an update with the same program would put back, told the other way round: what became of the resource since. A computed output
    /// that differs, such as a counter, is written down and is no drift.
    /// </summary>
    private async Task<ResourceDiff> DriftAsync(ResourceState was, ResourceState now, IProvider provider)
    {
        var inputs = IgnoredChanges.Restore(was.IgnoreChanges, now.Inputs, was.Inputs, _ => { });
        var diff = await provider.DiffAsync(
            new DiffRequest(now.Urn, now.Type, now.Id, now.Inputs.Reveal(), now.Outputs.Reveal(), inputs.Reveal()), deployment.Abort);
        return ResourceDiff.From(diff with
        {
            Detailed = diff.Detailed.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value with { Kind = Inverse(entry.Value.Kind) }, StringComparer.Ordinal),
        });
    }

    private static PropertyDiffKind Inverse(PropertyDiffKind kind) => kind switch
    {
        PropertyDiffKind.Add => PropertyDiffKind.Delete,
        PropertyDiffKind.Delete => PropertyDiffKind.Add,
        _ => kind,
    };

    /// <summary>Before an update it is only a look; what the update does with a resource counts.</summary>
    private string CountsAs(string outcome) => deployment.Request.Kind == OperationKind.Refresh ? outcome : Ops.Refresh;

    private ResourceState Updated(ResourceState state, ReadResult found)
    {
        var inputs = OutputSecrets.MarkLike(found.Inputs, state.Inputs);
        var outputs = OutputSecrets.MarkLike(found.Outputs, state.Outputs);
        return steps.WithOutputs(state with { Id = found.Id, Inputs = inputs, InitErrors = [] }, outputs);
    }

    private async Task ForgetAsync(Tracked[] gone)
    {
        if (gone.Length == 0)
            return;
        var urns = gone.Select(resource => resource.State.Urn).ToHashSet(StringComparer.Ordinal);
        var records = gone.Select(resource => resource.Record).ToHashSet();
        var parents = gone.ToDictionary(resource => resource.State.Urn, resource => resource.State.Parent, StringComparer.Ordinal);
        var orphaned = deployment.State.All()
            .Where(resource => !records.Contains(resource.Record) && resource.State.Needs().Any(urns.Contains))
            .Select(resource => (resource.Record, Without(resource.State, urns, parents)))
            .ToArray();
        await deployment.State.ApplyAsync(new StateChange { Drop = [.. records], Set = orphaned }, durable: true);
    }

    /// <summary>Without what is gone; whose parent is gone has the nearest one that is left.</summary>
    private static ResourceState Without(ResourceState state, HashSet<string> gone, Dictionary<string, string> parents) => state with
    {
        Parent = Left(state.Parent, parents),
        Dependencies = [.. state.Dependencies.Where(urn => !gone.Contains(urn))],
        PropertyDependencies = ResourceState.NoPropertyDependencies.AddRange(state.PropertyDependencies.Select(entry =>
            KeyValuePair.Create(entry.Key, entry.Value.RemoveAll(gone.Contains)))),
        DeletedWith = gone.Contains(state.DeletedWith) ? "" : state.DeletedWith,
        ReplaceWith = [.. state.ReplaceWith.Where(urn => !gone.Contains(urn))],
    };

    private static string Left(string parent, Dictionary<string, string> parents)
    {
        while (parents.TryGetValue(parent, out var above))
            parent = above;
        return parent;
    }
}
