using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Registers a provider as the resource it is, and sets it up for the resources that use it.</summary>
internal sealed class ProviderSteps(Deployment deployment, ResourceSteps steps)
{
    public async Task<ResourceState> RegisterAsync(Goal goal, Tracked? old, ResourceState wanted)
    {
        var provider = deployment.Providers.Make(ProviderReference.Package(wanted.Type));
        wanted = wanted with { Inputs = await ProviderRegistry.CheckAsync(provider, wanted.Urn, wanted.Inputs, deployment.Abort) };
        deployment.Plan?.Goal(goal, wanted, old?.State.Inputs);
        // A provider's outputs are its settings; an explicit provider can be read like any resource.
        wanted = wanted with { Outputs = wanted.Inputs };
        var registered = await RecordAsync(old, wanted);
        await deployment.Providers.ConfigureAsync(new ProviderReference(registered.Urn, registered.Id), provider, registered.Inputs);
        return registered;
    }

    private async Task<ResourceState> RecordAsync(Tracked? old, ResourceState wanted)
    {
        var now = deployment.Clock.GetUtcNow();
        if (old is not { } existing)
        {
            wanted = wanted with { Id = deployment.DryRun ? Signatures.Unknown : Guid.NewGuid().ToString(), Created = now, Modified = now };
            await deployment.State.ApplyAsync(new StateChange { Put = wanted }, durable: false);
            deployment.Report.At(new Step(Ops.Create, wanted.Urn, null, wanted));
            return wanted;
        }
        wanted = wanted with { Id = existing.State.Id };
        var diff = Differ.CompareInputs(existing.State.Inputs, wanted.Inputs);
        if (!diff.Changes)
            return await steps.SameAsync(existing, wanted);
        wanted = wanted with { Modified = now };
        await deployment.State.ApplyAsync(new StateChange { Keep = (existing.Record, wanted) }, durable: false);
        deployment.Report.At(new Step(Ops.Update, wanted.Urn, existing.State, wanted, diff));
        return wanted;
    }
}
