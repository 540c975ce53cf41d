using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/tags, and which droplets, images and volumes carry them.</summary>
internal sealed partial class TagApi(StateStore store)
{
    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        api.DigitalOcean(routes, "GET", "/v2/tags", ListAsync);
        api.DigitalOcean(routes, "POST", "/v2/tags", CreateAsync);
        api.DigitalOcean(routes, "GET", "/v2/tags/{tag}", call => Task.FromResult(Reply.Ok(new { Tag = Show(call, Demand(store.Current, call)) })));
        api.DigitalOcean(routes, "DELETE", "/v2/tags/{tag}", DeleteAsync);
        api.DigitalOcean(routes, "POST", "/v2/tags/{tag}/resources", call =>
            ChangeAsync(call, (tags, tag) => tags.Contains(tag, StringComparer.OrdinalIgnoreCase) ? tags : tags.Add(tag)));
        api.DigitalOcean(routes, "DELETE", "/v2/tags/{tag}/resources", call => ChangeAsync(call, Without));
    }

    /// <summary>The tags of a request, each a name that DigitalOcean takes.</summary>
    public static ImmutableArray<string> Read(IReadOnlyList<string?>? names)
    {
        foreach (var name in names ?? [])
        {
            if (name is null || !Name().IsMatch(name))
                throw ApiException.Unprocessable(
                    $"The tag '{name}' is invalid: tags hold letters, numbers, colons, dashes and underscores, 255 characters at most.");
        }

        return [.. (names ?? []).Select(name => name!).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private Task<Reply> ListAsync(Call call)
    {
        var state = store.Current;
        return Task.FromResult(Page.List(call, "tags", state.Tags, tag => View.Tag(tag, state, call.Origin)));
    }

    private async Task<Reply> CreateAsync(Call call)
    {
        var tag = Read([(await call.BodyAsync<TagBody>()).Name])[0];
        await store.UpdateAsync(state => state.HasTag(tag) ? state : state.WithTags([tag]), call.Cancel);
        return Reply.Created(new { Tag = Show(call, store.Current.Tags.First(known => Same(known, tag))) });
    }

    private async Task<Reply> DeleteAsync(Call call)
    {
        await store.UpdateAsync(
            state =>
            {
                var tag = Demand(state, call);
                return state with
                {
                    Tags = state.Tags.Remove(tag),
                    Droplets = state.Droplets.SetItems(state.Droplets.Values.Where(droplet => droplet.HasTag(tag))
                        .Select(droplet => KeyValuePair.Create(droplet.Id, droplet with { Tags = Without(droplet.Tags, tag) }))),
                    CustomImages = state.CustomImages.SetItems(state.CustomImages.Values.Where(image => image.HasTag(tag))
                        .Select(image => KeyValuePair.Create(image.Id, image with { Tags = Without(image.Tags, tag) }))),
                    Volumes = state.Volumes.SetItems(state.Volumes.Values.Where(volume => volume.HasTag(tag))
                        .Select(volume => KeyValuePair.Create(volume.Id, volume with { Tags = Without(volume.Tags, tag) }))),
                    Firewalls = state.Firewalls.SetItems(state.Firewalls.Values
                        .Select(firewall => KeyValuePair.Create(firewall.Id, firewall with { Tags = Without(firewall.Tags, tag) }))),
                };
            },
            call.Cancel);
        return Reply.NoContent;
    }

    private async Task<Reply> ChangeAsync(Call call, Func<ImmutableArray<string>, string, ImmutableArray<string>> change)
    {
        var resources = (await call.BodyAsync<ResourcesBody>()).Resources ?? throw ApiException.BadRequest("resources is missing");
        await store.UpdateAsync(
            state =>
            {
                var tag = Demand(state, call);
                return resources.Aggregate(state, (next, resource) => Changed(next, resource, tags => change(tags, tag)));
            },
            call.Cancel);
        return Reply.NoContent;
    }

    private static CloudState Changed(CloudState state, TaggedResource resource, Func<ImmutableArray<string>, ImmutableArray<string>> change)
    {
        switch (resource.ResourceType)
        {
            case "droplet":
                var droplet = (Number(resource.ResourceId) is { } id ? state.Droplet(id) : null) ?? throw ApiException.NotFound();
                return state.With(droplet with { Tags = change(droplet.Tags) });
            case "image":
                var image = (Number(resource.ResourceId) is { } number ? state.CustomImage(number) : null) ?? throw ApiException.NotFound();
                return state.With(image with { Tags = change(image.Tags) });
            case "volume":
                var volume = (Guid.TryParse(resource.ResourceId.ToString(), out var guid) ? state.Volumes.GetValueOrDefault(guid) : null) ?? throw ApiException.NotFound();
                return state.With(volume with { Tags = change(volume.Tags) });
            default:
                throw ApiException.Unprocessable($"Resources of type '{resource.ResourceType}' cannot be tagged in this cloud.");
        }
    }

    private object Show(Call call, string tag) => View.Tag(tag, store.Current, call.Origin);

    private static string Demand(CloudState state, Call call) =>
        state.Tags.FirstOrDefault(tag => Same(tag, call.Route("tag"))) ?? throw ApiException.NotFound();

    private static ImmutableArray<string> Without(ImmutableArray<string> tags, string tag) => tags.RemoveAll(other => Same(other, tag));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static long? Number(JsonElement id) => id.ValueKind switch
    {
        JsonValueKind.Number when id.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(id.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    [GeneratedRegex(@"\A[a-zA-Z0-9_\-:]{1,255}\z")]
    private static partial Regex Name();

    private sealed record TagBody(string? Name);

    private sealed record ResourcesBody(IReadOnlyList<TaggedResource>? Resources);

    private sealed record TaggedResource(JsonElement ResourceId, string? ResourceType);
}
