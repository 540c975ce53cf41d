using E3.Engine.Deployments;
using E3.Engine.Events;
using E3.Engine.Protocol;

namespace E3.Engine.Programs;

/// <summary>Runs the program, does what it asks, and then deletes what it no longer asks for, if it came to its end without a fault.</summary>
internal sealed class ProgramRun(Deployment deployment, ResourceSteps steps, IProgram program, TimeSpan grace)
{
    /// <summary>The exit code of Pulumi's SDKs for "the reason has been logged already".</summary>
    private const int AlreadyReported = 32;

    public async Task RunAsync()
    {
        using var registrar = new Registrar(deployment, steps);
        var activity = new Activity();
        ProgramExit? exit;
        await using (var server = await EngineServer.StartAsync(
            new MonitorService(deployment, registrar, activity), new EngineService(deployment.Report), deployment.Abort))
        {
            exit = await RunProgramAsync(server.Address, activity);
        }
        if (exit is null || deployment.Stop.IsCancellationRequested)
            return;
        if (Fault(exit, registrar) is { } fault)
        {
            deployment.Report.Error(null, fault);
            return;
        }
        if (exit.Code != 0 || (!deployment.Failed.IsEmpty && !deployment.Request.ContinueOnError) || (deployment.Report.HasErrors && deployment.Failed.IsEmpty))
            return;
        await new DeletePass(deployment, steps).RunAsync(resource => !registrar.Handles(resource));
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

    private async Task<ProgramExit?> RunProgramAsync(string address, Activity activity)
    {
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(deployment.Abort);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStop = deployment.Stop.Register(stopped.SetResult);
        var output = new ProgramOutput(
            line => deployment.Report.Publish(new StdoutEngineEvent(deployment.Report.Mask.Mask(line))),
            line => deployment.Report.Publish(new DiagnosticEvent(null, deployment.Report.Mask.Mask(line), "info#err")));
        var running = program.RunAsync(ProgramEnvironment.For(deployment.Request, address), output, kill.Token);
        await Task.WhenAny(running, stopped.Task);
        // What is under way is finished whether the program has ended, or is to end.
        var idle = activity.CloseAsync();
        await (deployment.Abort.IsCancellationRequested ? Task.WhenAny(idle, Task.Delay(grace, deployment.Clock)) : WaitAsync(idle));
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
