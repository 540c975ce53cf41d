using System.Collections.Concurrent;
using E3.Engine.Properties;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Components, which hold nothing in a cloud, and the outputs that they and the stack register.</summary>
internal sealed partial class Registrar
{
    /// <summary>The hooks that run once a component has registered its outputs: only then is it done.</summary>
    private readonly ConcurrentDictionary<string, (string Moment, ResourceState? Old)> _afterOutputs = new(StringComparer.Ordinal);

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
        if (resource.State.Type == Urns.StackType && (!_deployment.Failed.IsEmpty || _deployment.Report.HasErrors))
        {
            // What is not there now may be missing because something failed, not because it is gone.
            outputs = PropertyMap.From(resource.State.Outputs.Concat(outputs));
        }
        outputs = await _deployment.Assets.CompleteAsync(outputs, _deployment.Stop);
        _deployment.Report.Mask.AddFrom(outputs);
        try
        {
            _deployment.Plan?.Outputs(urn, _deployment.Start.Resources.FirstOrDefault(old => old.Urn == urn && !old.Delete)?.Outputs, outputs);
        }
        catch (EngineException error)
        {
            // Thrown on, it would reach the person as an exception of the program's, with its trace.
            _deployment.Fail(urn, error);
            return;
        }
        var state = resource.State with { Outputs = outputs };
        if (!state.Outputs.Equals(resource.State.Outputs))
        {
            state = state with { Modified = _deployment.Clock.GetUtcNow() };
            await _deployment.State.ApplyAsync(new StateChange { Set = [(resource.Record, state)] }, durable: false);
        }
        _deployment.Report.Outputs(new Step(Ops.Same, urn, resource.State, state));
        if (_afterOutputs.TryRemove(urn, out var hook))
            await _deployment.Hooks.RunAfterAsync(hook.Moment, hook.Old, state, outputs);
    }

    private async Task<ResourceState> ComponentAsync(Goal goal, Tracked? old, ResourceState wanted)
    {
        _deployment.Plan?.Goal(goal, wanted, old?.State.Inputs);
        if (old is { } existing)
        {
            if (existing.State.Custom)
                return await ReplaceByComponentAsync(existing, _steps.Fresh(wanted));
            var diff = Differ.CompareInputs(existing.State.Inputs, wanted.Inputs, replaceOnChanges: []);
            wanted = wanted with { Outputs = existing.State.Outputs };
            if (!diff.Changes)
                return await _steps.SameAsync(existing, wanted);
            wanted = wanted with { Modified = _deployment.Clock.GetUtcNow() };
            await _deployment.Hooks.RunAsync(HookMoments.BeforeUpdate, existing.State, wanted);
            await _deployment.State.ApplyAsync(new StateChange { Keep = (existing.Record, wanted) }, durable: false);
            _deployment.Report.At(new Step(Ops.Update, wanted.Urn, existing.State, wanted, diff));
            _afterOutputs[wanted.Urn] = (HookMoments.AfterUpdate, existing.State);
            return wanted;
        }
        wanted = _steps.Fresh(wanted);
        await _deployment.Hooks.RunAsync(HookMoments.BeforeCreate, null, wanted);
        await _deployment.State.ApplyAsync(new StateChange { Put = wanted }, durable: false);
        _deployment.Report.At(new Step(Ops.Create, wanted.Urn, null, wanted));
        _afterOutputs[wanted.Urn] = (HookMoments.AfterCreate, null);
        return wanted;
    }

    /// <summary>What a provider managed under this name before is deleted at the end.</summary>
    private async Task<ResourceState> ReplaceByComponentAsync(Tracked old, ResourceState wanted)
    {
        if (old.State.Protect && wanted.Protect && !_deployment.Request.IgnoreProtect)
            throw new EngineException(Protection.Refusal(old.State.Urn, "replaced"));
        _deployment.Replaced[wanted.Urn] = true;
        var diff = ResourceDiff.Replacement("provider", deleteFirst: false);
        await _deployment.Hooks.RunAsync(HookMoments.BeforeCreate, null, wanted);
        await _deployment.State.ApplyAsync(ResourceSteps.PutChange(wanted, new Replaced(old, old.State.PendingReplacement, diff), end: null), durable: !_deployment.DryRun);
        _deployment.Report.At(new Step(Ops.CreateReplacement, wanted.Urn, old.State, wanted, diff));
        _deployment.Report.At(new Step(Ops.Replace, wanted.Urn, old.State, wanted, diff));
        _afterOutputs[wanted.Urn] = (HookMoments.AfterCreate, null);
        return wanted;
    }
}
