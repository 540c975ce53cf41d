using System.Text.RegularExpressions;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Catalogue;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/volumes: create, list, get, delete.</summary>
internal sealed partial class VolumeApi(StateStore store, CloudSettings settings, TimeProvider clock)
{
    public const int LargestSize = 16384;

    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        api.DigitalOcean(routes, "GET", "/v2/volumes", ListAsync);
        api.DigitalOcean(routes, "POST", "/v2/volumes", CreateAsync);
        api.DigitalOcean(routes, "DELETE", "/v2/volumes", call => DeleteAsync(call, state => Named(state, call.Query("name"), call.Query("region"))));
        api.DigitalOcean(routes, "GET", "/v2/volumes/{volume}", call => Task.FromResult(Reply.Ok(new { Volume = Show(Demand(store.Current, call)) })));
        api.DigitalOcean(routes, "DELETE", "/v2/volumes/{volume}", call => DeleteAsync(call, state => Demand(state, call)));
        api.DigitalOcean(routes, "GET", "/v2/volumes/{volume}/snapshots", call =>
        {
            Demand(store.Current, call);
            return Task.FromResult(Page.List(call, "snapshots", Array.Empty<object>(), snapshot => snapshot));
        });
        api.DigitalOcean(routes, "POST", "/v2/volumes/{volume}/snapshots", call =>
        {
            Demand(store.Current, call);
            throw ApiException.Unprocessable("Snapshots of volumes are not part of the local cloud.");
        });
    }

    public static Volume Demand(CloudState state, Call call) => state.Volumes.GetValueOrDefault(call.RouteGuid("volume")) ?? throw ApiException.NotFound();

    public static Volume Named(CloudState state, string? name, string? region) =>
        state.Volumes.Values.FirstOrDefault(volume => volume.Name == name && volume.Region == region) ?? throw ApiException.NotFound();

    private Task<Reply> ListAsync(Call call)
    {
        var (name, region) = (call.Query("name"), call.Query("region"));
        var shown = store.Current.Volumes.Values
            .Where(volume => (name is null || volume.Name == name) && (region is null || volume.Region == region))
            .OrderBy(volume => volume.CreatedAt);
        return Task.FromResult(Page.List(call, "volumes", shown, Show));
    }

    private async Task<Reply> CreateAsync(Call call)
    {
        var body = await call.BodyAsync<VolumeBody>();
        var volume = await store.UpdateAsync(
            state =>
            {
                var made = Checked(body, state);
                return (state.With(made).WithTags(made.Tags), made);
            },
            call.Cancel);
        return Reply.Created(new { Volume = Show(volume) });
    }

    private Volume Checked(VolumeBody body, CloudState state)
    {
        if (body.Name is null || !ValidName().IsMatch(body.Name))
            throw ApiException.Unprocessable("name must begin with a letter and hold lower-case letters, numbers and dashes only, 64 at most");
        if (!string.IsNullOrEmpty(body.SnapshotId))
            throw ApiException.Unprocessable("Snapshots of volumes are not part of the local cloud.");
        if (Regions.Find(body.Region) is not { } region)
            throw ApiException.Unprocessable("region is invalid");
        if (body.SizeGigabytes is not (>= 1 and <= LargestSize))
            throw ApiException.Unprocessable($"size_gigabytes must be 1 to {LargestSize}");
        if (body.FilesystemType is not (null or "" or "ext4" or "xfs"))
            throw ApiException.Unprocessable("filesystem_type must be ext4 or xfs");
        if (body.FilesystemLabel?.Length > (body.FilesystemType == "xfs" ? 12 : 16))
            throw ApiException.Unprocessable("filesystem_label is too long: ext4 takes 16 characters, xfs 12");
        if (state.Volumes.Values.Any(other => other.Name == body.Name && other.Region == region.Slug))
            throw ApiException.Conflict("already exists");
        if (state.Volumes.Count >= settings.VolumeLimit)
            throw ApiException.Unprocessable("creating this volume will exceed your volume limit");
        return new Volume
        {
            Id = Guid.NewGuid(),
            Name = body.Name,
            Region = region.Slug,
            SizeGigabytes = body.SizeGigabytes.Value,
            Description = body.Description ?? "",
            FilesystemType = body.FilesystemType ?? "",
            FilesystemLabel = body.FilesystemLabel ?? "",
            Tags = TagApi.Read(body.Tags),
            CreatedAt = clock.GetUtcNow(),
        };
    }

    private async Task<Reply> DeleteAsync(Call call, Func<CloudState, Volume> find)
    {
        await store.UpdateAsync(
            state =>
            {
                var volume = find(state);
                return volume.DropletId is null
                    ? state with { Volumes = state.Volumes.Remove(volume.Id), Assignments = state.Assignments.Remove(Urn.Of(Urn.Volume, volume.Id)) }
                    : throw ApiException.Conflict("A volume that's attached to a Droplet cannot be deleted. Please detach it first before deleting.");
            },
            call.Cancel);
        return Reply.NoContent;
    }

    private object Show(Volume volume) => View.Volume(volume, settings);

    [GeneratedRegex(@"\A[a-z][a-z0-9\-]{0,63}\z")]
    private static partial Regex ValidName();

    private sealed record VolumeBody(
        string? Name, string? Region, int? SizeGigabytes, string? Description, string? SnapshotId, string? FilesystemType, string? FilesystemLabel,
        IReadOnlyList<string?>? Tags);
}
