using E3.Engine.Properties;
using E3.Engine.Providers.Resources;
using E3.Remote;

namespace E3.Engine.Providers.Command;

/// <summary>Files on another machine: an asset becomes a file, an archive of a folder or of assets becomes files beneath a path.</summary>
internal sealed class CopyToRemoteResource(ProviderServices services, SshSessions sessions) : IResource
{
    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("command:remote:CopyToRemote",
    [
        CommandSpecs.Connection,
        new PropertySpec("source", PropertyKind.Asset) { Required = true },
        PropertySpec.Text("remotePath") with { Required = true },
        CommandSpecs.Triggers,
    ]);

    /// <inheritdoc/>
    public Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel)
    {
        var failures = ConnectionInputs.Mistakes(inputs).ToList();
        if (AssetHash.Missing(inputs["source"].Reveal(), services.WorkingDirectory) is { } missing)
            failures.Add(new CheckFailure("source", $"there is no file or folder {missing}"));
        return Task.FromResult<IEnumerable<CheckFailure>>(failures);
    }

    /// <inheritdoc/>
    public PropertyMap Complete(PropertyMap inputs) =>
        ConnectionInputs.Seal(inputs.With("source", AssetHash.WithHash(inputs["source"], services.WorkingDirectory)));

    /// <inheritdoc/>
    public async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel)
    {
        await CopyAsync(request.Inputs, request.Status, cancel);
        return new CreateResult(System.Security.Cryptography.RandomNumberGenerator.GetHexString(8, lowercase: true), Outputs(request.Inputs));
    }

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) =>
        Task.FromResult<ReadResult?>(new ReadResult(request.Id, request.Inputs, request.Outputs));

    /// <inheritdoc/>
    public async Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel)
    {
        var (old, now) = (request.OldInputs, request.NewInputs);
        // Another key or address of the same host is no reason to send everything again.
        if (!Equals(old.GetValueOrDefault("source")?.Reveal(), now["source"].Reveal()) || old.Text("remotePath") != now.Text("remotePath"))
            await CopyAsync(now, request.Status, cancel);
        return Outputs(now);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => Task.FromResult<ReadResult?>(null);

    private static PropertyMap Outputs(PropertyMap inputs) => ConnectionInputs.Seal(inputs.Without(ResourceSchema.DefaultsKey));

    private Task<bool> CopyAsync(PropertyMap inputs, IProgress<string> status, CancellationToken cancel) => sessions.UseAsync(
        ConnectionInputs.Target(inputs), ConnectionInputs.Policy(inputs), status,
        async session =>
        {
            try
            {
                await new RemoteCopy(session, services).RunAsync(inputs["source"].Reveal(), inputs.Text("remotePath")!, cancel);
                return true;
            }
            catch (Exception error) when (error is UnauthorizedAccessException || (error is IOException && error is not ConnectionLostException))
            {
                throw new ProviderException(error.Message, error);
            }
        }, cancel);
}
