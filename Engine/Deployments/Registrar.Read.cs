using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Resources that a program only looks up, and the outputs that components and the stack register.</summary>
internal sealed partial class Registrar
{
    /// <summary>Reads a resource that something else manages; it is remembered as external and never deleted. An id of null is not known yet.</summary>
    public async Task<Registration> ReadAsync(Goal goal, string? id)
    {
        var urn = Urns.Create(_deployment.Stack.Stack, _deployment.Stack.Project, goal.Parent, goal.Type, goal.Name);
        _deployment.Stop.ThrowIfCancellationRequested();
        if (!_registered.TryAdd(urn, true))
            throw new EngineException($"Duplicate resource URN '{urn}'; try giving it a unique name");
        var old = _deployment.State.Find(urn);
        if (old is { } existing)
            _handled[existing.Record] = true;
        CheckNeeds(goal, urn);
        var reference = await ProviderForAsync(goal);
        if (goal.Needs().Append(ProviderReference.Parse(reference).Urn).FirstOrDefault(_deployment.Failed.ContainsKey) is { } failed)
            throw new EngineException($"{urn} is not read: {failed} failed");
        if (old is { State: { External: false, Custom: true } })
            throw new EngineException($"{urn} is managed by this stack and cannot be read under the same name: give the look-up another name");
        var wanted = Wanted(goal, urn, reference, old?.State, []) with { External = true, Id = id ?? "" };
        var state = await ReadAsync(old, wanted);
        return new Registration(urn, state.Id, state.Outputs, RegistrationOutcome.Success);
    }

    /// <summary>Notes the outputs of a component or of the stack.</summary>
    public async Task RegisterOutputsAsync(string urn, PropertyMap outputs)
    {
        if (_deployment.State.Find(urn) is not { } resource || resource.State.Custom)
            throw new EngineException($"outputs were registered for {urn}, which is not a component of this program");
        if (!_deployment.DryRun)
        {
            // They hang on something that failed; what is known is worth keeping.
            outputs = PropertyMap.From(outputs.Where(output => !output.Value.ContainsUnknowns));
        }
        _deployment.Report.Mask.AddFrom(outputs);
        var state = resource.State with { Outputs = outputs };
        if (!state.Outputs.Equals(resource.State.Outputs))
        {
            state = state with { Modified = _deployment.Clock.GetUtcNow() };
            await _deployment.State.ApplyAsync(new StateChange { Set = [(resource.Record, state)] }, durable: false);
        }
        _deployment.Report.Outputs(new Step(Ops.Same, urn, resource.State, state));
    }

    private async Task<ResourceState> ReadAsync(Tracked? old, ResourceState wanted)
    {
        var step = new Step(Ops.Read, wanted.Urn, old?.State, wanted);
        _deployment.Report.Begin(step);
        var state = wanted.Id.Length == 0 ? wanted : await CallReadAsync(wanted, step);
        state = state with { Created = wanted.Created ?? _deployment.Clock.GetUtcNow() };
        var change = old switch
        {
            null => new StateChange { Put = state },
            { } same when same.State.SameAs(state) => new StateChange { Keep = (same.Record, null) },
            { } other => new StateChange { Keep = (other.Record, state with { Modified = _deployment.Clock.GetUtcNow() }) },
        };
        await _deployment.State.ApplyAsync(change, durable: false);
        _deployment.Report.Done(step with { New = state });
        return state;
    }

    private async Task<ResourceState> CallReadAsync(ResourceState wanted, Step step)
    {
        await _deployment.Slots.WaitAsync(_deployment.Stop);
        try
        {
            var provider = await _deployment.Providers.GetAsync(wanted.Provider, _deployment.FindProvider);
            var found = await provider.ReadAsync(
                new ReadRequest(wanted.Urn, wanted.Type, wanted.Id, wanted.Inputs.Reveal(), PropertyMap.Empty), _deployment.Abort);
            return found is null
                ? throw new ProviderException($"resource '{wanted.Id}' of type {wanted.Type} does not exist")
                : _steps.WithOutputs(wanted with { Id = found.Id }, found.Outputs);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _deployment.Report.Failed(step);
            _deployment.Fail(wanted.Urn, error);
            throw;
        }
        finally
        {
            _deployment.Slots.Release();
        }
    }
}
