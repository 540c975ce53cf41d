using System.Security.Cryptography;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Command;

/// <summary>How a command ended, wherever it ran.</summary>
internal sealed record Ended(int ExitCode, string Stdout, string Stderr);

/// <summary>One run: the inputs of the resource, the command line among them that is due, what its variables are.</summary>
internal sealed record Run(PropertyMap Inputs, string Command, IReadOnlyDictionary<string, string> Environment, Action<string>? OnStdout, Action<string>? OnStderr);

/// <summary>
/// What local and remote commands have in common: <c>create</c> runs at first, <c>update</c> (else <c>create</c> again) when an input
/// changes, <c>delete</c> at the end; the outputs are those of the last run.
/// </summary>
internal abstract class CommandResource : IResource
{
    private const int LinesInError = 20;

    /// <inheritdoc/>
    public abstract ResourceSchema Schema { get; }

    /// <inheritdoc/>
    public virtual Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) =>
        Task.FromResult(Enumerable.Empty<CheckFailure>());

    /// <inheritdoc/>
    public virtual PropertyMap Complete(PropertyMap inputs) => inputs;

    /// <inheritdoc/>
    public async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel)
    {
        var id = request.Urn[(request.Urn.LastIndexOf("::", StringComparison.Ordinal) + 2)..] + RandomNumberGenerator.GetHexString(8, lowercase: true);
        return new CreateResult(id, await OutputsAsync(request.Inputs, PropertyMap.Empty, request.Inputs.Text("create"), request.Timeout, request.Status, cancel));
    }

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) =>
        Task.FromResult<ReadResult?>(new ReadResult(request.Id, request.Inputs, request.Outputs));

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => OutputsAsync(
        request.NewInputs, request.OldOutputs, request.NewInputs.Text("update") ?? request.NewInputs.Text("create"), request.Timeout, request.Status, cancel);

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) =>
        OutputsAsync(request.Inputs, request.Outputs, request.Inputs.Text("delete"), request.Timeout, request.Status, cancel);

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => Task.FromResult<ReadResult?>(null);

    /// <summary>Runs the command to its end, wherever that is.</summary>
    protected abstract Task<Ended> RunAsync(Run run, IProgress<string> status, CancellationToken cancel);

    /// <summary>Adds to the outputs what the command left behind.</summary>
    protected virtual PropertyMap Collect(PropertyMap inputs, PropertyMap outputs) => outputs;

    private async Task<PropertyMap> OutputsAsync(
        PropertyMap inputs, PropertyMap before, string? command, TimeSpan? timeout, IProgress<string> status, CancellationToken cancel)
    {
        var outputs = Complete(inputs.Without(ResourceSchema.DefaultsKey))
            .With("stdout", new PropertyValue.Text(before.Text("stdout") ?? ""))
            .With("stderr", new PropertyValue.Text(before.Text("stderr") ?? ""));
        foreach (var kept in new[] { "assets", "archive" })
            if (before.TryGetValue(kept, out var value)) outputs = outputs.With(kept, value);
        if (command is null) return outputs;

        var mask = OutputMask.Of(inputs);
        void Tell(string line) => status.Report(mask.Apply(line));
        var logging = inputs.Text("logging");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (timeout is { } limit) deadline.CancelAfter(limit);
        Ended ended;
        try
        {
            ended = await RunAsync(
                new Run(
                    inputs, command, Environment(inputs, before),
                    // The official provider shows both unless told otherwise; what commands here say on stdout is data, not progress.
                    logging is "stdout" or "stdoutAndStderr" ? Tell : null,
                    logging is null or "stderr" or "stdoutAndStderr" ? Tell : null),
                status, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new ProviderException($"the command did not end within {timeout!.Value.TotalSeconds:0} s and was killed");
        }
        if (ended.ExitCode != 0) throw Failed(ended, mask);
        return Collect(inputs, outputs
            .With("stdout", new PropertyValue.Text(WithoutLastLineEnd(ended.Stdout)))
            .With("stderr", new PropertyValue.Text(WithoutLastLineEnd(ended.Stderr))));
    }

    private static Dictionary<string, string> Environment(PropertyMap inputs, PropertyMap before)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var given = inputs.Object("environment") ?? PropertyMap.Empty;
        foreach (var name in given.Keys) variables[name] = given.Text(name) ?? "";
        if (inputs.Truth("addPreviousOutputInEnv") == false) return variables;
        if (before.Text("stdout") is { } stdout) variables["PULUMI_COMMAND_STDOUT"] = stdout;
        if (before.Text("stderr") is { } stderr) variables["PULUMI_COMMAND_STDERR"] = stderr;
        return variables;
    }

    private static ProviderException Failed(Ended ended, OutputMask mask)
    {
        var said = ended.Stderr.Trim().Length > 0 ? ended.Stderr : ended.Stdout;
        var lines = mask.Apply(said).TrimEnd().Split('\n').TakeLast(LinesInError).Select(line => "\n  " + line.TrimEnd());
        return new ProviderException($"the command failed with exit code {ended.ExitCode}" + (said.Trim().Length > 0 ? ":" + string.Concat(lines) : " and said nothing"));
    }

    private static string WithoutLastLineEnd(string text) => text.EndsWith('\n') ? text[..^1] : text;
}
