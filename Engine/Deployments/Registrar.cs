using System.Collections.Concurrent;
using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>
/// Makes resources what a program asks. Registrations come side by side, each after those it needs: a program waits for the outputs it
/// uses, so the order of arrival is an order of dependencies.
/// </summary>
internal sealed partial class Registrar : IDisposable
{
    private readonly Deployment _deployment;
    private readonly ResourceSteps _steps;
    private readonly Differ _differ;
    private readonly ReplacementCascade _cascade;
    private readonly ConcurrentDictionary<string, bool> _registered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _leftOut = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, bool> _handled = [];
    private readonly ConcurrentDictionary<string, Lazy<Task<Registration>>> _defaultProviders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> _aliases = new(StringComparer.Ordinal);

    public Registrar(Deployment deployment, ResourceSteps steps)
    {
        (_deployment, _steps) = (deployment, steps);
        _differ = new Differ(deployment);
        _cascade = new ReplacementCascade(deployment, _differ, steps);
    }

    public void Dispose() => _cascade.Dispose();

    /// <summary>True when the program has registered this resource, or what replaced the record with this number.</summary>
    public bool Handles(Tracked resource) => _handled.ContainsKey(resource.Record) || _registered.ContainsKey(resource.State.Urn);

    /// <summary>True once the program has registered its stack: it is a Pulumi program and came as far as that.</summary>
    public bool HasStack => _registered.ContainsKey(Urns.RootStack(_deployment.Stack.Stack, _deployment.Stack.Project));

    public async Task<Registration> RegisterAsync(Goal goal)
    {
        var urn = Urns.Create(_deployment.Stack.Stack, _deployment.Stack.Project, goal.Parent, goal.Type, goal.Name);
        try
        {
            _deployment.Stop.ThrowIfCancellationRequested();
            if (!_registered.TryAdd(urn, true))
                throw new EngineException($"Duplicate resource URN '{urn}'; try giving it a unique name");
            var (old, aliases) = FindOld(goal, urn);
            if (old is { } existing)
                _handled[existing.Record] = true;
            if (goal.Needs().Any(_deployment.Failed.ContainsKey))
            {
                _deployment.Failed[urn] = true;
                return new Registration(urn, "", PropertyMap.Empty, RegistrationOutcome.Skipped);
            }
            _deployment.Report.Mask.AddFrom(goal.Inputs);
            if (!IsTargeted(goal, urn))
                return await LeaveOutAsync(urn, old);
            CheckNeeds(goal, urn);
            var reference = goal.Custom && !ProviderReference.IsProviderType(goal.Type) ? await ProviderForAsync(goal) : "";
            if (reference.Length > 0 && _deployment.Failed.ContainsKey(ProviderReference.Parse(reference).Urn))
            {
                _deployment.Failed[urn] = true;
                return new Registration(urn, "", PropertyMap.Empty, RegistrationOutcome.Skipped);
            }
            await _cascade.ClaimAsync(old?.State.Urn ?? urn);
            // Claiming may have waited for the old one's deletion.
            old = old is null ? null : _deployment.State.Find(old.Value.State.Urn);
            var wanted = Wanted(goal, urn, reference, old?.State, aliases);
            var state = await DoAsync(goal, old, wanted);
            return new Registration(urn, state.Id, state.Outputs, RegistrationOutcome.Success);
        }
        catch (StepFailedException)
        {
            _deployment.Failed[urn] = true;
            return new Registration(urn, "", PropertyMap.Empty, RegistrationOutcome.Failed);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _deployment.Fail(urn, error);
            return new Registration(urn, "", PropertyMap.Empty, RegistrationOutcome.Failed);
        }
    }

    /// <summary>The default provider of a package, made a resource the first time it is asked for: its reference.</summary>
    public async Task<string> DefaultProviderAsync(string package, string version, string pluginDownloadUrl)
    {
        var name = version.Length == 0 ? "default" : $"default_{version.Replace('.', '_').Replace('-', '_').Replace('+', '_')}";
        var registration = await _defaultProviders.GetOrAdd($"{package}/{version}/{pluginDownloadUrl}", _ => new Lazy<Task<Registration>>(() =>
        {
            var inputs = _deployment.Providers.Config(package);
            if (version.Length > 0)
                inputs = inputs.With("version", new PropertyValue.Text(version));
            if (pluginDownloadUrl.Length > 0)
                inputs = inputs.With("pluginDownloadURL", new PropertyValue.Text(pluginDownloadUrl));
            return RegisterAsync(new Goal { Type = ProviderReference.TypeFor(package), Name = name, Custom = true, Inputs = inputs });
        })).Value;
        return new ProviderReference(registration.Urn, registration.Id.Length > 0 ? registration.Id : Signatures.Unknown).ToString();
    }

