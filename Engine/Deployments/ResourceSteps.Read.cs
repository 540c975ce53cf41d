using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>What comes into the state by reading: imports, and look-ups of what something else manages.</summary>
internal sealed partial class ResourceSteps
{
    /// <summary>Takes over what exists under the wanted import id, as it is; what the state had under the name before is deleted at the end.
    /// <paramref name="finish"/> makes of what was read what is kept.</summary>
    public async Task<ResourceState> ImportAsync(
        ResourceState wanted, IProvider provider, Tracked? before, Func<ResourceState, Task<ResourceState>>? finish = null)
    {
        var step = new Step(before is null ? Ops.Import : Ops.ImportReplacement, wanted.Urn, before?.State, wanted);
        deployment.Report.Begin(step);
        ResourceState imported;
        try
        {
            var found = await provider.ReadAsync(
                new ReadRequest(wanted.Urn, wanted.Type, wanted.ImportId, PropertyMap.Empty, PropertyMap.Empty), deployment.Abort)
                ?? throw new ProviderException($"resource '{wanted.ImportId}' of type {wanted.Type} does not exist, so that it cannot be imported as {wanted.Urn}");
            imported = Fresh(wanted) with { Id = found.Id, Inputs = OutputSecrets.MarkLike(found.Inputs, wanted.Inputs) };
            imported = WithOutputs(imported, found.Outputs);
            if (finish is not null)
                imported = await finish(imported);
        }
        catch (Exception error)
        {
            throw await FailedAsync(step, operation: null, error);
        }
        var replaced = before is { } old ? new Replaced(old, old.State.PendingReplacement, Diff: null) : null;
        await deployment.State.ApplyAsync(PutChange(imported, replaced, end: null), durable: !deployment.DryRun);
        deployment.Report.Done(step with { New = imported });
        if (before is not null)
            deployment.Report.At(new Step(Ops.Replace, wanted.Urn, before.Value.State, imported));
        return imported;
    }

    /// <summary>
    /// Reads what something else manages; it is remembered as external and never deleted. An id of "" is not known yet. What the state
    /// managed under the name before is let go of when it is the same thing, and deleted at the end when it is another.
    /// </summary>
    public async Task<ResourceState> ReadAsync(Tracked? old, ResourceState wanted)
    {
        var replaced = old is { State: { External: false } } before && before.State.Id != wanted.Id && wanted.Id.Length > 0 ? old : null;
        var step = new Step(replaced is null ? Ops.Read : Ops.ReadReplacement, wanted.Urn, old?.State, wanted);
        deployment.Report.Begin(step);
        var state = wanted.Id.Length == 0 ? wanted : await CallReadAsync(wanted, step);
        state = state with { Created = wanted.Created ?? deployment.Clock.GetUtcNow() };
        var change = (old, replaced) switch
        {
            (null, _) => new StateChange { Put = state },
            (_, { } other) => PutChange(state, new Replaced(other, other.State.PendingReplacement, Diff: null), end: null),
            ({ } same, _) when same.State.SameAs(state) => new StateChange { Keep = (same.Record, null) },
            ({ } same, _) => new StateChange { Keep = (same.Record, state with { Modified = deployment.Clock.GetUtcNow() }) },
        };
        await deployment.State.ApplyAsync(change, durable: replaced is not null && !deployment.DryRun);
        // A look-up that finds what it found before is no change, nor is the first one.
        var isChange = old is { } known && replaced is null && !known.State.Outputs.Equals(state.Outputs);
        deployment.Report.Done(step with { New = state, CountsAs = isChange ? Ops.Read : null });
        if (replaced is not null)
            deployment.Report.At(new Step(Ops.Replace, wanted.Urn, replaced.Value.State, state));
        return state;
    }

    private async Task<ResourceState> CallReadAsync(ResourceState wanted, Step step)
    {
        await deployment.Slots.WaitAsync(deployment.Stop);
        try
        {
            var provider = await deployment.Providers.GetAsync(wanted.Provider, deployment.FindProvider);
            var found = await provider.ReadAsync(
                new ReadRequest(wanted.Urn, wanted.Type, wanted.Id, wanted.Inputs.Reveal(), wanted.Inputs.Reveal()), deployment.Abort);
            return found is null
                ? throw new ProviderException($"resource '{wanted.Id}' of type {wanted.Type} does not exist")
                : WithOutputs(wanted with { Id = found.Id }, found.Outputs);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            deployment.Report.Failed(step);
            deployment.Fail(wanted.Urn, error);
            throw;
        }
        finally
        {
            deployment.Slots.Release();
        }
    }
}
