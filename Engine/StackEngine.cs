using System.Collections.Immutable;
using E3.Engine.Assets;
using E3.Engine.Backends;
using E3.Engine.Deployments;
using E3.Engine.Events;
using E3.Engine.Plans;
using E3.Engine.Programs;
using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Engine.Secrets;
using E3.Engine.State;

namespace E3.Engine;

/// <summary>
/// Carries out operations on stacks. <paramref name="providers"/> makes a provider by package name, or returns null for one it does not
/// have; it is called once per provider resource and operation. <paramref name="secrets"/> is the passphrase of the stack's settings or
/// checkpoint; a checkpoint with another salt is read with the same passphrase.
/// </summary>
public sealed class StackEngine(FileBackend backend, Func<string, IProvider?> providers, PassphraseSecrets secrets, TimeProvider clock)
{
    /// <summary>How long a program that was asked to stop, or a call that was dropped, may take to end by itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>What runs as the program; a test, or a caller with the program in its own process, puts its own here.</summary>
    internal Func<OperationRequest, IProgram> Programs { get; init; } = request => request.Client is { } address
        ? new InlineProgram(address, request)
        : new ProgramProcess(request.Program, request.ProgramDirectory);

    /// <summary>What fetches assets that lie behind a URI; it stays the caller's. Null where nothing may be fetched.</summary>
    public HttpMessageHandler? Http { get; init; }

    /// <summary>
    /// Carries out one operation. After <paramref name="stop"/> nothing new is started, what is under way is finished and kept; after
    /// <paramref name="abort"/> calls under way are dropped too, and looked into by the next run. What goes wrong with resources is told
    /// to <paramref name="sink"/> and makes the result fail; <see cref="EngineException"/> means that the operation could not begin or end.
    /// </summary>
    public async Task<OperationResult> RunAsync(OperationRequest request, IEngineEvents sink, CancellationToken stop, CancellationToken abort)
    {
        if (request.Parallel < 1)
            throw new EngineException($"--parallel must be at least 1, not {request.Parallel}");
        var mask = new SecretMask();
        foreach (var secret in request.Config.Values.Where(value => value.Secret))
            mask.Add(secret.Value);
        var report = new EventReporter(sink, mask, request.IsPreview);
        report.Publish(new PreludeEvent(request.Config.ToDictionary(entry => entry.Key, entry => entry.Value.ToString())));
        try
        {
            return await CarryOutAsync(request, report, stop, abort);
        }
        finally
        {
            report.Publish(new CancelEvent());
        }
    }

    private async Task<OperationResult> CarryOutAsync(OperationRequest request, EventReporter report, CancellationToken stop, CancellationToken abort)
    {
        var stack = new StackReference(request.Project, request.Stack);
        var started = clock.GetTimestamp();
        using var anyStop = CancellationTokenSource.CreateLinkedTokenSource(stop, abort);
        await using var notice = anyStop.Token.Register(() => report.Publish(new StoppingEvent()));
        await using var registry = new ProviderRegistry(package => Provider(package, stack), request.Config, abort);

        var (end, imported) = request.IsPreview
            ? await PreviewAsync(request, stack, report, registry, anyStop.Token, abort)
            : await ChangeAsync(request, stack, report, registry, anyStop.Token, abort);

        var duration = clock.GetElapsedTime(started);
        var canceled = anyStop.IsCancellationRequested;
        var succeeded = !report.HasErrors && !canceled;
        report.Publish(new SummaryEvent(
            MaybeCorrupt: false, duration, report.Changes, request.IsPreview, canceled ? "canceled" : succeeded ? "succeeded" : "failed"));
        return new OperationResult(succeeded, report.Changes, duration, end, canceled) { Imported = imported };
    }

    private IProvider? Provider(string package, StackReference stack) => package == PulumiPackage.Name
        ? new PulumiPackage((name, cancel) => LoadOtherAsync(name, stack, cancel))
        : providers(package);

