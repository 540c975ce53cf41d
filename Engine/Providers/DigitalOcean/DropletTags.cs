using System.Text.Json.Nodes;

namespace E3.Engine.Providers.DigitalOcean;

/// <summary>Puts tags on droplets and takes them off.</summary>
internal static class DropletTags
{
    public static async Task AddAsync(DigitalOceanApi api, string dropletId, string tag, CancellationToken cancel)
    {
        if (await api.Client.GetAsync<TagAnswer>(PathOf(tag), cancel) is null)
            await api.Client.SendAsync(HttpMethod.Post, "/v2/tags", new JsonObject { ["name"] = tag }, cancel);
        await api.Client.SendAsync(HttpMethod.Post, $"{PathOf(tag)}/resources", Of(dropletId), cancel);
    }

    public static async Task RemoveAsync(DigitalOceanApi api, string dropletId, string tag, CancellationToken cancel)
    {
        if (await api.Client.GetAsync<TagAnswer>(PathOf(tag), cancel) is not null)
            await api.Client.SendAsync(HttpMethod.Delete, $"{PathOf(tag)}/resources", Of(dropletId), cancel);
    }

    /// <summary>Deletes a tag from the account, and so from whatever has it.</summary>
    public static Task ForgetAsync(DigitalOceanApi api, string tag, CancellationToken cancel) => api.Client.DeleteAsync(PathOf(tag), cancel);

    public static string PathOf(string tag) => $"/v2/tags/{Uri.EscapeDataString(tag)}";

    private static JsonObject Of(string dropletId) =>
        new() { ["resources"] = new JsonArray(new JsonObject { ["resource_id"] = dropletId, ["resource_type"] = "droplet" }) };
}
