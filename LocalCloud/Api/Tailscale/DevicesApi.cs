using System.Collections;
using System.Net;
using System.Text.Json;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.Tailscale;

/// <summary>Devices of a tailnet: list, get, delete, authorize, tag, name, number, expire, subnets. They come by the control endpoint, in place of the coordination server.</summary>
internal sealed class DevicesApi(StateStore store, TailnetAccess access, TimeProvider clock)
{
    private const string Scope = "devices:core";
    private const string RoutesScope = "devices:routes";
    private static readonly IPNetwork Shared = IPNetwork.Parse("100.64.0.0/10");

    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        const string one = "/api/v2/device/{device}";
        api.Tailscale(routes, "GET", "/api/v2/tailnet/{tailnet}/devices", ListAsync);
        api.Tailscale(routes, "GET", one, call =>
        {
            access.Demand(call, Scope);
            return Task.FromResult(Reply.Ok(DeviceView.Of(Demand(store.Current, call), WantsAll(call))));
        });
        api.Tailscale(routes, "DELETE", one, DeleteAsync);
        api.Tailscale(routes, "POST", one + "/authorized", async call =>
        {
            var authorized = (await BodyAsync<AuthorizedBody>(call)).Authorized ?? throw TailnetAccess.Refused("authorized is missing");
            return await ChangeAsync(call, Scope, (device, _) => device with { Authorized = authorized });
        });
        api.Tailscale(routes, "POST", one + "/tags", async call =>
        {
            var tags = (await BodyAsync<TagsBody>(call)).Tags ?? throw TailnetAccess.Refused("tags is missing");
            // A tagged device is nobody's, and its key does not expire: https://tailscale.com/kb/1068/tags
            return await ChangeAsync(call, Scope, (device, client) => device with { Tags = TailnetAccess.Tags(tags, client), KeyExpiryDisabled = tags.Length > 0 || device.KeyExpiryDisabled });
        });
        api.Tailscale(routes, "POST", one + "/key", async call =>
        {
            var disabled = (await BodyAsync<KeyBody>(call)).KeyExpiryDisabled ?? false;
            return await ChangeAsync(call, Scope, (device, _) => device with { KeyExpiryDisabled = disabled });
        });
        api.Tailscale(routes, "POST", one + "/name", async call =>
        {
            var name = (await BodyAsync<NameBody>(call)).Name ?? "";
            return await ChangeAsync(call, Scope, (device, _) => Renamed(device, name));
        });
        api.Tailscale(routes, "POST", one + "/ip", async call =>
        {
            var address = (await BodyAsync<AddressBody>(call)).Ipv4 ?? throw TailnetAccess.Refused("ipv4 is missing");
            return await ChangeAsync(call, Scope, (device, _) => Readdressed(device, address));
        });
        api.Tailscale(routes, "GET", one + "/routes", call =>
        {
            access.Demand(call, RoutesScope);
            return Task.FromResult(Routes(Demand(store.Current, call)));
        });
        api.Tailscale(routes, "POST", one + "/routes", async call =>
        {
            var wanted = (await BodyAsync<RoutesBody>(call)).Routes ?? throw TailnetAccess.Refused("routes is missing");
            if (wanted.FirstOrDefault(route => !IPNetwork.TryParse(route, out _)) is { } bad)
                throw TailnetAccess.Refused($"route '{bad}' is not a subnet, such as 10.0.0.0/16");
            await ChangeAsync(call, RoutesScope, (device, _) => device with { Routes = [.. wanted] });
            return Routes(Demand(store.Current, call));
        });
        api.Tailscale(routes, "POST", one + "/expire", call =>
            ChangeAsync(call, Scope, (device, _) => device with { Expires = clock.GetUtcNow(), KeyExpiryDisabled = false }));
    }

    private Task<Reply> ListAsync(Call call)
    {
        access.Demand(call, Scope);
        var shown = store.Current.TailnetDevices.Values.Where(device => device.Tailnet == call.Route("tailnet")).Select(device => DeviceView.Of(device, WantsAll(call)));
        // Any property of a device filters; each value given must be its value, or one of them.
        foreach (var (name, values) in call.Request.Query.Where(pair => pair.Key != "fields"))
            shown = shown.Where(device => values.All(value => Has(device, name, value ?? "")));
        return Task.FromResult(Reply.Ok(new { Devices = shown }));
    }

    private async Task<Reply> DeleteAsync(Call call)
    {
        access.Demand(call, Scope);
        await store.UpdateAsync(state => state with { TailnetDevices = state.TailnetDevices.Remove(Demand(state, call).Id) }, call.Cancel);
        return Reply.Ok(new { });
    }

    private async Task<Reply> ChangeAsync(Call call, string scope, Func<TailnetDevice, TailnetKey?, TailnetDevice> change)
    {
        var client = access.Demand(call, scope);
        await store.UpdateAsync(state => state.With(change(Demand(state, call), client)), call.Cancel);
        return Reply.Ok(new { });
    }

    private static bool WantsAll(Call call) => call.Query("fields") == "all";

    private static Reply Routes(TailnetDevice device) => Reply.Ok(new { AdvertisedRoutes = Array.Empty<string>(), EnabledRoutes = device.Routes });

    // Without a name it goes by its host name again.
    private TailnetDevice Renamed(TailnetDevice device, string name)
    {
        var (domain, label) = (device.Name[(device.Name.IndexOf('.', StringComparison.Ordinal) + 1)..], name.Length == 0 ? device.Hostname : name);
        var whole = label.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase) ? label.ToLowerInvariant() : $"{label.ToLowerInvariant()}.{domain}";
        if (Uri.CheckHostName(whole) != UriHostNameType.Dns)
            throw TailnetAccess.Refused($"the name '{name}' is not one of a machine");
        return store.Current.TailnetDevices.Values.Any(other => other.Id != device.Id && other.Tailnet == device.Tailnet && other.Name == whole)
            ? throw TailnetAccess.Refused($"the name '{name}' is another device's")
            : device with { Name = whole };
    }

    private TailnetDevice Readdressed(TailnetDevice device, string address)
    {
        if (!IPAddress.TryParse(address, out var ip) || !Shared.Contains(ip))
            throw TailnetAccess.Refused($"ipv4 '{address}' is not an address of {Shared}");
        return store.Current.TailnetDevices.Values.Any(other => other.Id != device.Id && other.Tailnet == device.Tailnet && other.Addresses.Contains(address))
            ? throw TailnetAccess.Refused($"ipv4 '{address}' is another device's")
            : device with { Addresses = [.. device.Addresses.Select(own => own.Contains(':', StringComparison.Ordinal) ? own : address)] };
    }

    private static async Task<T> BodyAsync<T>(Call call) where T : class
    {
        try
        {
            return await call.BodyAsync<T>(ApiJson.Camel);
        }
        catch (ApiException e)
        {
            throw TailnetAccess.Refused(e.Message);
        }
    }

    private static TailnetDevice Demand(CloudState state, Call call) =>
        state.TailnetDevices.Values.FirstOrDefault(device => device.NodeId == call.Route("device") || DeviceView.LegacyId(device) == call.Route("device"))
            ?? throw new ApiException(StatusCodes.Status404NotFound, "", "device not found");

    private static bool Has(Dictionary<string, object> device, string name, string value) => device.TryGetValue(name, out var held)
        && (held is not string && held is IEnumerable many ? many.Cast<object>().Any(item => Text(item) == value) : Text(held) == value);

    private static string Text(object value) => value is string text ? text : JsonSerializer.Serialize(value, ApiJson.Camel).Trim('"');

    private sealed record AuthorizedBody(bool? Authorized);

    private sealed record TagsBody(string[]? Tags);

    private sealed record NameBody(string? Name);

    private sealed record AddressBody(string? Ipv4);

    private sealed record RoutesBody(string[]? Routes);

    private sealed record KeyBody(bool? KeyExpiryDisabled);
}
