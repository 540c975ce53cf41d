using System.Security.Cryptography;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;
using E3.Remote;

namespace E3.Engine.Providers.Command;

/// <summary>
/// A file of this machine on another, the older form of <see cref="CopyToRemoteResource"/>: the file is known by its path alone, so a new
/// content is not seen, and any change of the inputs makes a new copy.
/// </summary>
internal sealed class CopyFileResource(ProviderServices services, SshSessions sessions) : IResource
{
    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("command:remote:CopyFile",
    [
        CommandSpecs.Connection with { Replaces = true },
        PropertySpec.Text("localPath") with { Required = true, Replaces = true },
        PropertySpec.Text("remotePath") with { Required = true, Replaces = true },
        CommandSpecs.Triggers,
    ]);

    /// <inheritdoc/>
    public Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult(ConnectionInputs.Mistakes(inputs));

    /// <inheritdoc/>
    public PropertyMap Complete(PropertyMap inputs) => ConnectionInputs.Seal(inputs);

    /// <inheritdoc/>
    public async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel)
    {
        var local = Path.GetFullPath(request.Inputs.Text("localPath")!, services.WorkingDirectory);
        if (!File.Exists(local)) throw new ProviderException($"localPath: there is no file {local}");
        await CopyToRemoteResource.WithSessionAsync(sessions, services, request.Inputs, request.Status, async session =>
            await session.PutAsync(RemoteFile.OfLocal("", local), request.Inputs.Text("remotePath")!, cancel), cancel);
        return new CreateResult(RandomNumberGenerator.GetHexString(8, lowercase: true), Complete(request.Inputs.Without(ResourceSchema.DefaultsKey)));
    }

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) =>
        Task.FromResult<ReadResult?>(new ReadResult(request.Id, request.Inputs, request.Outputs));

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) =>
        // Every input replaces, so this is reached with no change at all, to go on after a failure.
        Task.FromResult(Complete(request.NewInputs.Without(ResourceSchema.DefaultsKey)));

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => Task.FromResult<ReadResult?>(null);
}
