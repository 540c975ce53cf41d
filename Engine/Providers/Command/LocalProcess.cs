using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using CliWrap;

namespace E3.Engine.Providers.Command;

/// <summary>
/// Runs a program in a process group of its own: a Ctrl-C at the terminal does not reach it (the engine decides what it means), and
/// cancelling reaches all that it started.
/// </summary>
internal sealed class LocalProcess(TimeProvider clock)
{
    private static readonly TimeSpan PatienceForTerm = TimeSpan.FromSeconds(3);
    private static readonly string? Setsid = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    public async Task<Ended> RunAsync(ImmutableArray<string> program, string folder, Run run, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var (stdout, stderr) = (new StringBuilder(), new StringBuilder());
        var grouped = Setsid is not null && !OperatingSystem.IsWindows();
        var command = Cli.Wrap(grouped ? Setsid! : program[0])
            .WithArguments(grouped ? program : program[1..])
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(run.Environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value))
            .WithStandardInputPipe(PipeSource.FromString(run.Inputs.TryGetValue("stdin", out var stdin) && stdin.Reveal() is Properties.PropertyValue.Text text ? text.Value : ""))
            .WithStandardOutputPipe(Keep(stdout, run.OnStdout))
            .WithStandardErrorPipe(Keep(stderr, run.OnStderr))
            .WithValidation(CommandResultValidation.None);
        using var kill = new CancellationTokenSource();
        CommandTask<CliWrap.CommandResult> running;
        try
        {
            running = command.ExecuteAsync(kill.Token);
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            throw new ProviderException($"the interpreter {program[0]} cannot be started: {error.Message}", error);
        }
        try
        {
            var result = await running.Task.WaitAsync(cancel);
            return new Ended(result.ExitCode, stdout.ToString(), stderr.ToString());
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            if (grouped) await EndGroupAsync(running);
            await kill.CancelAsync();
            await running.Task.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }

    private async Task EndGroupAsync(CommandTask<CliWrap.CommandResult> running)
    {
        await SignalAsync("TERM", running.ProcessId);
        try
        {
            await running.Task.WaitAsync(PatienceForTerm, clock, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // What does not end when asked is ended below.
        }
        await SignalAsync("KILL", running.ProcessId);
    }

    private static async Task SignalAsync(string signal, int group) => await Cli.Wrap("/bin/sh")
        .WithArguments(["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} -{group} 2>/dev/null")])
        .WithValidation(CommandResultValidation.None)
        .ExecuteAsync();

    private static PipeTarget Keep(StringBuilder text, Action<string> onLine) =>
        PipeTarget.Merge(PipeTarget.ToStringBuilder(text), PipeTarget.ToDelegate(onLine));
}
