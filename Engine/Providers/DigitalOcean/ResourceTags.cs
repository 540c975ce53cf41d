using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace E3.Engine.Providers.DigitalOcean;

/// <summary>Puts tags on droplets, images and volumes and takes them off.</summary>
internal static class ResourceTags
{
    public const string Droplet = "droplet";
    public const string Image = "image";
    public const string Volume = "volume";

    /// <summary>The hidden tag of the droplet or image with a URN, by which it is found again.</summary>
    public static string OwnTag(string urn) => "e3-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(urn)))[..16];

    /// <summary>The tags without those that only serve to find something again.</summary>
    public static IEnumerable<string> Shown(IEnumerable<string> tags) => tags.Where(
        tag => tag.Length != 19 || !tag.StartsWith("e3-", StringComparison.Ordinal) || !tag[3..].All(char.IsAsciiHexDigitLower));

    /// <summary>Gives a resource the tags it should have instead of those it had.</summary>
    public static async Task ChangeAsync(DigitalOceanApi api, string type, string id, IReadOnlyCollection<string> before, IReadOnlyCollection<string> now, CancellationToken cancel)
    {
        foreach (var tag in now.Except(before)) await AddAsync(api, type, id, tag, cancel);
        foreach (var tag in before.Except(now)) await RemoveAsync(api, type, id, tag, cancel);
    }

    /// <summary>Deletes a tag from the account, and so from whatever has it.</summary>
    public static Task ForgetAsync(DigitalOceanApi api, string tag, CancellationToken cancel) => api.Client.DeleteAsync(PathOf(tag), cancel);

    public static string PathOf(string tag) => $"/v2/tags/{Uri.EscapeDataString(tag)}";

    private static async Task AddAsync(DigitalOceanApi api, string type, string id, string tag, CancellationToken cancel)
    {
        if (await api.Client.GetAsync<TagAnswer>(PathOf(tag), cancel) is null)
            await api.Client.SendAsync(HttpMethod.Post, "/v2/tags", new JsonObject { ["name"] = tag }, cancel);
        await api.Client.SendAsync(HttpMethod.Post, $"{PathOf(tag)}/resources", Of(type, id), cancel);
    }

    private static async Task RemoveAsync(DigitalOceanApi api, string type, string id, string tag, CancellationToken cancel)
    {
        if (await api.Client.GetAsync<TagAnswer>(PathOf(tag), cancel) is not null)
            await api.Client.SendAsync(HttpMethod.Delete, $"{PathOf(tag)}/resources", Of(type, id), cancel);
    }

    private static JsonObject Of(string type, string id) =>
        new() { ["resources"] = new JsonArray(new JsonObject { ["resource_id"] = id, ["resource_type"] = type }) };
}
