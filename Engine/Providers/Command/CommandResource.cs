using System.Collections.Immutable;
using System.Security.Cryptography;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Command;

/// <summary>
/// What local and remote commands have in common: <c>create</c> runs at first, <c>update</c> (else <c>create</c> again) when an input
/// changes, <c>delete</c> at the end; the outputs are those of the last run.
/// </summary>
internal abstract class CommandResource : IResource
{
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
        return new CreateResult(id, await OutputsAsync(
            request.Inputs, PropertyMap.Empty, request.Inputs.Text("create"), request.Timeout, request.Status, request.SecretOutputs, cancel));
    }

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) =>
        Task.FromResult<ReadResult?>(new ReadResult(request.Id, request.Inputs, request.Outputs));

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => OutputsAsync(
        request.NewInputs, request.OldOutputs, request.NewInputs.Text("update") ?? request.NewInputs.Text("create"), request.Timeout, request.Status, request.SecretOutputs, cancel);

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) =>
        OutputsAsync(request.Inputs, request.Outputs, request.Inputs.Text("delete"), request.Timeout, request.Status, request.SecretOutputs, cancel);

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => Task.FromResult<ReadResult?>(null);

    /// <summary>Runs the command to its end, wherever that is.</summary>
    protected abstract Task<Ended> RunAsync(Run run, IProgress<string> status, CancellationToken cancel);

    /// <summary>Adds to the outputs what the command left behind.</summary>
    protected virtual Task<PropertyMap> CollectAsync(PropertyMap inputs, PropertyMap outputs, CancellationToken cancel) => Task.FromResult(outputs);

    private async Task<PropertyMap> OutputsAsync(
        PropertyMap inputs, PropertyMap before, string? command, TimeSpan? timeout, IProgress<string> status, ImmutableArray<string> secretOutputs, CancellationToken cancel)
    {
        var outputs = Complete(inputs.Without(ResourceSchema.DefaultsKey))
            .With("stdout", new PropertyValue.Text(before.Text("stdout") ?? ""))
            .With("stderr", new PropertyValue.Text(before.Text("stderr") ?? ""));
        foreach (var kept in new[] { "assets", "archive" })
            if (before.TryGetValue(kept, out var value)) outputs = outputs.With(kept, value);
        if (command is null) return outputs;
        var ended = await Run.ToEndAsync(inputs, before, command, timeout, status, secretOutputs, (run, token) => RunAsync(run, status, token), cancel);
        outputs = outputs.With("stdout", new PropertyValue.Text(ended.Stdout)).With("stderr", new PropertyValue.Text(ended.Stderr));
        return await CollectAsync(inputs, outputs, cancel);
    }
}
