using System.Net;
using System.Text.Json.Nodes;
using E3.Engine.Providers.Http;

namespace E3.Engine.Providers.DigitalOcean.Volumes;

/// <summary>Attaches volumes to droplets, detaches and enlarges them; each returns when it is done.</summary>
internal static class VolumeActions
{
    public static Task AttachAsync(DigitalOceanApi api, string volume, long droplet, TimeSpan patience, CancellationToken cancel) =>
        ActAsync(api, volume, new JsonObject { ["type"] = "attach", ["droplet_id"] = droplet }, patience, cancel);

    /// <summary>Detaches; a volume that is gone or is not attached to this droplet is so already.</summary>
    public static async Task DetachAsync(DigitalOceanApi api, string volume, long droplet, TimeSpan patience, CancellationToken cancel)
    {
        try
        {
            await ActAsync(api, volume, new JsonObject { ["type"] = "detach", ["droplet_id"] = droplet }, patience, cancel);
        }
        catch (ApiException error) when (error.IsNotFound || error.Status == HttpStatusCode.UnprocessableEntity)
        {
            var attached = (await api.Client.GetAsync<VolumeAnswer>(PathOf(volume), cancel))?.Volume.IsAttachedTo(droplet) == true;
            if (attached) throw;
        }
    }

    public static Task ResizeAsync(DigitalOceanApi api, string volume, long gigabytes, string region, TimeSpan patience, CancellationToken cancel) =>
        ActAsync(api, volume, new JsonObject { ["type"] = "resize", ["size_gigabytes"] = gigabytes, ["region"] = region }, patience, cancel);

    public static string PathOf(string volume) => $"/v2/volumes/{Uri.EscapeDataString(volume)}";

    private static Task ActAsync(DigitalOceanApi api, string volume, JsonObject action, TimeSpan patience, CancellationToken cancel) =>
        api.ActAsync($"{PathOf(volume)}/actions", $"volume {volume}", action, patience, cancel);
}
