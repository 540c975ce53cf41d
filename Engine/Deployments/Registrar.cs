using System.Collections.Concurrent;
using E3.Engine.Properties;
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
    private readonly CustomResources _custom;
    private readonly ProviderSteps _providers;
    private readonly ReplacementCascade _cascade;
    private readonly FormerUrns _formerUrns;
    private readonly ConcurrentDictionary<int, bool> _handled = [];
    private readonly ConcurrentDictionary<string, Lazy<Task<Registration>>> _defaultProviders = new(StringComparer.Ordinal);

    public Registrar(Deployment deployment, ResourceSteps steps)
    {
        (_deployment, _steps) = (deployment, steps);
        var differ = new Differ(deployment);
        _cascade = new ReplacementCascade(deployment, differ, steps);
        _custom = new CustomResources(deployment, steps, differ, _cascade);
        _providers = new ProviderSteps(deployment, steps, differ, _cascade);
        _formerUrns = new FormerUrns(deployment);
    }

    public void Dispose() => _cascade.Dispose();

    /// <summary>True when the program has registered this resource, or what replaced the record with this number.</summary>
    public bool Handles(Tracked resource) => _handled.ContainsKey(resource.Record) || _formerUrns.IsRegistered(resource.State.Urn);

    /// <summary>True once the program has registered its stack: it is a Pulumi program and came as far as that.</summary>
    public bool HasStack => _formerUrns.IsRegistered(Urns.RootStack(_deployment.Stack.Stack, _deployment.Stack.Project));

    public async Task<Registration> RegisterAsync(Goal goal)
    {
        var urn = Urns.Create(_deployment.Stack.Stack, _deployment.Stack.Project, goal.Parent, goal.Type, goal.Name);
        try
        {
            _deployment.Stop.ThrowIfCancellationRequested();
            var (old, alias) = _formerUrns.Register(goal, urn);
            if (old is { } existing)
                _handled[existing.Record] = true;
            if (goal.Needs().Any(_deployment.Failed.ContainsKey))
            {
                _deployment.Failed[urn] = true;
                return new Registration(urn, "", PropertyMap.Empty, RegistrationOutcome.Skipped);
            }
            goal = goal with { Inputs = await _deployment.Assets.CompleteAsync(goal.Inputs, _deployment.Stop) };
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
            var wanted = Wanted(goal, urn, reference, old?.State, alias);
            var state = await DoAsync(goal, old, wanted);
            // A component's outputs may name resources that are yet to be registered.
            return new Registration(urn, state.Id, goal.Custom ? state.Outputs : PropertyMap.Empty, RegistrationOutcome.Success);
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
    /// <exception cref="EngineException">The stack's settings have no default provider of the package.</exception>
    public async Task<string> DefaultProviderAsync(string package, string version, string pluginDownloadUrl)
    {
        if (_deployment.Providers.IsDenied(package))
            throw new EngineException($"Default provider for '{package}' disabled ({ProviderRegistry.DeniedKey}): what it would manage must use an explicit provider.");
        pluginDownloadUrl = pluginDownloadUrl.TrimEnd('/');
        var name = DefaultProviderName.Of(version, pluginDownloadUrl);
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
            return await ComponentAsync(goal, old, wanted);
        if (ProviderReference.IsProviderType(goal.Type))
            return await _providers.RegisterAsync(goal, old, wanted);
        await _deployment.Slots.WaitAsync(_deployment.Stop);
        try
        {
            _deployment.Stop.ThrowIfCancellationRequested();
            return await _custom.RegisterAsync(goal, old, wanted);
        }
        finally
        {
            _deployment.Slots.Release();
        }
    }

    private static ResourceState Wanted(Goal goal, string urn, string provider, ResourceState? old, string? alias) => new()
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
        Aliases = alias is null ? [] : [alias],
        Timeouts = goal.Timeouts,
        RetainOnDelete = goal.RetainOnDelete,
        DeletedWith = goal.DeletedWith,
        ReplaceWith = goal.ReplaceWith,
        IgnoreChanges = goal.IgnoreChanges,
        ReplaceOnChanges = goal.ReplaceOnChanges,
        HideDiffs = goal.HideDiffs,
        ReplacementTrigger = goal.ReplacementTrigger,
        Hooks = goal.Hooks,
        ImportId = goal.ImportId,
        Created = old?.Created,
        Modified = old?.Modified,
        Other = old?.Other ?? ResourceState.NoOther,
    };

    private async Task<string> ProviderForAsync(Goal goal) => goal.Provider.Length > 0
        ? goal.Provider
        : await DefaultProviderAsync(goal.Type.Split(':')[0], goal.Version, goal.PluginDownloadUrl);
}
