using System.Collections.Immutable;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Deletes what is no longer wanted, each after all that needs it, as many side by side as the operation allows.</summary>
internal sealed class DeletePass(Deployment deployment, ResourceSteps steps)
{
    /// <summary>
    /// Deletes what is unwanted, and the old halves of replacements. What is protected stays, is told as an error, and keeps what it needs.
    /// What something else still needs stays.
    /// </summary>
    public async Task RunAsync(Func<Tracked, bool> isUnwanted)
    {
        var all = deployment.State.All();
        var doomed = Choose(all, isUnwanted);
        try
        {
            deployment.Plan?.CheckDeletes(doomed.Select(resource => (OpFor(resource.State), resource.State.Urn)));
        }
        catch (EngineException error)
        {
            deployment.Report.Error(null, error.Message);
            return;
        }

        foreach (var resource in doomed.Where(IsProtected))
            deployment.Report.Error(resource.State.Urn, Protection.Refusal(resource.State.Urn, "deleted"));

        var places = doomed.Select((resource, place) => (resource, place)).ToLookup(item => item.resource.State.Urn, item => item.place, StringComparer.Ordinal);
        var roots = Roots(all, doomed, places);
        var along = Enumerable.Range(0, doomed.Count).Where(place => roots[place] != place).ToLookup(place => roots[place], place => doomed[place]);
        var waits = new List<Task<bool>>[doomed.Count];
        var deletions = new List<Task>();
        // Dependants come later in the order, so going backwards each finds the deletions it has to wait for.
        for (var place = doomed.Count - 1; place >= 0; place--)
        {
            if (roots[place] != place)
            {
                (waits[roots[place]] ??= []).Add(AllAsync(waits[place] ?? []));
                continue;
            }
            var deletion = DeleteAsync(doomed[place], [.. along[place]], waits[place] ?? []);
            deletions.Add(deletion);
            foreach (var needed in along[place].Prepend(doomed[place]).SelectMany(resource => resource.State.AllNeeds()).Distinct().SelectMany(urn => places[urn]))
            {
                if (needed < place)
                    (waits[needed] ??= []).Add(deletion);
            }
        }
        await Task.WhenAll(deletions);
    }

    /// <summary>
    /// For each place the one with whose deletion it goes: its own, or that of what it is <c>deletedWith</c>. What goes with something else
    /// is forgotten when that is gone and not before, or a failure would leave it where nobody knows of it. It gets a call of its own where
    /// it is not certain to vanish, and where what it needs besides has to go first.
    /// </summary>
    private int[] Roots(IReadOnlyList<Tracked> all, List<Tracked> doomed, ILookup<string, int> places)
    {
        var roots = Enumerable.Range(0, doomed.Count).ToArray();
        if (doomed.TrueForAll(resource => resource.State.DeletedWith.Length == 0))
            return roots;
        // One that this run made in place of another does not contain what was there before.
        var records = all.Where(resource => resource.Record < deployment.Start.Resources.Length).ToLookup(resource => resource.State.Urn, StringComparer.Ordinal);
        for (var place = 0; place < doomed.Count; place++)
        {
            var state = doomed[place].State;
            if (!ReplacementCascade.NeedsCall(state) || state.DeletedWith.Length == 0 || records[state.DeletedWith].ToArray() is not [var container])
                continue;
            var with = doomed.FindIndex(0, place, resource => resource.Record == container.Record);
            if (with < 0 || (roots[with] == with && !ReplacementCascade.NeedsCall(container.State)))
                continue;
            var root = roots[with];
            if (state.AllNeeds().SelectMany(urn => places[urn]).All(needed => needed < place && (needed <= root || roots[needed] == root)))
                roots[place] = root;
        }
        return roots;
    }

    private bool IsProtected(Tracked resource) => resource.State is { Protect: true, Delete: false } && !deployment.Request.IgnoreProtect;

    private static async Task<bool> AllAsync(List<Task<bool>> tasks) => (await Task.WhenAll(tasks)).All(done => done);

    private async Task<bool> DeleteAsync(Tracked resource, ImmutableArray<Tracked> along, List<Task<bool>> dependants)
    {
        // Off the caller's stack: the loop above must not run deletions.
        await Task.Yield();
        if (along.Prepend(resource).Any(IsProtected) || !await AllAsync(dependants))
            return false;
        var state = resource.State;
        try
        {
            await deployment.Slots.WaitAsync(deployment.Stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        try
        {
            if (deployment.Stop.IsCancellationRequested)
                return false;
            await steps.DeleteAsync(resource, OpFor(state), ReplacementCascade.NeedsCall(state), toBeReplaced: false, along);
            return true;
        }
        catch (StepFailedException)
        {
            return false;
        }
        finally
        {
            deployment.Slots.Release();
        }
    }

    private List<Tracked> Choose(IReadOnlyList<Tracked> all, Func<Tracked, bool> isUnwanted)
    {
        var doomed = new List<Tracked>();
        var needed = new Dictionary<string, string>(StringComparer.Ordinal);
        var providers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in all.Reverse())
        {
            var state = resource.State;
            var goes = (state.Delete || isUnwanted(resource)) && deployment.Targets.Contains(state);
            if (goes && !state.Delete && needed.TryGetValue(state.Urn, out var by))
            {
                goes = false;
                if (deployment.Targets.HasTargets)
                    deployment.Report.Error(state.Urn, $"{state.Urn} is not deleted: {by} depends on it and is not among the targets. Add it, or ask for dependents too.");
                else if (!deployment.Targets.HasExcludes)
                    deployment.Report.Warning(state.Urn, $"{state.Urn} is not deleted: {by} still depends on it.");
            }
            // The old half of a provider that was replaced, and what it manages was left alone: the next update takes that over.
            if (goes && state is { Delete: true, IsProvider: true } && providers.Contains(new ProviderReference(state.Urn, state.Id).ToString()))
                goes = false;
            if (goes)
            {
                doomed.Add(resource);
                continue;
            }
            providers.Add(state.Provider);
            foreach (var urn in state.AllNeeds())
                needed.TryAdd(urn, state.Urn);
        }
        doomed.Reverse();
        return doomed;
    }

    internal static string OpFor(ResourceState state) => state switch
    {
        { PendingReplacement: true } => Ops.RemovePendingReplace,
        { External: true, Delete: true } => Ops.DiscardReplaced,
        { External: true } => Ops.Discard,
        { Delete: true } => Ops.DeleteReplaced,
        _ => Ops.Delete,
    };
}