    private async Task<ResourceState> DoAsync(Goal goal, Tracked? old, ResourceState wanted)
    {
        if (!goal.Custom)
            return await ComponentAsync(old, wanted);
        if (ProviderReference.IsProviderType(goal.Type))
            return await new ProviderSteps(_deployment, _steps).RegisterAsync(old, wanted);
        await _deployment.Slots.WaitAsync(_deployment.Stop);
        try
        {
            _deployment.Stop.ThrowIfCancellationRequested();
            return await CustomAsync(goal, old, wanted);
        }
        finally
        {
            _deployment.Slots.Release();
        }
    }

    private async Task<ResourceState> CustomAsync(Goal goal, Tracked? old, ResourceState wanted)
    {
        var provider = await _deployment.Providers.GetAsync(wanted.Provider, _deployment.FindProvider);
        if (old is { } before)
            wanted = wanted with { Inputs = goal.IgnoreChanges.Select(PropertyPath.Parse).Aggregate(wanted.Inputs, (inputs, path) => path.Restore(before.State.Inputs, inputs)) };
        var check = await provider.CheckAsync(
            new CheckRequest(wanted.Urn, wanted.Type, old?.State.Inputs.Reveal(), wanted.Inputs.Reveal()), _deployment.Abort);
        if (check.Failures is { IsDefaultOrEmpty: false } failures)
            throw new CheckFailedException(wanted.Urn, failures);
        wanted = wanted with { Inputs = OutputSecrets.MarkLike(check.Inputs, wanted.Inputs) };
        if (!_deployment.DryRun && wanted.Inputs.FirstOrDefault(input => input.Value.ContainsUnknowns) is { Key: { } unknown })
            throw new EngineException($"input '{unknown}' of {wanted.Urn} is not known although everything it depends on exists");

        if (old is not { } existing)
            return await _steps.CreateAsync(Fresh(wanted), provider, replaced: null);
        if (existing.State.PendingReplacement || existing.State.External || !existing.State.Custom)
            return await RecreateAsync(existing, wanted, provider, ResourceDiff.Replacement("id", deleteFirst: false), isGone: true);
        var diff = await _differ.CompareAsync(goal, existing.State, wanted, provider);
        if (diff.Replaces)
            return await ReplaceAsync(existing, wanted, provider, diff);
        wanted = wanted with { Id = existing.State.Id, Outputs = existing.State.Outputs };
        return diff.Changes
            ? await _steps.UpdateAsync(existing, wanted with { Modified = _deployment.Clock.GetUtcNow() }, provider, diff)
            : await _steps.SameAsync(existing, _steps.WithOutputs(wanted, wanted.Outputs));
    }

    private async Task<ResourceState> ReplaceAsync(Tracked old, ResourceState wanted, IProvider provider, ResourceDiff diff)
    {
        if (old.State.Protect)
            throw new EngineException(Protection.Refusal(old.State.Urn, "replaced"));
        _deployment.Replaced[wanted.Urn] = true;
        if (!diff.DeleteBeforeReplace)
            return await RecreateAsync(old, wanted, provider, diff, isGone: false);
        await _cascade.DeleteAsync(old);
        return await RecreateAsync(old, wanted, provider, diff, isGone: true);
    }

    private Task<ResourceState> RecreateAsync(Tracked old, ResourceState wanted, IProvider provider, ResourceDiff diff, bool isGone)
    {
        _deployment.Replaced[wanted.Urn] = true;
        return _steps.CreateAsync(Fresh(wanted), provider, new Replaced(old, isGone, diff));
    }

