using E3.Engine.Providers;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>
/// Settles what an earlier run left open when it was killed. A resource whose create was under way is looked for by the mark its provider
/// gave it, and taken over if it is there; an update or delete under way is simply done again when its turn comes.
/// </summary>
internal static class InterruptedOperations
{
    /// <summary>The snapshot with nothing open. Fails, with nothing lost, when a provider cannot be asked now.</summary>
    public static async Task<Snapshot> ResolveAsync(Snapshot snapshot, ProviderRegistry providers, EventReporter report, TimeProvider clock, CancellationToken cancel)
    {
        var resources = snapshot.Resources.ToList();
        foreach (var operation in snapshot.PendingOperations)
        {
            if (operation is not { Type: PendingOperationType.Creating, Resource: { Custom: true, Provider.Length: > 0 } wanted })
                continue;
            if (await FindAsync(wanted, resources, providers, report, cancel) is { } found)
                TakeOver(resources, wanted, found, report, clock);
        }
        return snapshot with { Resources = [.. DependencyOrder.Sort(resources).Select(place => resources[place])], PendingOperations = [] };
    }

    private static async Task<ReadResult?> FindAsync(
        ResourceState wanted, List<ResourceState> resources, ProviderRegistry providers, EventReporter report, CancellationToken cancel)
    {
        try
        {
            var provider = await providers.GetAsync(wanted.Provider, urn => resources.Find(state => state.Urn == urn));
            var known = resources.Where(state => state.Type == wanted.Type && state.Id.Length > 0).Select(state => state.Id).ToHashSet(StringComparer.Ordinal);
            return await provider.FindAsync(new FindRequest(wanted.Urn, wanted.Type, wanted.Inputs.Reveal(), known), cancel);
        }
        catch (NotSupportedException)
        {
            report.Warning(
                wanted.Urn, $"the creation of {wanted.Urn} was interrupted, and there is no way to tell whether it took place: it is created again. "
                + "Check by hand that there are not two of it.");
            return null;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new EngineException(
                $"the creation of {wanted.Urn} was interrupted, and its provider cannot be asked whether it took place: {FailureText.Of(error)}", error);
        }
    }

    private static void TakeOver(List<ResourceState> resources, ResourceState wanted, ReadResult found, EventReporter report, TimeProvider clock)
    {
        var outputs = OutputSecrets.MarkNamed(OutputSecrets.MarkLike(found.Outputs, wanted.Inputs), wanted.AdditionalSecretOutputs);
        var adopted = wanted with { Id = found.Id, Outputs = outputs, Modified = clock.GetUtcNow() };
        report.Mask.AddFrom(outputs);
        report.Info(wanted.Urn, $"{wanted.Urn} was being created when an earlier run ended: it exists ({found.Id}) and is taken over.");
        var before = resources.FindIndex(state => state.Urn == wanted.Urn && !state.Delete);
        if (before >= 0 && resources[before].PendingReplacement)
        {
            resources[before] = adopted;
            return;
        }
        if (before >= 0)
            resources[before] = resources[before] with { Delete = true };
        resources.Add(adopted);
    }
}
