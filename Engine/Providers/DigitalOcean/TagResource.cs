using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean;

/// <summary>A tag, which is its name.</summary>
internal sealed partial class TagResource(Connection connection) : IResource
{
    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("digitalocean:index/tag:Tag", [PropertySpec.Text("name") with { IsName = true, Replaces = true }]);

    private ApiClient Client => connection.Api.Client;

    /// <inheritdoc/>
    public Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult<IEnumerable<CheckFailure>>(
        inputs.Text("name") is { } name && !Name().IsMatch(name)
            ? [new CheckFailure("name", $"'{name}' is no tag: letters, digits, colons, dashes and underscores, 255 at most")]
            : []);

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var name = request.Inputs.Text("name")!;
        var tag = (await Client.CreateOnceAsync(
            () => Client.SendAsync<TagAnswer>(HttpMethod.Post, "/v2/tags", new JsonObject { ["name"] = name }, cancel),
            () => GetAsync(name, cancel), cancel)).Tag;
        return new CreateResult(tag.Name, Outputs(tag));
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
        await GetAsync(request.Id, cancel) is { Tag: var tag }
            ? new ReadResult(tag.Name, request.Inputs.With("name", new PropertyValue.Text(tag.Name)), Outputs(tag)) : null);

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) =>
        throw new ProviderException("a tag cannot change; another name is another tag");

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        await Client.DeleteAsync(ResourceTags.PathOf(request.Id), cancel);
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
        request.Inputs.Text("name") is { } name && await GetAsync(name, cancel) is { Tag: var tag } && !request.KnownIds.Contains(tag.Name)
            ? new ReadResult(tag.Name, request.Inputs, Outputs(tag)) : null);

    private Task<TagAnswer?> GetAsync(string name, CancellationToken cancel) => Client.GetAsync<TagAnswer>(ResourceTags.PathOf(name), cancel);

    public static PropertyMap Outputs(Tag tag) => PropertyMap.Empty
        .With("id", new PropertyValue.Text(tag.Name))
        .With("name", new PropertyValue.Text(tag.Name))
        .With("totalResourceCount", new PropertyValue.Number(tag.Resources?.Count ?? 0))
        .With("dropletsCount", new PropertyValue.Number(tag.Resources?.Droplets?.Count ?? 0))
        .With("imagesCount", new PropertyValue.Number(tag.Resources?.Images?.Count ?? 0))
        .With("volumesCount", new PropertyValue.Number(tag.Resources?.Volumes?.Count ?? 0))
        .With("volumeSnapshotsCount", new PropertyValue.Number(tag.Resources?.VolumeSnapshots?.Count ?? 0))
        .With("databasesCount", new PropertyValue.Number(tag.Resources?.Databases?.Count ?? 0));

    [GeneratedRegex("^[A-Za-z0-9:_-]{1,255}$")]
    private static partial Regex Name();
}