    private async Task<ResourceState> ComponentAsync(Tracked? old, ResourceState wanted)
    {
        if (old is { } existing)
        {
            if (existing.State.Custom)
                throw new EngineException($"{wanted.Urn} was managed by a provider and is now a component: give the component another name or type");
            var diff = Differ.CompareInputs(existing.State.Inputs, wanted.Inputs);
            wanted = wanted with { Outputs = existing.State.Outputs };
            if (!diff.Changes)
                return await _steps.SameAsync(existing, wanted);
            wanted = wanted with { Modified = _deployment.Clock.GetUtcNow() };
            await _deployment.State.ApplyAsync(new StateChange { Keep = (existing.Record, wanted) }, durable: false);
            _deployment.Report.At(new Step(Ops.Update, wanted.Urn, existing.State, wanted, diff));
            return wanted;
        }
        wanted = Fresh(wanted);
        await _deployment.State.ApplyAsync(new StateChange { Put = wanted }, durable: false);
        _deployment.Report.At(new Step(Ops.Create, wanted.Urn, null, wanted));
        return wanted;
    }

    private (Tracked? Old, ImmutableArray<string> Aliases) FindOld(Goal goal, string urn)
    {
        var aliases = Aliases.Resolve(goal, urn, _deployment.Stack, parent => _aliases.GetValueOrDefault(parent, []));
        _aliases[urn] = aliases;
        if (_deployment.State.Find(urn) is { } same)
            return (same, aliases);
        var former = aliases.Where(alias => !_registered.ContainsKey(alias)).Select(_deployment.State.Find).FirstOrDefault(found => found is not null);
        return (former, aliases);
    }

    private static ResourceState Wanted(Goal goal, string urn, string provider, ResourceState? old, ImmutableArray<string> aliases) => new()
    {
        Urn = urn,
        Type = goal.Type,
        Custom = goal.Custom,
        Inputs = goal.Inputs,
        Parent = goal.Parent,
        Protect = goal.Protect,
        Dependencies = goal.Dependencies,
        PropertyDependencies = goal.PropertyDependencies,
        Provider = provider,
        AdditionalSecretOutputs = goal.AdditionalSecretOutputs,
        Aliases = aliases,
        Timeouts = goal.Timeouts,
        RetainOnDelete = goal.RetainOnDelete,
        DeletedWith = goal.DeletedWith,
        ReplaceWith = goal.ReplaceWith,
        IgnoreChanges = goal.IgnoreChanges,
        ReplaceOnChanges = goal.ReplaceOnChanges,
        Created = old?.Created,
        Modified = old?.Modified,
        ImportId = old?.ImportId ?? "",
        Other = old?.Other ?? ResourceState.NoOther,
    };

    private ResourceState Fresh(ResourceState wanted)
    {
        var now = _deployment.Clock.GetUtcNow();
        return wanted with { Created = now, Modified = now, Id = "", Outputs = PropertyMap.Empty, ImportId = "", Other = ResourceState.NoOther };
    }

    private async Task<string> ProviderForAsync(Goal goal) => goal.Provider.Length > 0
        ? goal.Provider
        : await DefaultProviderAsync(goal.Type.Split(':')[0], goal.Version, goal.PluginDownloadUrl);

    // Components and providers hold nothing in a cloud, and a target may need them.
    private bool IsTargeted(Goal goal, string urn) =>
        _deployment.Targets.Contains(urn, goal.Needs()) || !goal.Custom || ProviderReference.IsProviderType(goal.Type);

    private async Task<Registration> LeaveOutAsync(string urn, Tracked? old)
    {
        if (old is not { } existing || existing.State.PendingReplacement)
        {
            _leftOut[urn] = true;
            return new Registration(urn, "", PropertyMap.Empty, RegistrationOutcome.Skipped);
        }
        await _deployment.State.ApplyAsync(new StateChange { Keep = (existing.Record, null) }, durable: false);
        _deployment.Report.At(new Step(Ops.Same, existing.State.Urn, existing.State, existing.State));
        return new Registration(existing.State.Urn, existing.State.Id, existing.State.Outputs, RegistrationOutcome.Success);
    }

    private void CheckNeeds(Goal goal, string urn)
    {
        if (goal.Needs().FirstOrDefault(_leftOut.ContainsKey) is { } leftOut)
            throw new EngineException($"{urn} depends on {leftOut}, which does not exist and is not among the targets: add it to them");
        if (goal.Needs().FirstOrDefault(needed => _deployment.State.Find(needed) is null) is { } missing)
            throw new EngineException($"{urn} depends on {missing}, which has not been registered");
        if (_deployment.Targets.IsConstrained && goal.Needs().FirstOrDefault(needed => NeedsInTurn(needed, urn)) is { } turned)
            throw new EngineException($"{urn} now depends on {turned}, which is not among the targets and as it stands depends on {urn}: add it to them");
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
