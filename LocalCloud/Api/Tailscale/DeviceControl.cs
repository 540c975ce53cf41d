using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Http;

namespace E3.LocalCloud.Api.Tailscale;

/// <summary>
/// What a device asks of a coordination server, much reduced: to join a tailnet with an auth key, to be there or not, and who the others are.
/// Device approval is on: a device is authorized at once only when its key was preauthorized.
/// </summary>
internal sealed partial class DeviceControl(StateStore store, TimeProvider clock)
{
    private static readonly TimeSpan NodeKeyLife = TimeSpan.FromDays(180);

    /// <summary>
    /// POST /e3/devices: <c>{authKey, hostname, os?, nodeKey?, endpoint?}</c>; the answer is the device as the API shows it. The public key it has
    /// made for itself (<c>nodekey:</c> and 64 hexadecimal digits) and where it listens are what the others are told of it.
    /// </summary>
    public async Task<Reply> JoinAsync(Call call)
    {
        var body = await call.BodyAsync<JoinBody>(ApiJson.Camel);
        var hash = TailnetAccess.Hash(body.AuthKey ?? throw ApiException.BadRequest("authKey is missing: the key to join with"));
        var hostname = body.Hostname is { } name && Label().IsMatch(name) ? name : throw ApiException.BadRequest("hostname must be letters, digits and dashes");
        if (body.NodeKey is { } nodeKey && !NodeKey().IsMatch(nodeKey))
            throw ApiException.BadRequest("nodeKey must be nodekey: and 64 hexadecimal digits");
        var now = clock.GetUtcNow();
        var joined = await store.UpdateAsync(
            state =>
            {
                var key = state.TailnetKeys.Values.FirstOrDefault(key => key.Type == TailnetKey.Auth && key.SecretHash == hash);
                if (key is null || key.IsInvalid(now))
                    throw new ApiException(StatusCodes.Status401Unauthorized, "unauthorized", $"invalid key: {(key is null ? "unable to validate API key" : key.Used ? "it was used" : "it expired")}");
                var device = Make(state, key, hostname, body, now);
                var next = state.With(device) with { NextId = state.NextId + 1 };
                return (key.Reusable ? next : next with { TailnetKeys = next.TailnetKeys.SetItem(key.Id, key with { Used = true }) }, device);
            },
            call.Cancel);
        return Reply.Ok(DeviceView.Of(joined));
    }

    /// <summary>PUT /e3/devices/{device}: <c>{online}</c>. An ephemeral device that leaves is forgotten.</summary>
    public async Task<Reply> PresenceAsync(Call call)
    {
        var online = (await call.BodyAsync<PresenceBody>(ApiJson.Camel)).Online ?? throw ApiException.BadRequest("online is missing: true or false");
        await store.UpdateAsync(
            state =>
            {
                var device = state.TailnetDevices.Values.FirstOrDefault(device => device.NodeId == call.Route("device") || DeviceView.LegacyId(device) == call.Route("device"))
                    ?? throw ApiException.NotFound();
                return online || !device.Ephemeral
                    ? state.With(device with { Online = online, LastSeen = clock.GetUtcNow() })
                    : state with { TailnetDevices = state.TailnetDevices.Remove(device.Id) };
            },
            call.Cancel);
        return Reply.Ok(new { Online = online });
    }

    /// <summary>
    /// GET /e3/devices/{device}/peers: <c>{authorized, peers: [{hostname, addresses, nodeKey, endpoint}]}</c>, everybody whom it may talk to. A device
    /// that was deleted, or whose key expired, is told so by 404 and has to join anew.
    /// </summary>
    public Task<Reply> PeersAsync(Call call)
    {
        var now = clock.GetUtcNow();
        var own = store.Current.TailnetDevices.Values.FirstOrDefault(device => device.NodeId == call.Route("device"));
        if (own is null || (!own.KeyExpiryDisabled && own.Expires <= now))
            throw ApiException.NotFound();
        var peers = store.Current.TailnetDevices.Values
            .Where(device => own.Authorized && device.Id != own.Id && device.Tailnet == own.Tailnet && device.Authorized && device.Endpoint is not null);
        return Task.FromResult(Reply.Ok(new
        {
            own.Authorized,
            Peers = peers.Select(peer => new { peer.NodeId, peer.Hostname, peer.Addresses, peer.NodeKey, peer.Endpoint }),
        }));
    }

    private static TailnetDevice Make(CloudState state, TailnetKey key, string hostname, JoinBody body, DateTimeOffset now)
    {
        var taken = state.TailnetDevices.Values.Where(device => device.Tailnet == key.Tailnet).ToArray();
        var name = Enumerable.Range(0, int.MaxValue).Select(number => number == 0 ? hostname : string.Create(CultureInfo.InvariantCulture, $"{hostname}-{number}"))
            .Select(label => $"{label.ToLowerInvariant()}.local-cloud.ts.net").First(candidate => taken.All(device => device.Name != candidate));
        // 100.64.0.0/10, from the same numbers as everything else.
        var number = state.NextId % ((1 << 22) - 2) + 1;
        return new TailnetDevice
        {
            Id = state.NextId,
            NodeId = $"n{RandomNumberGenerator.GetString(KeysApi.Letters, 11)}CNTRL",
            Tailnet = key.Tailnet,
            Hostname = hostname,
            Name = name,
            Os = body.Os ?? "linux",
            Endpoint = body.Endpoint,
            NodeKey = body.NodeKey ?? "nodekey:" + RandomNumberGenerator.GetHexString(64, lowercase: true),
            MachineKey = "mkey:" + RandomNumberGenerator.GetHexString(64, lowercase: true),
            Addresses =
            [
                string.Create(CultureInfo.InvariantCulture, $"100.{64 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}"),
                string.Create(CultureInfo.InvariantCulture, $"fd7a:115c:a1e0::{number >> 16:x}:{number & 0xffff:x}"),
            ],
            Tags = key.Tags,
            Authorized = key.Preauthorized,
            Ephemeral = key.Ephemeral,
            KeyExpiryDisabled = !key.Tags.IsEmpty,
            Created = now,
            Expires = now + NodeKeyLife,
            LastSeen = now,
        };
    }

    private sealed record JoinBody(string? AuthKey, string? Hostname, string? Os, string? NodeKey, string? Endpoint);

    private sealed record PresenceBody(bool? Online);

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$")]
    private static partial Regex Label();

    [GeneratedRegex("^nodekey:[0-9a-f]{64}$")]
    private static partial Regex NodeKey();
}
