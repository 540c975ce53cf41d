using System.Collections.Immutable;
using E3.Engine.Providers;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Asks the providers what each resource is like now and writes that down; what is gone is forgotten.</summary>
internal sealed class RefreshPass(Deployment deployment, ResourceSteps steps)
{
    /// <summary>Looks at all that is targeted, but for what a program that runs along has registered and no provider can tell of.</summary>
    public async Task RunAsync(Func<Tracked, bool>? isRegistered = null)
    {
        var targets = deployment.State.All().Where(resource => deployment.Targets.Contains(resource.State)).ToArray();
        var looked = targets.Where(resource => CanDrift(resource.State)).ToArray();
        // Before an update they are of no interest: it comes to each of them itself.
        if (deployment.Request.Kind == OperationKind.Refresh)
        {
            foreach (var (_, state) in targets.Where(resource => !CanDrift(resource.State) && isRegistered?.Invoke(resource) != true))
                Tell(Begin(state), Ops.Same, state, ResourceDiff.None);
        }
        var gone = await Task.WhenAll(looked.Select(RefreshAsync));
        await ForgetAsync([.. looked.Zip(gone).Where(pair => pair.Second).Select(pair => pair.First)]);
    }

    /// <summary>Components and providers are in the state alone; what was deleted to be replaced is not there.</summary>
    private static bool CanDrift(ResourceState state) => state is { Custom: true, PendingReplacement: false } && !state.IsProvider;

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
                Tell(step, Ops.Delete, null, ResourceDiff.None);
                return true;
            }
            var now = Updated(state, found);
            var changed = !now.SameAs(state);
            if (changed)
                await deployment.State.ApplyAsync(new StateChange { Set = [(resource.Record, now with { Modified = deployment.Clock.GetUtcNow() })] }, durable: true);
            var drift = changed && !state.External ? await DriftAsync(state, now, provider) : ResourceDiff.None;
            // What only was looked up has no inputs of the program's that an update would put back.
            var differs = state.External ? !now.Outputs.Equals(state.Outputs) : drift.Changes;
            Tell(step, differs ? Ops.Update : Ops.Same, now, drift);
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

    private Step Begin(ResourceState state)
    {
        var step = new Step(Ops.Refresh, state.Urn, state, state);
        deployment.Report.Begin(step);
        return step;
    }

    /// <summary>Says what came of it, and counts that. Before an update it is only a look: what the update does with a resource counts.</summary>
    private void Tell(Step step, string outcome, ResourceState? now, ResourceDiff drift)
    {
        var isAll = deployment.Request.Kind == OperationKind.Refresh;
        deployment.Report.Done(step with
        {
            Op = isAll ? outcome : Ops.Refresh,
            New = now,
            Diff = drift,
            CountsAs = isAll && !DefaultProviderName.Is(step.Urn) ? outcome : null,
        });
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
        var parents = gone.ToLookup(resource => resource.State.Urn, resource => resource.State.Parent, StringComparer.Ordinal);
        var records = gone.Select(resource => resource.Record).ToHashSet();
        // Of a replacement's two halves one may be left, which what comes after it goes on needing.
        var left = new HashSet<string>(StringComparer.Ordinal);
        var changed = new List<(int, ResourceState)>();
        foreach (var (record, state) in deployment.State.All().Where(resource => !records.Contains(resource.Record)))
        {
            if (state.Needs().Any(IsGone))
                changed.Add((record, Without(state, IsGone, parents)));
            left.Add(state.Urn);
        }
        await deployment.State.ApplyAsync(new StateChange { Drop = [.. records], Set = changed }, durable: true);

        bool IsGone(string urn) => parents.Contains(urn) && !left.Contains(urn);
    }

    /// <summary>Without what is gone; whose parent is gone has the nearest one that is left.</summary>
    private static ResourceState Without(ResourceState state, Func<string, bool> isGone, ILookup<string, string> parents)
    {
        var parent = state.Parent;
        while (isGone(parent))
            parent = parents[parent].First();
        return state with
        {
            Parent = parent,
            Dependencies = [.. state.Dependencies.Where(urn => !isGone(urn))],
            PropertyDependencies = ResourceState.NoPropertyDependencies.AddRange(state.PropertyDependencies.Select(entry =>
                KeyValuePair.Create(entry.Key, entry.Value.RemoveAll(urn => isGone(urn))))),
            DeletedWith = isGone(state.DeletedWith) ? "" : state.DeletedWith,
            ReplaceWith = [.. state.ReplaceWith.Where(urn => !isGone(urn))],
        };
    }
}
