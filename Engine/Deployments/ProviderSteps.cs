using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Registers a provider as the resource it is, and sets it up for the resources that use it.</summary>
internal sealed class ProviderSteps(Deployment deployment, ResourceSteps steps, Differ differ, ReplacementCascade cascade)
{
    public async Task<ResourceState> RegisterAsync(Goal goal, Tracked? old, ResourceState wanted)
    {
        var provider = deployment.Providers.Make(ProviderReference.Package(wanted.Type));
        if (old is { } known)
            wanted = wanted with { Inputs = IgnoredChanges.Restore(goal, known.State, wanted, deployment.Report) };
        wanted = wanted with { Inputs = await ProviderRegistry.CheckAsync(provider, wanted.Urn, wanted.Inputs, deployment.Abort) };
        deployment.Plan?.Goal(goal, wanted, old?.State.Inputs);
        // A provider's outputs are its settings; an explicit provider can be read like any resource.
        wanted = wanted with { Outputs = wanted.Inputs };
        var registered = await RecordAsync(goal, old, wanted);
        await deployment.Providers.ConfigureAsync(new ProviderReference(registered.Urn, registered.Id), provider, registered.Inputs);
        return registered;
    }

    private async Task<ResourceState> RecordAsync(Goal goal, Tracked? old, ResourceState wanted)
    {
        if (old is not { } existing)
        {
            wanted = Fresh(wanted);
            await deployment.State.ApplyAsync(new StateChange { Put = wanted }, durable: false);
            deployment.Report.At(new Step(Ops.Create, wanted.Urn, null, wanted));
            return wanted;
        }
        var diff = differ.Forced(goal, existing.State, wanted)
            ?? Differ.CompareInputs(existing.State.Inputs, wanted.Inputs, wanted.ReplaceOnChanges) with { DeleteBeforeReplace = goal.DeleteBeforeReplace ?? false };
        if (diff.Replaces || existing.State.PendingReplacement)
            return await ReplaceAsync(existing, Fresh(wanted), diff);
        wanted = wanted with { Id = existing.State.Id };
        if (!diff.Changes)
            return await steps.SameAsync(existing, wanted);
        wanted = wanted with { Modified = deployment.Clock.GetUtcNow() };
        await deployment.State.ApplyAsync(new StateChange { Keep = (existing.Record, wanted) }, durable: false);
        deployment.Report.At(new Step(Ops.Update, wanted.Urn, existing.State, wanted, diff));
        return wanted;
    }

    /// <summary>
    /// Another provider under the same name. What the old one manages goes over to the new one as it is; where the old one has to go first,
    /// it is deleted, and made by the new one. The old record stays to the end in either case: what the program has not come to names it.
    /// </summary>
    private async Task<ResourceState> ReplaceAsync(Tracked old, ResourceState wanted, ResourceDiff diff)
    {
        if (old.State.Protect && wanted.Protect && !deployment.Request.IgnoreProtect)
            throw new EngineException(Protection.Refusal(old.State.Urn, "replaced"));
        deployment.Replaced[wanted.Urn] = true;
        if (diff.DeleteBeforeReplace)
            await cascade.DeleteManagedAsync(old);
        await deployment.State.ApplyAsync(ResourceSteps.PutChange(wanted, new Replaced(old, IsGone: false, diff), end: null), durable: false);
        deployment.Report.At(new Step(Ops.CreateReplacement, wanted.Urn, old.State, wanted, diff));
        deployment.Report.At(new Step(Ops.Replace, wanted.Urn, old.State, wanted, diff));
        return wanted;
    }

    private ResourceState Fresh(ResourceState wanted)
    {
        var now = deployment.Clock.GetUtcNow();
        return wanted with
        {
            Id = deployment.DryRun ? Signatures.Unknown : Guid.NewGuid().ToString(),
            Created = now,
            Modified = now,
            Other = ResourceState.NoOther,
        };
    }
}