    private async Task<Snapshot> LoadOtherAsync(string name, StackReference stack, CancellationToken cancel)
    {
        try
        {
            return await backend.LoadAsync(StackReference.Parse(name, stack.Project), secrets, cancel)
                ?? throw new ProviderException($"there is no stack '{name}' in {backend.Root}");
        }
        catch (EngineException error)
        {
            throw new ProviderException($"the stack '{name}' cannot be read: {error.Message}", error);
        }
    }

    private async Task<(PropertyMap? Outputs, ImmutableArray<ResourceState> Imported)> PreviewAsync(
        OperationRequest request, StackReference stack, EventReporter report, ProviderRegistry registry, CancellationToken stop, CancellationToken abort)
    {
        if (request.Kind is OperationKind.Refresh or OperationKind.Destroy && !backend.Exists(stack))
            throw new EngineException($"no stack named '{stack.Stack}' found");
        var stored = await backend.LoadAsync(stack, secrets, abort) ?? Snapshot.Empty;
        var start = await new InterruptedOperations(registry, report, clock, abort).ResolveAsync(stored);
        var state = new StackState(start, journal: null);
        using var slots = new SemaphoreSlim(request.Parallel);
        var recorder = request.SavePlanFile is null ? null : new PlanRecorder();
        var guard = request.PlanFile is { } path ? await ReadPlanAsync(path, request, abort) : null;
        var imported = await OperateAsync(Deploy(request, stack, start, state, report, registry, slots, (IPlan?)guard ?? recorder, stop, abort));
        TellUndone(guard, start, report);
        if (recorder is not null && !report.HasErrors)
            await DurableFile.WriteAsync(request.SavePlanFile!, PlanJson.Write(recorder.Plan(request.Config), secrets, clock.GetUtcNow()), abort);
        return (state.Fold().Outputs, imported);
    }

    /// <summary>
    /// Tries an update that is held to a plan as a preview first: what the plan does not allow is told before anything is done, not when half
    /// of it is there. False when it must not go on.
    /// </summary>
    private async Task<bool> RehearseAsync(
        OperationRequest request, StackReference stack, EventReporter report, ProviderRegistry registry, CancellationToken stop, CancellationToken abort)
    {
        var rehearsal = new EventReporter(new ErrorsOnly(report), report.Mask, planning: true);
        await PreviewAsync(request with { Kind = OperationKind.Preview, SavePlanFile = null }, stack, rehearsal, registry, stop, abort);
        if (rehearsal.HasErrors)
            report.Error(null, $"nothing was done: tried as a preview first, the update is not what the plan {request.PlanFile} says, or fails");
        return !rehearsal.HasErrors && !stop.IsCancellationRequested;
    }

    private async Task<(PropertyMap? Outputs, ImmutableArray<ResourceState> Imported)> ChangeAsync(
        OperationRequest request, StackReference stack, EventReporter report, ProviderRegistry registry, CancellationToken stop, CancellationToken abort)
    {
        var startTime = clock.GetUtcNow();
        var guard = request.PlanFile is { } path ? await ReadPlanAsync(path, request, abort) : null;
        if (guard is not null && !await RehearseAsync(request, stack, report, registry, stop, abort))
            return (null, []);
        await using var session = await StackSession.OpenAsync(backend, stack, secrets, clock, create: request.Kind is OperationKind.Update or OperationKind.Import, abort);
        var start = await new InterruptedOperations(registry, report, clock, abort).ResolveAsync(session.Snapshot);
        var state = new StackState(start, await session.BeginAsync(start, abort));
        using var slots = new SemaphoreSlim(request.Parallel);
        var succeeded = false;
        try
        {
            var imported = await OperateAsync(Deploy(request, stack, start, state, report, registry, slots, guard, stop, abort));
            TellUndone(guard, start, report);
            succeeded = !report.HasErrors && !stop.IsCancellationRequested;
            return (state.Fold().Outputs, imported);
        }
        finally
        {
            // Whatever happened, what was done must be known to the next run, and that there was one to people.
            await session.EndAsync(state.Fold(), state.IsChanged, CancellationToken.None);
            await session.AddToHistoryAsync(
                UpdateHistory.Write(request, startTime, clock.GetUtcNow(), succeeded ? "succeeded" : "failed", report.Changes, report.Mask, secrets), CancellationToken.None);
        }
    }

