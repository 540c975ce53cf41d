using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using E3.Engine.Providers.Http;

namespace E3.Engine.Providers.DigitalOcean.Networking;

internal sealed record ReservedIpAnswer(ReservedIp ReservedIp);

internal sealed record ReservedIpList(ImmutableArray<ReservedIp> ReservedIps, Links? Links) : IPage;

internal sealed record ReservedIp(string Ip, Region? Region, Droplet? Droplet);

/// <summary>Assigns reserved IPs to droplets and takes them away; each returns when it is done.</summary>
internal static class ReservedIpActions
{
    public static async Task AssignAsync(DigitalOceanApi api, string ip, long droplet, TimeSpan patience, CancellationToken cancel)
    {
        await api.WaitForAsync(
            async () => (await api.Client.GetAsync<DropletAnswer>($"/v2/droplets/{droplet}", cancel))?.Droplet is { Status: not "new" } there ? there : null,
            patience, $"droplet {droplet} being ready for a reserved IP", cancel);
        await api.ActAsync($"{PathOf(ip)}/actions", $"reserved IP {ip}", new JsonObject { ["type"] = "assign", ["droplet_id"] = droplet }, patience, cancel);
    }

    /// <summary>Takes the address from whatever has it; one that nothing has is so already.</summary>
    public static async Task UnassignAsync(DigitalOceanApi api, string ip, TimeSpan patience, CancellationToken cancel)
    {
        try
        {
            await api.ActAsync($"{PathOf(ip)}/actions", $"reserved IP {ip}", new JsonObject { ["type"] = "unassign" }, patience, cancel);
        }
        catch (ApiException error) when (error.IsNotFound || error.Status == HttpStatusCode.UnprocessableEntity)
        {
            if (await GetAsync(api, ip, cancel) is { Droplet: not null }) throw;
        }
    }

    public static async Task<ReservedIp?> GetAsync(DigitalOceanApi api, string ip, CancellationToken cancel) =>
        (await api.Client.GetAsync<ReservedIpAnswer>(PathOf(ip), cancel))?.ReservedIp;

    public static string PathOf(string ip) => $"/v2/reserved_ips/{Uri.EscapeDataString(ip)}";
}
