using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>The half of a replacement that goes: already deleted, or still there and to be deleted at the end.</summary>
internal sealed record Replaced(Tracked Old, bool IsGone, ResourceDiff? Diff);

/// <summary>The single things that are done to a resource: told, noted in the journal before and after, and not done in a preview.</summary>
internal sealed partial class ResourceSteps(Deployment deployment)
{
    private static readonly string AnyOutput = "*";

    private readonly FailureHooks _failures = new(deployment);

    /// <summary>Creates a custom resource, new or in the place of another.</summary>
    public async Task<ResourceState> CreateAsync(ResourceState wanted, IProvider provider, Replaced? replaced)
    {
        var step = new Step(replaced is null ? Ops.Create : Ops.CreateReplacement, wanted.Urn, replaced?.Old.State, wanted, replaced?.Diff);
        deployment.Report.Begin(step);
        await RunBeforeAsync(step, HookMoments.BeforeCreate, null, wanted);
        ResourceState created;
        if (deployment.DryRun)
        {
            created = wanted with { Outputs = wanted.Inputs };
            await deployment.State.ApplyAsync(PutChange(created, replaced, end: null), durable: false);
        }
        else
        {
            created = await CallCreateAsync(wanted, provider, replaced, step);
        }
        deployment.Report.Done(step with { New = created });
        if (replaced is not null)
            deployment.Report.At(new Step(Ops.Replace, wanted.Urn, replaced.Old.State, created, replaced.Diff));
        await deployment.Hooks.RunAfterAsync(HookMoments.AfterCreate, null, created, created.Outputs);
        return created;
    }

    /// <summary>Changes a custom resource in place.</summary>
    public async Task<ResourceState> UpdateAsync(Tracked old, ResourceState wanted, IProvider provider, ResourceDiff diff)
    {
        var step = new Step(Ops.Update, wanted.Urn, old.State, wanted, diff);
        deployment.Report.Begin(step);
        await RunBeforeAsync(step, HookMoments.BeforeUpdate, old.State, wanted);
        ResourceState updated;
        if (deployment.DryRun)
        {
            updated = wanted with { Outputs = PredictOutputs(old.State, wanted.Inputs, diff) };
            await deployment.State.ApplyAsync(new StateChange { Keep = (old.Record, updated) }, durable: false);
        }
        else
        {
            var operation = await deployment.State.BeginAsync(PendingOperationType.Updating, old.State);
            try
            {
                var outputs = await _failures.RunAsync(old.State, wanted, "update", () => provider.UpdateAsync(
                    new UpdateRequest(
                        wanted.Urn, wanted.Type, old.State.Id, old.State.Inputs.Reveal(), old.State.Outputs.Reveal(), wanted.Inputs.Reveal(),
                        wanted.Timeouts.Update, deployment.Report.Progress(wanted.Urn))
                    {
                        SecretOutputs = wanted.AdditionalSecretOutputs,
                    },
                    deployment.Abort));
                updated = WithOutputs(wanted, outputs);
            }
            catch (Exception error)
            {
                throw await FailedAsync(step, operation, error);
            }
            await deployment.State.ApplyAsync(new StateChange { End = operation, Keep = (old.Record, updated) }, durable: true);
        }
        deployment.Report.Done(step with { New = updated });
        await deployment.Hooks.RunAfterAsync(HookMoments.AfterUpdate, old.State, updated, updated.Outputs);
        return updated;
    }

    /// <summary>Leaves a resource as it is; what the state says about it may change.</summary>
    public async Task<ResourceState> SameAsync(Tracked old, ResourceState wanted)
    {
        var kept = old.State.SameAs(wanted) ? null : wanted with { Modified = deployment.Clock.GetUtcNow() };
        await deployment.State.ApplyAsync(new StateChange { Keep = (old.Record, kept) }, durable: false);
        deployment.Report.At(new Step(Ops.Same, wanted.Urn, old.State, kept ?? old.State));
        return kept ?? old.State;
    }

