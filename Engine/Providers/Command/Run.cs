using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Command;

/// <summary>How a command ended, wherever it ran.</summary>
internal sealed record Ended(int ExitCode, string Stdout, string Stderr);

/// <summary>One run: the inputs, the command line among them that is due, what its variables are, who is told of its lines.</summary>
internal sealed record Run(PropertyMap Inputs, string Command, IReadOnlyDictionary<string, string> Environment, Action<string> OnStdout, Action<string> OnStderr)
{
    /// <summary>
    /// Runs the command line to its end and returns what it wrote, less one line end. <paramref name="before"/> are the outputs of the run
    /// before, which the command may see. A failure tells the last lines, without the secrets that the inputs show. What goes to an output
    /// that is secret is told neither on the way nor by a failure.
    /// </summary>
    public static async Task<Ended> ToEndAsync(
        PropertyMap inputs, PropertyMap before, string command, TimeSpan? timeout, IProgress<string>? status, ImmutableArray<string> secretOutputs,
        Func<Run, CancellationToken, Task<Ended>> runAsync, CancellationToken cancel)
    {
        var mask = OutputMask.Of(inputs);
        var last = new LastLines();
        var logging = inputs.Text("logging");
        Action<string> Take(string output) => line =>
        {
            if (secretOutputs.Contains(output))
            {
                last.Hide(output);
                return;
            }
            line = mask.Apply(line);
            last.Add(line);
            if (logging is null or "stdoutAndStderr" || logging == output) status?.Report(line);
        };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (timeout is { } limit) deadline.CancelAfter(limit);
        Ended ended;
        try
        {
            ended = await runAsync(
                new Run(inputs, command, VariablesOf(inputs, before), Take("stdout"), Take("stderr")), deadline.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new ProviderException($"the command did not end within {timeout!.Value.TotalSeconds:0} s and was killed");
        }
        if (ended.ExitCode != 0) throw new ProviderException($"the command failed with exit code {ended.ExitCode}{last}");
        return ended with { Stdout = WithoutLastLineEnd(ended.Stdout), Stderr = WithoutLastLineEnd(ended.Stderr) };
    }

    private static Dictionary<string, string> VariablesOf(PropertyMap inputs, PropertyMap before)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var given = inputs.Object("environment") ?? PropertyMap.Empty;
        foreach (var name in given.Keys) variables[name] = given.Text(name) ?? "";
        if (inputs.Truth("addPreviousOutputInEnv") == false) return variables;
        if (before.Text("stdout") is { Length: > 0 } stdout) variables["PULUMI_COMMAND_STDOUT"] = stdout;
        if (before.Text("stderr") is { Length: > 0 } stderr) variables["PULUMI_COMMAND_STDERR"] = stderr;
        return variables;
    }

    private static string WithoutLastLineEnd(string text) => text.EndsWith('\n') ? text[..^1] : text;
}
