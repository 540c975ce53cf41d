using System.Text.RegularExpressions;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Spaces;

/// <summary>Where Spaces is and with which key: <c>spacesEndpoint</c>, <c>spacesAccessId</c>, <c>spacesSecretKey</c> or their variables.</summary>
internal sealed partial record SpacesSettings(string Endpoint, string? AccessId, string? SecretKey, int Retries)
{
    private const string Real = "https://{{.Region}}.digitaloceanspaces.com";

    public static SpacesSettings Of(PropertyMap config, Func<string, string?> variable, int retries) => new(
        config.Text("spacesEndpoint") ?? variable("SPACES_ENDPOINT_URL") ?? Real,
        config.Text("spacesAccessId") ?? variable("SPACES_ACCESS_KEY_ID"),
        config.Text("spacesSecretKey") ?? variable("SPACES_SECRET_ACCESS_KEY"),
        retries);

    /// <summary>What is wrong with the endpoint, or null.</summary>
    public string? Mistake => Address("nyc3") is null
        ? "must be an absolute https:// address, with {{.Region}} where the region belongs; http:// only to this machine"
        : null;

    /// <summary>The endpoint of a region; null when it is no address that requests may go to.</summary>
    public Uri? Address(string region) =>
        Uri.TryCreate(RegionInTemplate().Replace(Endpoint, region.ToLowerInvariant()), UriKind.Absolute, out var uri)
        && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)) ? uri : null;

    // The official provider's setting is a template of Go.
    [GeneratedRegex(@"\{\{-?\s*\.Region\s*-?\}\}")]
    private static partial Regex RegionInTemplate();
}
