using E3.Engine.Providers;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>
/// Settles what an earlier run left open because it was killed or an answer was lost. A resource whose create was under way is looked for by
/// the mark its provider gave it, and taken over if it is there; one that was being changed or deleted is read.
/// </summary>
internal sealed class InterruptedOperations(ProviderRegistry providers, EventReporter report, TimeProvider clock, CancellationToken cancel)
{
    private List<ResourceState> _resources = [];

    /// <summary>The snapshot with nothing open. Fails, with nothing lost, when a provider cannot be asked now.</summary>
    public async Task<Snapshot> ResolveAsync(Snapshot snapshot)
    {
        if (snapshot.PendingOperations.IsEmpty)
            return snapshot;
        _resources = [.. snapshot.Resources];
        // What was created may need what is then found to be gone.
        foreach (var (wanted, type) in snapshot.PendingOperations.OrderBy(operation => operation.Type != PendingOperationType.Creating))
        {
            if (wanted is not { Custom: true, Provider.Length: > 0 })
                continue;
            await (type switch
            {
                PendingOperationType.Creating => AfterCreateAsync(wanted),
                PendingOperationType.Updating or PendingOperationType.Deleting => AfterChangeAsync(wanted),
                _ => Task.CompletedTask,
            });
        }
        return snapshot with { Resources = [.. DependencyOrder.Sort(_resources).Select(place => _resources[place])], PendingOperations = [] };
    }

    private async Task AfterCreateAsync(ResourceState wanted)
    {
        var known = _resources.Where(state => state.Type == wanted.Type && state.Id.Length > 0).Select(state => state.Id).ToHashSet(StringComparer.Ordinal);
        try
        {
            if (await AskAsync(wanted, "creation", provider => provider.FindAsync(new FindRequest(wanted.Urn, wanted.Type, wanted.Inputs.Reveal(), known), cancel)) is { } found)
                TakeOver(wanted, found);
        }
        catch (NotSupportedException)
        {
            report.Warning(
                wanted.Urn, $"the creation of {wanted.Urn} was interrupted, and there is no way to tell whether it took place: it is created again. "
                + "Check by hand that there are not two of it.");
        }
    }

    private async Task AfterChangeAsync(ResourceState changed)
    {
        var place = _resources.FindIndex(state => state.Urn == changed.Urn && state.Id == changed.Id);
        if (place < 0 || _resources[place].PendingReplacement)
            return;
        var state = _resources[place];
        var found = await AskAsync(state, "change", provider => provider.ReadAsync(
            new ReadRequest(state.Urn, state.Type, state.Id, state.Inputs.Reveal(), state.Outputs.Reveal()), cancel));
        if (found is not null)
        {
            _resources[place] = state with
            {
                Inputs = OutputSecrets.MarkLike(found.Inputs, state.Inputs),
                Outputs = OutputSecrets.MarkNamed(OutputSecrets.MarkLike(OutputSecrets.MarkLike(found.Outputs, state.Outputs), state.Inputs), state.AdditionalSecretOutputs),
            };
            return;
        }
        report.Info(state.Urn, $"{state.Urn} was being deleted when an earlier run ended: it is gone.");
        var isNeeded = !state.Delete && _resources.Exists(other => other.Needs().Contains(state.Urn));
        if (isNeeded)
            _resources[place] = state with { PendingReplacement = true };
        else
            _resources.RemoveAt(place);
    }

    private async Task<ReadResult?> AskAsync(ResourceState state, string what, Func<IProvider, Task<ReadResult?>> ask)
    {
        try
        {
            return await ask(await providers.GetAsync(
                state.Provider, named => _resources.Find(resource => resource.Urn == named.Urn && resource.Id == named.Id) ?? _resources.Find(resource => resource.Urn == named.Urn)));
        }
        catch (Exception error) when (error is not (OperationCanceledException or NotSupportedException))
        {
            throw new EngineException(
                $"the {what} of {state.Urn} was interrupted, and its provider cannot be asked what came of it: {FailureText.Of(error)}", error);
        }
    }

    private void TakeOver(ResourceState wanted, ReadResult found)
    {
        var outputs = OutputSecrets.MarkNamed(OutputSecrets.MarkLike(found.Outputs, wanted.Inputs), wanted.AdditionalSecretOutputs);
        var adopted = wanted with { Id = found.Id, Outputs = outputs, Modified = clock.GetUtcNow() };
        report.Mask.AddFrom(outputs);
        report.Info(wanted.Urn, $"{wanted.Urn} was being created when an earlier run ended: it exists ({found.Id}) and is taken over.");
        var before = _resources.FindIndex(state => state.Urn == wanted.Urn && !state.Delete);
        if (before >= 0 && _resources[before].PendingReplacement)
        {
            _resources[before] = adopted;
            return;
        }
        if (before >= 0)
            _resources[before] = _resources[before] with { Delete = true };
        _resources.Add(adopted);
    }
}
