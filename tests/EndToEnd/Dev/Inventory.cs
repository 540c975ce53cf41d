using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using E3.EndToEnd.LocalCloud;

namespace E3.EndToEnd.Dev;

/// <summary>Everything in an account that somebody made, kind by kind, as the public APIs list it.</summary>
internal static class Inventory
{
    // What to ask, where the list is in the answer, and which of its entries every new account has.
    private static readonly (string Path, string Member, Func<JsonNode, bool> IsOfEveryAccount)[] Kinds =
    [
        ("/v2/droplets", "droplets", None),
        ("/v2/images?private=true", "images", None),
        ("/v2/account/keys", "ssh_keys", None),
        ("/v2/tags", "tags", None),
        ("/v2/firewalls", "firewalls", None),
        ("/v2/volumes", "volumes", None),
        ("/v2/reserved_ips", "reserved_ips", None),
        ("/v2/domains", "domains", None),
        ("/v2/vpcs", "vpcs", vpc => (bool?)vpc["default"] == true),
        ("/v2/projects", "projects", project => (bool?)project["is_default"] == true),
        ("/api/v2/tailnet/-/keys", "keys", None),
        ("/api/v2/tailnet/-/devices", "devices", None),
    ];

    /// <summary>A line for each object: its kind, name and id; empty for an account in which nobody made anything.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(CloudOfHosts cloud, CancellationToken cancel)
    {
        List<string> found = [];
        foreach (var (path, member, isOfEveryAccount) in Kinds)
        {
            var listed = (await cloud.CallAsync("GET", path))[member]?.AsArray() ?? throw new AssertionException($"GET {path}: no {member}");
            found.AddRange(listed.Where(entry => !isOfEveryAccount(entry!)).Select(entry => $"{member}: {entry!["name"]} {entry["id"]}"));
        }

        using var spaces = new AmazonS3Client(
            new BasicAWSCredentials("local", "local-secret"),
            new AmazonS3Config { ServiceURL = cloud.Control.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
        var buckets = await spaces.ListBucketsAsync(cancel);
        found.AddRange((buckets.Buckets ?? []).Select(bucket => $"bucket: {bucket.BucketName}"));
        return found;
    }

    private static bool None(JsonNode entry) => false;
}
