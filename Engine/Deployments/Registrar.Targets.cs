using System.Collections.Concurrent;
using E3.Engine.Properties;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>What an operation that may not touch everything makes of a registration.</summary>
internal sealed partial class Registrar
{
    private readonly ConcurrentDictionary<string, bool> _leftOut = new(StringComparer.Ordinal);

    // Components and providers hold nothing in a cloud, and a target may need them. Where the program only runs along, they alone count.
    private bool IsTargeted(Goal goal, string urn) =>
        (_deployment.Targets.Contains(urn, goal.Needs()) && _deployment.Request.Kind is OperationKind.Update or OperationKind.Preview)
        || ((!goal.Custom || ProviderReference.IsProviderType(goal.Type)) && !goal.Needs().Any(_leftOut.ContainsKey));

    private async Task<Registration> LeaveOutAsync(string urn, Tracked? old)
    {
        if (old is not { } existing || existing.State.PendingReplacement)
        {
            _leftOut[urn] = true;
            return new Registration(urn, "", PropertyMap.Empty, RegistrationOutcome.Skipped);
        }
        await _deployment.State.ApplyAsync(new StateChange { Keep = (existing.Record, null) }, durable: false);
        _deployment.Report.At(new Step(Ops.Same, existing.State.Urn, existing.State, existing.State)
        {
            CountsAs = _deployment.Request.RunProgram ? null : Ops.Same,
        });
        return new Registration(existing.State.Urn, existing.State.Id, existing.State.Outputs, RegistrationOutcome.Success);
    }

    private void CheckNeeds(Goal goal, string urn)
    {
        if (goal.Needs().FirstOrDefault(_leftOut.ContainsKey) is { } leftOut)
        {
            throw new EngineException(_deployment.Targets.HasExcludes
                ? $"{urn} depends on {leftOut}, which does not exist and is excluded: exclude both or none"
                : $"{urn} depends on {leftOut}, which does not exist and is not among the targets: add it to them");
        }
        if (goal.Needs().FirstOrDefault(needed => _deployment.State.Find(needed) is null) is { } missing)
            throw new EngineException($"{urn} depends on {missing}, which has not been registered");
        if (_deployment.Targets.IsConstrained && goal.Needs().FirstOrDefault(needed => NeedsInTurn(needed, urn)) is { } turned)
            throw new EngineException($"{urn} now depends on {turned}, which is to be left alone and as it stands depends on {urn}: change both or none");
    }

    /// <summary>Whether a resource needs another, over any number of steps; it may when it was left as an earlier program had it.</summary>
    private bool NeedsInTurn(string urn, string other)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { urn };
        var open = new Stack<string>(seen);
        while (open.TryPop(out var next))
        {
            if (next == other)
                return true;
            foreach (var needed in _deployment.FindState(next)?.Needs() ?? [])
            {
                if (seen.Add(needed))
                    open.Push(needed);
            }
        }
        return false;
    }
}
