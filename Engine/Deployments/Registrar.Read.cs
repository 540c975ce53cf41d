using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Resources that a program only looks up.</summary>
internal sealed partial class Registrar
{
    /// <summary>Reads a resource that something else manages. An id of null is not known yet.</summary>
    public async Task<Registration> ReadAsync(Goal goal, string? id)
    {
        var urn = Urns.Create(_deployment.Stack.Stack, _deployment.Stack.Project, goal.Parent, goal.Type, goal.Name);
        _deployment.Stop.ThrowIfCancellationRequested();
        var (old, alias) = _formerUrns.Register(goal with { Aliases = [] }, urn);
        if (old is { } existing)
            _handled[existing.Record] = true;
        CheckNeeds(goal, urn);
        var reference = await ProviderForAsync(goal);
        if (goal.Needs().Append(ProviderReference.Parse(reference).Urn).FirstOrDefault(_deployment.Failed.ContainsKey) is { } failed)
            throw new EngineException($"{urn} is not read: {failed} failed");
        if (old is { State: { External: false, Protect: true } managed } && managed.Id != id && !_deployment.Request.IgnoreProtect)
            throw new EngineException(Protection.Refusal(urn, "replaced by a look-up"));
        goal = goal with { Inputs = await _deployment.Assets.CompleteAsync(goal.Inputs, _deployment.Stop) };
        _deployment.Report.Mask.AddFrom(goal.Inputs);
        var wanted = Wanted(goal, urn, reference, old?.State, alias) with { External = true, Id = id ?? "" };
        var state = await _steps.ReadAsync(old, wanted);
        return new Registration(urn, state.Id, state.Outputs, RegistrationOutcome.Success);
    }
}
