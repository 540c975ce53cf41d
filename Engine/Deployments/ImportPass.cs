using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Engine.Providers.Resources;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Takes what exists over into the state without a program, each thing by its id; what the program says of it is up to the person.</summary>
internal sealed class ImportPass(Deployment deployment, ResourceSteps steps)
{
    /// <summary>Takes over all that was asked for, as far as it goes. Returns what came in, parents first.</summary>
    public async Task<ImmutableArray<ResourceState>> RunAsync()
    {
        using var registrar = new Registrar(deployment, steps);
        var stack = Urns.RootStack(deployment.Stack.Stack, deployment.Stack.Project);
        if (deployment.State.Find(stack) is null)
            await PutAsync(steps.Fresh(new ResourceState { Urn = stack, Type = Urns.StackType }), Ops.Create);
        var imported = ImmutableArray.CreateBuilder<ResourceState>();
        foreach (var spec in ParentsFirst(deployment.Request.Imports, stack))
        {
            deployment.Stop.ThrowIfCancellationRequested();
            try
            {
                imported.Add(await ImportAsync(spec, UrnOf(spec, stack), stack, registrar));
            }
            catch (StepFailedException)
            {
                // It has been told; the others are independent of it.
            }
            catch (EngineException error)
            {
                deployment.Fail(UrnOf(spec, stack), error);
            }
        }
        return imported.ToImmutable();
    }

    private async Task<ResourceState> ImportAsync(ImportSpec spec, string urn, string stack, Registrar registrar)
    {
        if (deployment.State.Find(urn) is not null)
            throw new EngineException($"{urn} already exists in the state: give what is imported another name");
        var parent = spec.Parent.Length > 0 ? spec.Parent : stack;
        if (deployment.State.Find(parent) is null)
            throw new EngineException($"the parent {parent} of {urn} is neither in the state nor imported with it");
        var wanted = new ResourceState { Urn = urn, Type = spec.Type, Custom = !spec.Component, Parent = parent, Protect = spec.Protect, ImportId = spec.Id };
        if (spec.Component)
            return await PutAsync(steps.Fresh(wanted) with { Protect = false, ImportId = "" }, Ops.Import);
        if (spec.Id.Length == 0)
            throw new EngineException($"what id does {urn} have? Without one it cannot be imported");
        wanted = wanted with { Provider = await ProviderAsync(spec, registrar) };
        var provider = await deployment.Providers.GetAsync(wanted.Provider, deployment.FindProvider);
        // The import id is the program's to name; the state of the official command's import does not keep it either.
        return await steps.ImportAsync(wanted, provider, before: null, read => CheckAsync(read with { ImportId = "" }, spec, provider));
    }

    /// <summary>Inputs that the provider itself would not take make a program that cannot run: better to know now.</summary>
    private async Task<ResourceState> CheckAsync(ResourceState read, ImportSpec spec, IProvider provider)
    {
        if (!spec.Properties.IsEmpty)
            read = read with { Inputs = PropertyMap.From(read.Inputs.Where(input => spec.Properties.Contains(input.Key))) };
        var check = await provider.CheckAsync(new CheckRequest(read.Urn, read.Type, read.Inputs.Reveal(), read.Inputs.Reveal()), deployment.Abort);
        foreach (var failure in check.Failures.IsDefault ? [] : check.Failures)
            deployment.Report.Warning(read.Urn, $"it is imported, but its inputs would not do in a program: '{failure.Property}' {failure.Reason}");
        return read;
    }

    private async Task<string> ProviderAsync(ImportSpec spec, Registrar registrar)
    {
        if (spec.Type.Split(':') is not { Length: 3 } parts)
            throw new EngineException($"'{spec.Type}' is no resource type: expected package:module:Type, such as digitalocean:index/droplet:Droplet");
        if (spec.Provider.Length == 0)
            return await registrar.DefaultProviderAsync(parts[0], spec.Version.Length > 0 ? spec.Version : VersionOf(parts[0]), "");
        return deployment.FindState(spec.Provider) is { IsProvider: true } provider
            ? new ProviderReference(provider.Urn, provider.Id).ToString()
            : throw new EngineException($"there is no provider {spec.Provider} in the state: give the URN of one, or none for the default provider");
    }

    /// <summary>
    /// The version that the program will ask for, or its next update had another default provider: that of the state, else that of the package
    /// whose resources the provider's are.
    /// </summary>
    private string VersionOf(string package)
    {
        var known = deployment.State.All().Select(resource => resource.State)
            .LastOrDefault(state => state.Type == ProviderReference.TypeFor(package) && DefaultProviderName.Is(state.Urn));
        return known is null ? deployment.Providers.Make(package).Version : known.Inputs.Text("version") ?? "";
    }

    private async Task<ResourceState> PutAsync(ResourceState state, string op)
    {
        await deployment.State.ApplyAsync(new StateChange { Put = state }, durable: false);
        deployment.Report.At(new Step(op, state.Urn, null, state));
        return state;
    }

    private string UrnOf(ImportSpec spec, string stack) =>
        Urns.Create(deployment.Stack.Stack, deployment.Stack.Project, spec.Parent.Length > 0 ? spec.Parent : stack, spec.Type, spec.Name);

    private IEnumerable<ImportSpec> ParentsFirst(IReadOnlyList<ImportSpec> specs, string stack)
    {
        var waiting = specs.ToList();
        while (waiting.Count > 0)
        {
            var urns = waiting.Select(spec => UrnOf(spec, stack)).ToHashSet(StringComparer.Ordinal);
            var ready = waiting.Where(spec => !urns.Contains(spec.Parent)).ToArray();
            // Parents in a circle: whichever comes first will not find its own, and says so.
            foreach (var spec in ready.Length > 0 ? ready : [.. waiting])
            {
                waiting.Remove(spec);
                yield return spec;
            }
        }
    }
}
