using E3.Engine.Deployments;
using E3.Engine.Events;
using E3.Engine.Protocol;

namespace E3.Engine.Programs;

/// <summary>
/// Runs the program, does what it asks, and then what is left to do without it, if it came to its end without a fault: delete what it no
/// longer asks for; or all, where it only ran along in a destroy; or look at all, in a refresh.
/// </summary>
internal sealed class ProgramRun(Deployment deployment, ResourceSteps steps, IProgram program, TimeSpan grace)
{
    /// <summary>The exit code of Pulumi's SDKs for "the reason has been logged already".</summary>
    private const int AlreadyReported = 32;

    private bool _finished;

    public async Task RunAsync()
    {
        using var registrar = new Registrar(deployment, steps);
        var activity = new Activity();
        using var monitor = new MonitorService(deployment, registrar, activity);
        ProgramExit? exit;
        await using (var server = await EngineServer.StartAsync(monitor, new EngineService(deployment.Report, deployment.Stop), deployment.Abort))
        {
            exit = await RunProgramAsync(server.Address, activity, monitor, registrar);
        }
        if (exit is null || deployment.Stop.IsCancellationRequested)
            return;
        if (Fault(exit, registrar) is { } fault)
        {
            deployment.Report.Error(null, fault);
            return;
        }
        if (exit.Code == 0)
            await FinishAsync(registrar);
    }

    /// <summary>What the end of a program that is content leads to; once.</summary>
    private async Task FinishAsync(Registrar registrar)
    {
        var failed = !deployment.Failed.IsEmpty;
        if (_finished || !registrar.HasStack || (failed && !deployment.Request.ContinueOnError) || (deployment.Report.HasErrors && !failed))
            return;
        _finished = true;
        switch (deployment.Request)
        {
            case { Kind: OperationKind.Refresh }:
                await new RefreshPass(deployment, steps).RunAsync(registrar.Handles);
                break;
            case { Kind: OperationKind.Destroy, Refresh: var refresh }:
                if (refresh)
                    await new RefreshPass(deployment, steps).RunAsync();
                await new DeletePass(deployment, steps).RunAsync(_ => true);
                break;
            default:
                await new DeletePass(deployment, steps).RunAsync(resource => !registrar.Handles(resource));
                break;
        }
    }

    /// <summary>Why the program's end is no end to build on, unless it has said so itself.</summary>
    private string? Fault(ProgramExit exit, Registrar registrar) => exit.Code switch
    {
        0 when !registrar.HasStack && !deployment.Report.HasErrors =>
            "the program ended without registering its stack, so nothing is deleted: does its Main await Deployment.RunAsync?",
        0 or AlreadyReported when deployment.Report.HasErrors || exit.Code == 0 => null,
        _ when exit.Explanation is { } explanation => explanation,
        _ => exit.LastErrors.Length > 0
            ? $"the program ended with exit code {exit.Code}:\n{exit.LastErrors}"
            : $"the program ended with exit code {exit.Code}",
    };

    private async Task<ProgramExit?> RunProgramAsync(string address, Activity activity, MonitorService monitor, Registrar registrar)
    {
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(deployment.Abort);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStop = deployment.Stop.Register(stopped.SetResult);
        var output = new ProgramOutput(
            line => deployment.Report.Publish(new StdoutEngineEvent(deployment.Report.Mask.Mask(line))),
            line => deployment.Report.Publish(new DiagnosticEvent(null, deployment.Report.Mask.Mask(line), "info#err")));
        var running = program.RunAsync(ProgramEnvironment.For(deployment.Request, address), output, kill.Token);
        var first = await Task.WhenAny(running, stopped.Task, monitor.Signalled);
        // What is under way is finished whether the program has ended, or is to end.
        var idle = activity.CloseAsync();
        await (deployment.Abort.IsCancellationRequested ? Task.WhenAny(idle, Task.Delay(grace, deployment.Clock)) : WaitAsync(idle));
        if (first == monitor.Signalled)
        {
            await FinishAsync(registrar);
            monitor.Release();
            await Task.WhenAny(running, stopped.Task);
        }
        monitor.Release();
        if (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(grace, deployment.Clock));
            await kill.CancelAsync();
        }
        try
        {
            return await running;
        }
        catch (OperationCanceledException) when (deployment.Stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Calls that are dropped get a little time to end, those that are not all they need.</summary>
    private async Task WaitAsync(Task idle)
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onAbort = deployment.Abort.Register(aborted.SetResult);
        if (await Task.WhenAny(idle, aborted.Task) == aborted.Task)
            await Task.WhenAny(idle, Task.Delay(grace, deployment.Clock));
    }
}