    /// <summary>
    /// Deletes a resource, with a call to its provider where one is due. With <paramref name="toBeReplaced"/> the record stays, marked,
    /// so that what depends on it still finds it until the new one is there. <paramref name="along"/> vanishes with it.
    /// </summary>
    public async Task DeleteAsync(Tracked target, string op, bool callProvider, bool toBeReplaced, ImmutableArray<Tracked> along = default)
    {
        var state = target.State;
        var step = new Step(op, state.Urn, state, null);
        deployment.Report.Begin(step);
        if (along.IsDefault)
            along = [];
        foreach (var vanishing in along.Reverse().Append(target))
            await RunBeforeAsync(step, HookMoments.BeforeDelete, vanishing.State, null);
        int? operation = null;
        if (callProvider && !deployment.DryRun)
        {
            try
            {
                var provider = await deployment.Providers.GetAsync(state.Provider, deployment.FindProvider);
                operation = await deployment.State.BeginAsync(PendingOperationType.Deleting, state);
                await _failures.RunAsync(state, null, "delete", async () =>
                {
                    await provider.DeleteAsync(
                        new DeleteRequest(
                            state.Urn, state.Type, state.Id, state.Inputs.Reveal(), state.Outputs.Reveal(), state.Timeouts.Delete,
                            deployment.Report.Progress(state.Urn))
                        {
                            SecretOutputs = state.AdditionalSecretOutputs,
                        },
                        deployment.Abort);
                    return PropertyMap.Empty;
                });
            }
            catch (Exception error)
            {
                throw await FailedAsync(step, operation, error);
            }
        }
        foreach (var vanished in along.Reverse())
            deployment.Report.At(new Step(DeletePass.OpFor(vanished.State), vanished.State.Urn, vanished.State, null));
        var change = toBeReplaced
            ? new StateChange { End = operation, Set = [(target.Record, state with { PendingReplacement = true })] }
            : new StateChange { End = operation, Drop = [target.Record, .. along.Select(vanished => vanished.Record)] };
        await deployment.State.ApplyAsync(change, durable: operation is not null);
        deployment.Report.Done(step);
        foreach (var vanished in along.Reverse().Append(target))
            await deployment.Hooks.RunAfterAsync(HookMoments.AfterDelete, vanished.State, null);
    }

    /// <summary>The state with what a provider returned, secrets marked.</summary>
    public ResourceState WithOutputs(ResourceState state, PropertyMap outputs)
    {
        var marked = OutputSecrets.MarkNamed(OutputSecrets.MarkLike(outputs, PulumiPackage.Secrets(state)), state.AdditionalSecretOutputs);
        deployment.Report.Mask.AddFrom(marked);
        return state with { Outputs = marked };
    }

    /// <summary>The state of something that comes into being now.</summary>
    public ResourceState Fresh(ResourceState wanted)
    {
        var now = deployment.Clock.GetUtcNow();
        return wanted with { Created = now, Modified = now, Id = "", Outputs = PropertyMap.Empty, Other = ResourceState.NoOther };
    }

    private async Task RunBeforeAsync(Step step, string moment, ResourceState? old, ResourceState? wanted)
    {
        try
        {
            await deployment.Hooks.RunAsync(moment, old, wanted);
        }
        catch (EngineException error)
        {
            throw await FailedAsync(step, operation: null, error);
        }
    }

    private async Task<ResourceState> CallCreateAsync(ResourceState wanted, IProvider provider, Replaced? replaced, Step step)
    {
        var operation = await deployment.State.BeginAsync(PendingOperationType.Creating, wanted);
        ResourceState created;
        try
        {
            var result = await _failures.RunAsync(null, wanted, "create", () => provider.CreateAsync(
                new CreateRequest(wanted.Urn, wanted.Type, wanted.Inputs.Reveal(), wanted.Timeouts.Create, deployment.Report.Progress(wanted.Urn))
                {
                    SecretOutputs = wanted.AdditionalSecretOutputs,
                },
                deployment.Abort));
            if (result.Id.Length == 0)
                throw new EngineException($"provider '{provider.Package}' created {wanted.Urn} but gave it no id");
            created = WithOutputs(wanted with { Id = result.Id }, result.Outputs);
        }
        catch (PartialCreateException partial)
        {
            var broken = WithOutputs(wanted with { Id = partial.Id, InitErrors = [deployment.Report.Mask.Mask(partial.Message)] }, partial.Outputs);
            await deployment.State.ApplyAsync(PutChange(broken, replaced, operation), durable: true);
            throw await FailedAsync(step, null, partial);
        }
        catch (Exception error)
        {
            throw await FailedAsync(step, operation, error);
        }
        await deployment.State.ApplyAsync(PutChange(created, replaced, operation), durable: true);
        return created;
    }

    /// <summary>Notes the end of a call that failed, unless nobody knows whether it took effect: then it stays open and the next run looks.</summary>
    private async Task<StepFailedException> FailedAsync(Step step, int? operation, Exception error)
    {
        if (operation is { } number && error is ProviderException { OutcomeUnknown: false })
            await deployment.State.ApplyAsync(new StateChange { End = number }, durable: true);
        deployment.Report.Failed(step);
        return deployment.Fail(step.Urn, error);
    }

    /// <summary>Puts what was created into the state, and notes what becomes of what it replaces.</summary>
    public static StateChange PutChange(ResourceState created, Replaced? replaced, int? end) => replaced switch
    {
        null => new StateChange { End = end, Put = created },
        { IsGone: true } => new StateChange { End = end, Put = created, Drop = [replaced.Old.Record] },
        _ => new StateChange { End = end, Put = created, Set = [(replaced.Old.Record, replaced.Old.State with { Delete = true })] },
    };

    private static PropertyMap PredictOutputs(ResourceState old, PropertyMap inputs, ResourceDiff diff)
    {
        var stable = diff.Stable.Contains(AnyOutput)
            ? old.Outputs.Where(output => !old.Inputs.ContainsKey(output.Key))
            : old.Outputs.Where(output => diff.Stable.Contains(output.Key));
        return PropertyMap.From(stable.Concat(inputs));
    }
}
