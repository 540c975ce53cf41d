using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Volumes;

/// <summary>A block storage volume; found again by its name, of which a region allows one.</summary>
internal sealed class VolumeResource(Connection connection) : IResource
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("digitalocean:index/volume:Volume",
    [
        PropertySpec.Text("name") with { IsName = true, IsLowercase = true, Replaces = true },
        PropertySpec.Text("region") with { Required = true, Replaces = true, AnyCase = true },
        PropertySpec.Number("size") with { Required = true },
        PropertySpec.Text("description") with { Replaces = true },
        PropertySpec.Text("snapshotId") with { Replaces = true },
        PropertySpec.Text("initialFilesystemType") with { Replaces = true, OneOf = ["ext4", "xfs"] },
        PropertySpec.Text("initialFilesystemLabel") with { Replaces = true },
        PropertySpec.Text("filesystemType") with { IsComputed = true, OneOf = ["ext4", "xfs"] },
        PropertySpec.Set("tags", PropertyKind.Text),
    ]);

    private DigitalOceanApi Api => connection.Api;

    /// <inheritdoc/>
    public Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult(Mistakes(inputs));

    /// <inheritdoc/>
    public DiffResult Refine(DiffResult diff, DiffRequest request) =>
        request.NewInputs.Number("size") < request.OldInputs.Number("size")
        && !(diff.Detailed.Any(change => change.Value.Replaces))
            ? throw new ProviderException("a volume's `size` can only be expanded and not shrunk") : diff;

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var inputs = request.Inputs;
        var body = new JsonObject
        {
            ["name"] = inputs.Text("name"),
            ["region"] = RegionOf(inputs),
            ["size_gigabytes"] = (long?)inputs.Number("size"),
            ["description"] = inputs.Text("description") ?? "",
            ["tags"] = new JsonArray([.. inputs.Texts("tags").Select(tag => JsonValue.Create(tag))]),
        };
        if (inputs.Text("snapshotId") is { } snapshot) body["snapshot_id"] = snapshot;
        if ((inputs.Text("initialFilesystemType") ?? inputs.Text("filesystemType")) is { } type) body["filesystem_type"] = type;
        if (inputs.Text("initialFilesystemLabel") is { } label) body["filesystem_label"] = label;
        var volume = (await Api.Client.CreateOnceAsync(
            () => Api.Client.SendAsync<VolumeAnswer>(HttpMethod.Post, "/v2/volumes", body, cancel),
            async () => await NamedAsync(inputs, cancel) is { } found ? new VolumeAnswer(found) : null, cancel)).Volume;
        return new CreateResult(volume.Id, Outputs(volume, inputs));
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if (await GetAsync(request.Id, cancel) is not { } volume) return null;
        var inputs = Inputs(volume, request.Inputs);
        return new ReadResult(volume.Id, inputs, Outputs(volume, inputs));
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var (old, now) = (request.OldInputs, request.NewInputs);
        if (old.Number("size") != now.Number("size"))
            await VolumeActions.ResizeAsync(Api, request.Id, (long)now.Number("size")!, RegionOf(now)!, request.Timeout ?? Patience, cancel);
        await ResourceTags.ChangeAsync(Api, ResourceTags.Volume, request.Id, old.Texts("tags"), now.Texts("tags"), cancel);
        return Outputs(await GetAsync(request.Id, cancel) ?? throw new ProviderException($"volume {request.Id} is gone; refresh, then update again"), now);
    });

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        await Api.Client.DeleteAsync(VolumeActions.PathOf(request.Id), cancel);
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
        await NamedAsync(request.Inputs, cancel) is { } volume && !request.KnownIds.Contains(volume.Id)
            ? new ReadResult(volume.Id, request.Inputs, Outputs(volume, request.Inputs)) : null);

    private static IEnumerable<CheckFailure> Mistakes(PropertyMap inputs)
    {
        if (inputs.Number("size") is < 1) yield return new CheckFailure("size", "must be at least 1 (gigabyte)");
        if (inputs.ContainsKey("filesystemType") && inputs.ContainsKey("initialFilesystemType"))
            yield return new CheckFailure("filesystemType", "conflicts with initialFilesystemType, which has replaced it");
    }

    public static PropertyMap Outputs(Volume volume, PropertyMap inputs)
    {
        var outputs = PropertyMap.From(inputs.Where(entry => entry.Key is "snapshotId" or "initialFilesystemType" or "initialFilesystemLabel"))
            .With("id", volume.Id)
            .With("name", volume.Name)
            .With("region", volume.Region?.Slug ?? RegionOf(inputs) ?? "")
            .With("size", volume.SizeGigabytes)
            .With("volumeUrn", "do:volume:" + volume.Id)
            .With("dropletIds", volume.Droplets.ToProperty())
            .With("tags", Tags(volume));
        // The official provider leaves out what a volume does not have.
        if (volume.Description is { Length: > 0 } description) outputs = outputs.With("description", description);
        if (volume.FilesystemType is { Length: > 0 } type) outputs = outputs.With("filesystemType", type);
        return volume.FilesystemLabel is { Length: > 0 } label ? outputs.With("filesystemLabel", label) : outputs;
    }

    private static PropertyMap Inputs(Volume volume, PropertyMap known)
    {
        var outputs = Outputs(volume, known);
        if (known.Count == 0) return PropertyMap.From(outputs.Where(entry => entry.Key is "name" or "region" or "size" or "description" or "tags" or "filesystemType"));
        known = known.With("size", volume.SizeGigabytes).With("name", volume.Name);
        return known.Texts("tags").ToHashSet().SetEquals(outputs.Texts("tags")) ? known : known.With("tags", outputs["tags"]);
    }

    private static PropertyValue Tags(Volume volume) =>
        (volume.Tags is { IsDefault: false } tags ? tags : []).Order(StringComparer.Ordinal).ToProperty();

    private static string? RegionOf(PropertyMap inputs) => inputs.Text("region")?.ToLowerInvariant();

    private async Task<Volume?> GetAsync(string id, CancellationToken cancel) => (await Api.Client.GetAsync<VolumeAnswer>(VolumeActions.PathOf(id), cancel))?.Volume;

    private async Task<Volume?> NamedAsync(PropertyMap inputs, CancellationToken cancel)
    {
        if (inputs.Text("name") is not { } name || RegionOf(inputs) is not { } region) return null;
        var path = $"/v2/volumes?name={Uri.EscapeDataString(name)}&region={Uri.EscapeDataString(region)}";
        return (await Api.ListAsync<VolumeList, Volume>(path, page => page.Volumes, cancel)).Find(volume => volume.Name == name && volume.Region?.Slug == region);
    }
}
