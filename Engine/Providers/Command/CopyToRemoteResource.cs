using System.Security.Cryptography;
using E3.Engine.Assets;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;
using E3.Remote;

namespace E3.Engine.Providers.Command;

/// <summary>Files on another machine: an asset becomes a file, an archive of a folder or of assets becomes files beneath a path.</summary>
internal sealed class CopyToRemoteResource(ProviderServices services, SshSessions sessions) : IResource
{
    private readonly AssetSources _sources = new(services.WorkingDirectory, services.Http, services.Clock);

    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("command:remote:CopyToRemote",
    [
        CommandSpecs.Connection,
        new PropertySpec("source", PropertyKind.Asset) { Required = true },
        PropertySpec.Text("remotePath") with { Required = true },
        CommandSpecs.Triggers,
    ]);

    /// <inheritdoc/>
    public Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult(ConnectionInputs.Mistakes(inputs));

    /// <inheritdoc/>
    public PropertyMap Complete(PropertyMap inputs) => ConnectionInputs.Seal(inputs);

    /// <inheritdoc/>
    public async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel)
    {
        await CopyAsync(request.Inputs, request.Status, cancel);
        return new CreateResult(RandomNumberGenerator.GetHexString(8, lowercase: true), Outputs(request.Inputs));
    }

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) =>
        Task.FromResult<ReadResult?>(new ReadResult(request.Id, request.Inputs, request.Outputs));

    /// <inheritdoc/>
    public async Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel)
    {
        var (old, now) = (request.OldInputs, request.NewInputs);
        // Another key or address of the same host is no reason to send everything again.
        if (!Equals(old.GetValueOrDefault("source")?.Reveal().Essence(), now["source"].Reveal().Essence()) || old.Text("remotePath") != now.Text("remotePath"))
            await CopyAsync(now, request.Status, cancel);
        return Outputs(now);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => Task.FromResult<ReadResult?>(null);

    /// <summary>Copies over a session; what of it fails on either side is told as it stands.</summary>
    public static Task<bool> WithSessionAsync(
        SshSessions sessions, ProviderServices services, PropertyMap inputs, IProgress<string> status, Func<SshSession, Task> copy, CancellationToken cancel) =>
        sessions.UseAsync(
            ConnectionInputs.Target(inputs, services), ConnectionInputs.Policy(inputs), status,
            async session =>
            {
                try
                {
                    await copy(session);
                    return true;
                }
                catch (Exception error) when (error is UnauthorizedAccessException or AssetException || (error is IOException && error is not ConnectionLostException))
                {
                    throw new ProviderException(error.Message, error);
                }
            }, cancel);

    private static PropertyMap Outputs(PropertyMap inputs) => ConnectionInputs.Seal(inputs.Without(ResourceSchema.DefaultsKey));

    private async Task CopyAsync(PropertyMap inputs, IProgress<string> status, CancellationToken cancel)
    {
        var source = inputs["source"].Reveal();
        try
        {
            using var local = await _sources.GetAsync(source, cancel);
            await WithSessionAsync(
                sessions, services, inputs, status, session => new RemoteCopy(session, local).RunAsync(source, inputs.Text("remotePath")!, cancel), cancel);
        }
        catch (AssetException error)
        {
            throw new ProviderException($"source: {error.Message}", error);
        }
    }
}
