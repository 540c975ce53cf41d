using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Deletes what is no longer wanted, each after all that needs it, as many side by side as the operation allows.</summary>
internal sealed class DeletePass(Deployment deployment, ResourceSteps steps)
{
    /// <summary>
    /// Deletes what is unwanted, and the old halves of replacements. Nothing at all when one of them is protected. What something else
    /// still needs stays.
    /// </summary>
    public async Task RunAsync(Func<Tracked, bool> isUnwanted)
    {
        var all = deployment.State.All();
        var doomed = Choose(all, isUnwanted);
        var safe = doomed.Where(resource => resource.State is { Protect: true, Delete: false }).ToArray();
        foreach (var resource in safe)
            deployment.Report.Error(resource.State.Urn, Protection.Refusal(resource.State.Urn, "deleted"));
        if (safe.Length > 0)
            return;

        var urns = doomed.Select(resource => resource.State.Urn).ToHashSet(StringComparer.Ordinal);
        var places = doomed.Select((resource, place) => (resource, place)).ToLookup(item => item.resource.State.Urn, item => item.place, StringComparer.Ordinal);
        var dependants = new List<Task<bool>>[doomed.Count];
        var deletions = new Task<bool>[doomed.Count];
        // Dependants come later in the order, so going backwards each finds the deletions it has to wait for.
        for (var place = doomed.Count - 1; place >= 0; place--)
        {
            var resource = doomed[place];
            deletions[place] = DeleteAsync(resource, dependants[place] ?? [], urns);
            foreach (var needed in AllNeeds(resource.State).Distinct().SelectMany(urn => places[urn]).Where(needed => needed < place))
                (dependants[needed] ??= []).Add(deletions[place]);
        }
        await Task.WhenAll(deletions);
    }

    private async Task<bool> DeleteAsync(Tracked resource, List<Task<bool>> dependants, HashSet<string> doomed)
    {
        // Off the caller's stack: the loop above must not run deletions.
        await Task.Yield();
        var gone = await Task.WhenAll(dependants);
        if (!gone.All(done => done))
            return false;
        var state = resource.State;
        var needsCall = ReplacementCascade.NeedsCall(state) && !doomed.Contains(state.DeletedWith);
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
            await steps.DeleteAsync(resource, OpFor(state), needsCall, toBeReplaced: false);
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
        foreach (var resource in all.Reverse())
        {
            var state = resource.State;
            var goes = state.Delete || (isUnwanted(resource) && deployment.Targets.Contains(state));
            if (goes && !state.Delete && needed.TryGetValue(state.Urn, out var by))
            {
                goes = false;
                if (deployment.Targets.IsConstrained)
                    deployment.Report.Error(state.Urn, $"{state.Urn} is not deleted: {by} depends on it and is not among the targets. Add it, or ask for dependents too.");
                else
                    deployment.Report.Warning(state.Urn, $"{state.Urn} is not deleted: {by} still depends on it.");
            }
            if (goes)
            {
                doomed.Add(resource);
                continue;
            }
            foreach (var urn in AllNeeds(state))
                needed.TryAdd(urn, state.Urn);
        }
        doomed.Reverse();
        return doomed;
    }

    private static string OpFor(ResourceState state) => state switch
    {
        { PendingReplacement: true } => Ops.RemovePendingReplace,
        { External: true } => Ops.Discard,
        { Delete: true } => Ops.DeleteReplaced,
        _ => Ops.Delete,
    };

    private static IEnumerable<string> AllNeeds(ResourceState state) =>
        state.Provider.Length > 0 ? state.Needs().Append(ProviderReference.Parse(state.Provider).Urn) : state.Needs();
}