    private Deployment Deploy(
        OperationRequest request, StackReference stack, Snapshot start, StackState state, EventReporter report, ProviderRegistry registry,
        SemaphoreSlim slots, IPlan? plan, CancellationToken stop, CancellationToken abort)
    {
        report.Gate = plan is null ? null : step => plan.Step(step.Op, step.Urn);
        return new Deployment
        {
            Request = request,
            Plan = plan,
            Stack = stack,
            Start = start,
            State = state,
            Report = report,
            Providers = registry,
            Targets = new TargetSelection(request, start),
            Assets = new AssetHashes(new AssetSources(request.ProgramDirectory, Http, clock)),
            Hooks = new HookRegistry(report, request.IsPreview),
            Slots = slots,
            Clock = clock,
            Stop = stop,
            Abort = abort,
        };
    }

    private async Task<PlanGuard> ReadPlanAsync(string path, OperationRequest request, CancellationToken cancel)
    {
        if (!File.Exists(path))
            throw new EngineException($"there is no plan {path}: make one with a preview (--save-plan)");
        var plan = PlanJson.Read(await File.ReadAllBytesAsync(path, cancel), path, secrets);
        if (plan.Resources.Keys.FirstOrDefault(urn => !urn.StartsWith(Urns.Prefix(request.Stack, request.Project), StringComparison.Ordinal)) is { } foreign)
            throw new EngineException($"the plan {path} is not one of stack '{request.Stack}' of project '{request.Project}': it has {foreign}");
        var guard = new PlanGuard(plan);
        return string.Join("', '", guard.ChangedConfig(request.Config)) is { Length: > 0 } changed
            ? throw new EngineException($"the settings '{changed}' are not what they were when the plan {path} was made: make a new plan, or update without one")
            : guard;
    }

    private static void TellUndone(PlanGuard? guard, Snapshot start, EventReporter report)
    {
        if (guard is null || report.HasErrors)
            return;
        foreach (var undone in guard.Undone(urn => start.Resources.Any(resource => resource.Urn == urn)))
            report.Error(null, undone);
    }

    private async Task<ImmutableArray<ResourceState>> OperateAsync(Deployment deployment)
    {
        foreach (var resource in deployment.Start.Resources)
        {
            deployment.Report.Mask.AddFrom(resource.Inputs);
            deployment.Report.Mask.AddFrom(resource.Outputs);
        }
        var imported = await OperateAsync(deployment, new ResourceSteps(deployment));
        foreach (var pattern in deployment.Targets.Unmatched)
            deployment.Report.Error(null, $"no resource of the stack fits the target '{pattern}'");
        return imported;
    }

    private async Task<ImmutableArray<ResourceState>> OperateAsync(Deployment deployment, ResourceSteps steps)
    {
        var request = deployment.Request;
        if (request.Kind == OperationKind.Import)
            return await new ImportPass(deployment, steps).RunAsync();
        if (request is { Refresh: true, Kind: not OperationKind.Refresh, RunProgram: false })
        {
            await new RefreshPass(deployment, steps).RunAsync();
            if (deployment.Report.HasErrors || deployment.Stop.IsCancellationRequested)
                return [];
        }
        if (request.RunProgram || request.Kind is OperationKind.Update or OperationKind.Preview)
            await new ProgramRun(deployment, steps, Programs(request), Grace).RunAsync();
        else if (request.Kind == OperationKind.Refresh)
            await new RefreshPass(deployment, steps).RunAsync();
        else
            await new DeletePass(deployment, steps).RunAsync(_ => true);
        return [];
    }
}
