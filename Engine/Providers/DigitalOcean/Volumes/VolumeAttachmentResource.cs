using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Volumes;

/// <summary>A volume's being attached to a droplet.</summary>
internal sealed class VolumeAttachmentResource(Connection connection) : IResource
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("digitalocean:index/volumeAttachment:VolumeAttachment",
    [
        PropertySpec.Number("dropletId") with { Required = true, Replaces = true },
        PropertySpec.Text("volumeId") with { Required = true, Replaces = true },
    ]);

    private DigitalOceanApi Api => connection.Api;

    /// <inheritdoc/>
    // A volume is attached to one droplet at a time.
    public DiffResult Refine(DiffResult diff, DiffRequest request) => diff with { DeleteBeforeReplace = true };

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var (droplet, volume) = Of(request.Inputs);
        if (!await IsAttachedAsync(volume, droplet, cancel))
            await VolumeActions.AttachAsync(Api, volume, droplet, request.Timeout ?? Patience, cancel);
        var id = PairId.New(droplet, volume);
        return new CreateResult(id, Outputs(id, request.Inputs));
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var inputs = request.Inputs;
        if (inputs.Count == 0)
        {
            var (droplet, volume) = PairId.Parse(request.Id)
                ?? throw new ProviderException($"'{request.Id}' names no attachment: give volume and droplet, VOLUME_ID,DROPLET_ID");
            inputs = PropertyMap.Empty.With("dropletId", droplet).With("volumeId", volume);
        }
        if (!await IsAttachedAsync(Of(inputs).Volume, Of(inputs).Droplet, cancel)) return null;
        var id = request.Id.Contains(',', StringComparison.Ordinal) ? PairId.New(Of(inputs).Droplet, Of(inputs).Volume) : request.Id;
        return new ReadResult(id, inputs, Outputs(id, inputs));
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) =>
        throw new ProviderException("an attachment cannot change; another droplet or volume is another attachment");

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var (droplet, volume) = Of(request.Inputs);
        await VolumeActions.DetachAsync(Api, volume, droplet, request.Timeout ?? Patience, cancel);
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var (droplet, volume) = Of(request.Inputs);
        var isKnown = request.KnownIds.Any(id => id.StartsWith(PairId.Prefix(droplet, volume), StringComparison.Ordinal));
        if (isKnown || !await IsAttachedAsync(volume, droplet, cancel)) return null;
        var id = PairId.New(droplet, volume);
        return new ReadResult(id, request.Inputs, Outputs(id, request.Inputs));
    });

    private static (long Droplet, string Volume) Of(PropertyMap inputs) => ((long)inputs.Number("dropletId")!, inputs.Text("volumeId")!);

    private static PropertyMap Outputs(string id, PropertyMap inputs) => inputs.Without(ResourceSchema.DefaultsKey).With("id", id);

    private async Task<bool> IsAttachedAsync(string volume, long droplet, CancellationToken cancel) =>
        (await Api.Client.GetAsync<VolumeAnswer>(VolumeActions.PathOf(volume), cancel))?.Volume.IsAttachedTo(droplet) == true;
}
