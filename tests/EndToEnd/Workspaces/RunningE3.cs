using System.Diagnostics;
using CliWrap;

namespace E3.EndToEnd.Workspaces;

/// <summary>What a finished <c>e3</c> printed and how it ended.</summary>
internal sealed record Run(int ExitCode, string Output, string Error, TimeSpan Took)
{
    /// <summary>Both streams, for an assertion's message.</summary>
    public string All => $"exit {ExitCode} after {Took.TotalSeconds:F1} s\n{Output}\n{Error}";
}

/// <summary>An <c>e3</c> process under way.</summary>
internal sealed class RunningE3
{
    private readonly Transcript _output = new();
    private readonly Transcript _error = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly CommandTask<CommandResult> _command;

    public RunningE3(string folder, IReadOnlyDictionary<string, string?> environment, string program, IReadOnlyList<string> arguments) => _command = Cli.Wrap(program)
        .WithArguments(arguments)
        .WithWorkingDirectory(folder)
        .WithEnvironmentVariables(new Dictionary<string, string?>(environment) { ["PULUMI_STACK"] = null, ["NO_COLOR"] = "1" })
        .WithStandardOutputPipe(PipeTarget.ToDelegate(_output.Add))
        .WithStandardErrorPipe(PipeTarget.ToDelegate(_error.Add))
        .WithValidation(CommandResultValidation.None)
        .ExecuteAsync();

    /// <summary>Waits until standard output says it; ends the test when the command ends without.</summary>
    public async Task PrintsAsync(string text, CancellationToken cancel)
    {
        var said = _output.SaysAsync(text, cancel);
        if (await Task.WhenAny(said, _command.Task) != said)
            Assert.Fail($"e3 ended without printing '{text}':\n{_output}\n{_error}");
        await said;
    }

    /// <summary>Waits for the end.</summary>
    public async Task<Run> Run(CancellationToken cancel)
    {
        await using var stop = cancel.Register(Kill);
        var result = await _command;
        cancel.ThrowIfCancellationRequested();
        return new Run(result.ExitCode, _output.ToString(), _error.ToString(), Stopwatch.GetElapsedTime(_began));
    }

    /// <summary>kill -9 of this process alone: its children stay, as after a crash.</summary>
    public async Task KillAsync()
    {
        Kill();
        await _command;
    }

    private void Kill()
    {
        using var process = Process.GetProcessById(_command.ProcessId);
        process.Kill();
    }
}
