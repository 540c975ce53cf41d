using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Makes a resource that a provider manages what the program asks: creates, imports, leaves, changes or replaces it.</summary>
internal sealed class CustomResources(Deployment deployment, ResourceSteps steps, Differ differ, ReplacementCascade cascade)
{
    public async Task<ResourceState> RegisterAsync(Goal goal, Tracked? old, ResourceState wanted)
    {
        var provider = await deployment.Providers.GetAsync(wanted.Provider, deployment.FindProvider);
        var imported = IsImport(goal, old);
        if (imported)
            old = await ImportAsync(old, wanted, provider);
        if (old is not { } existing)
        {
            wanted = await CheckAsync(wanted, null, goal.Inputs, provider);
            deployment.Plan?.Goal(goal, wanted, null);
            return await steps.CreateAsync(steps.Fresh(wanted), provider, replaced: null);
        }
        if (existing.State.PendingReplacement || existing.State.External || !existing.State.Custom)
        {
            wanted = await CheckAsync(wanted, null, goal.Inputs, provider);
            deployment.Plan?.Goal(goal, wanted, null);
            return await RecreateAsync(existing, wanted, provider, ResourceDiff.Replacement("id", deleteFirst: false), isGone: true);
        }

        var inputs = IgnoredChanges.Restore(goal, existing.State, wanted, deployment.Report);
        wanted = deployment.MustReplace(wanted.Urn, existing.State)
            ? await CheckAsync(wanted, null, goal.Inputs, provider)
            : await CheckAsync(wanted, existing.State.Inputs, inputs, provider);
        deployment.Plan?.Goal(goal, wanted, existing.State.Inputs);
        var diff = await differ.CompareAsync(goal, existing.State, wanted, provider);
        if (diff.Replaces)
            return await ReplaceAsync(goal, existing, wanted, provider, diff);
        wanted = wanted with { Id = existing.State.Id, Outputs = existing.State.Outputs };
        if (diff.Changes)
            return await steps.UpdateAsync(existing, wanted with { Modified = deployment.Clock.GetUtcNow() }, provider, diff);
        return imported ? existing.State : await steps.SameAsync(existing, steps.WithOutputs(wanted, wanted.Outputs));
    }

    /// <summary>What was made by hand under the id the program names, unless the state knows it by that id already.</summary>
    private static bool IsImport(Goal goal, Tracked? old) => goal.ImportId.Length > 0
        && (old is not { State: { External: false } state } || (state.ImportId.Length > 0 ? state.ImportId : state.Id) != goal.ImportId);

    /// <summary>Reads it into the state as it is; the program's inputs are compared with it next, as with anything that exists.</summary>
    private async Task<Tracked> ImportAsync(Tracked? old, ResourceState wanted, IProvider provider)
    {
        if (old is { State: { Protect: true } kept } && wanted.Protect && !deployment.Request.IgnoreProtect)
            throw new EngineException(Protection.Refusal(kept.Urn, "replaced"));
        await steps.ImportAsync(wanted, provider, old);
        return deployment.State.Find(wanted.Urn)!.Value;
    }

    /// <summary>The inputs as the provider completes them; what existed before lends them its defaults.</summary>
    private async Task<ResourceState> CheckAsync(ResourceState wanted, PropertyMap? old, PropertyMap inputs, IProvider provider)
    {
        var check = await provider.CheckAsync(new CheckRequest(wanted.Urn, wanted.Type, old?.Reveal(), inputs.Reveal()), deployment.Abort);
        if (check.Failures is { IsDefaultOrEmpty: false } failures)
            throw new CheckFailedException(wanted.Urn, failures);
        var @checked = OutputSecrets.MarkLike(check.Inputs, inputs);
        if (!deployment.DryRun && @checked.FirstOrDefault(input => input.Value.ContainsUnknowns) is { Key: { } unknown })
            throw new EngineException($"input '{unknown}' of {wanted.Urn} is not known although everything it depends on exists");
        return wanted with { Inputs = @checked };
    }

    private async Task<ResourceState> ReplaceAsync(Goal goal, Tracked old, ResourceState wanted, IProvider provider, ResourceDiff diff)
    {
        // Taking the protection away and replacing can be one update.
        if (old.State.Protect && wanted.Protect && !deployment.Request.IgnoreProtect)
            throw new EngineException(Protection.Refusal(old.State.Urn, "replaced"));
        if (goal.ImportId.Length > 0)
        {
            var message = $"{wanted.Urn} was imported and would be replaced (because of {string.Join(", ", diff.Keys)}), which changes its id: "
                + "take the import from the program, or make its inputs those of what was imported";
            if (!deployment.DryRun)
                throw new EngineException(message);
            deployment.Report.Warning(wanted.Urn, message);
        }
        deployment.Replaced[wanted.Urn] = true;
        // Defaults that came over from the old one are no longer due.
        wanted = await CheckAsync(wanted, null, goal.Inputs, provider);
        if (!diff.DeleteBeforeReplace)
            return await RecreateAsync(old, wanted, provider, diff, isGone: false);
        await cascade.DeleteAsync(old);
        return await RecreateAsync(old, wanted, provider, diff, isGone: true);
    }

    private Task<ResourceState> RecreateAsync(Tracked old, ResourceState wanted, IProvider provider, ResourceDiff diff, bool isGone)
    {
        deployment.Replaced[wanted.Urn] = true;
        return steps.CreateAsync(steps.Fresh(wanted), provider, new Replaced(old, isGone, diff));
    }
}
