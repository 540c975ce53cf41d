using System.Collections.Immutable;
using System.Security.Cryptography;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.Tailscale;

/// <summary>
/// Tailscale's keys, those by which devices join and OAuth clients: POST, GET, PUT and DELETE /api/v2/tailnet/{tailnet}/keys, as
/// https://tailscale.com/api has them.
/// </summary>
internal sealed class KeysApi(StateStore store, CloudSettings settings, TailnetAccess access, TimeProvider clock)
{
    public const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789";
    private const string AuthKeys = "auth_keys";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        const string all = "/api/v2/tailnet/{tailnet}/keys";
        api.Tailscale(routes, "POST", all, CreateAsync);
        api.Tailscale(routes, "GET", all, call =>
        {
            access.Demand(call, AuthKeys);
            return Task.FromResult(Reply.Ok(new
            {
                Keys = Of(call).Where(key => !IsInvalid(key)).Select(key => new { key.Id, KeyType = key.Type, key.Description, key.Created, key.Expires }),
            }));
        });
        api.Tailscale(routes, "GET", all + "/{key}", call =>
        {
            access.Demand(call, AuthKeys);
            return Task.FromResult(Reply.Ok(Show(Demand(call), null)));
        });
        api.Tailscale(routes, "PUT", all + "/{key}", SetClientAsync);
        api.Tailscale(routes, "DELETE", all + "/{key}", DeleteAsync);
    }

    private async Task<Reply> CreateAsync(Call call)
    {
        var body = await BodyAsync(call);
        if (body.KeyType == TailnetKey.Client)
            return await CreateClientAsync(call, body);
        if (body.KeyType is not (null or "" or TailnetKey.Auth))
            throw Refused($"keys of type '{body.KeyType}' are not part of the local cloud: auth and client are");
        var client = access.Demand(call, AuthKeys);
        var create = body.Capabilities?.Devices?.Create ?? throw Refused("capabilities.devices.create is missing");
        var seconds = body.ExpirySeconds is null or 0 ? (long)Longest.TotalSeconds : body.ExpirySeconds.Value;
        if (seconds < 1 || seconds > (long)Longest.TotalSeconds)
            throw Refused($"expirySeconds must be 1 to {(long)Longest.TotalSeconds}");
        var tags = TailnetAccess.Tags(create.Tags, client);
        if (client is not null && tags.IsEmpty)
            throw Refused("keys made by an OAuth client need tags");
        if (body.Description is { Length: > 50 })
            throw Refused("description is longer than 50 characters");
        var id = $"k{RandomNumberGenerator.GetString(Letters, 11)}CNTRL";
        var secret = $"tskey-auth-{id}-{RandomNumberGenerator.GetString(Letters, 32)}";
        var now = clock.GetUtcNow();
        var key = new TailnetKey
        {
            Id = id,
            Tailnet = call.Route("tailnet"),
            SecretHash = TailnetAccess.Hash(secret),
            Description = body.Description ?? "",
            Reusable = create.Reusable == true,
            Ephemeral = create.Ephemeral == true,
            Preauthorized = create.Preauthorized == true,
            Tags = tags,
            MadeBy = client?.Id,
            Created = now,
            Expires = now + TimeSpan.FromSeconds(seconds),
        };
        await store.UpdateAsync(state => state with { TailnetKeys = state.TailnetKeys.Add(id, key) }, call.Cancel);
        return Reply.Ok(Show(key, secret));
    }

    private async Task<Reply> CreateClientAsync(Call call, KeyBody body)
    {
        if (access.Demand(call, "oauth_keys") is not null)
            throw Refused("an OAuth client of the local cloud is made with an API key");
        if (body.Scopes is not { Count: > 0 } scopes)
            throw Refused("scopes is missing: what the client may do");
        var id = $"k{RandomNumberGenerator.GetString(Letters, 11)}CNTRL";
        var secret = $"tskey-client-{id}-{RandomNumberGenerator.GetString(Letters, 32)}";
        var now = clock.GetUtcNow();
        var key = new TailnetKey
        {
            Id = id,
            Type = TailnetKey.Client,
            Tailnet = call.Route("tailnet"),
            SecretHash = TailnetAccess.Hash(secret),
            Description = body.Description ?? "",
            Scopes = [.. scopes],
            Tags = TailnetAccess.Tags(body.Tags, null),
            Created = now,
            Expires = now,
        };
        await store.UpdateAsync(state => state with { TailnetKeys = state.TailnetKeys.Add(id, key) }, call.Cancel);
        return Reply.Ok(Show(key, secret));
    }

    private async Task<Reply> SetClientAsync(Call call)
    {
        var body = await BodyAsync(call);
        if (access.Demand(call, "oauth_keys") is not null)
            throw Refused("an OAuth client of the local cloud is changed with an API key");
        if (body.Scopes is not { Count: > 0 } scopes)
            throw Refused("scopes is missing: what the client may do");
        var changed = await store.UpdateAsync(
            state =>
            {
                var key = state.TailnetKeys.Values.FirstOrDefault(key => key.Id == call.Route("key") && key.Tailnet == call.Route("tailnet")) ?? throw NotFound();
                if (key.Type != TailnetKey.Client)
                    throw Refused("an auth key cannot be changed");
                key = key with { Description = body.Description ?? "", Scopes = [.. scopes], Tags = TailnetAccess.Tags(body.Tags, null) };
                return (state with { TailnetKeys = state.TailnetKeys.SetItem(key.Id, key) }, key);
            },
            call.Cancel);
        return Reply.Ok(Show(changed, null));
    }

    private async Task<Reply> DeleteAsync(Call call)
    {
        access.Demand(call, AuthKeys);
        await store.UpdateAsync(state => state with { TailnetKeys = state.TailnetKeys.Remove(Demand(call).Id) }, call.Cancel);
        return Reply.Ok(new { });
    }

    private object Show(TailnetKey key, string? secret) => key.Type == TailnetKey.Client ? new { key.Id, KeyType = key.Type, Key = secret, key.Description, key.Created, key.Scopes, key.Tags } : new
    {
        key.Id,
        KeyType = "auth",
        Key = secret,
        key.Description,
        key.Created,
        key.Expires,
        ExpirySeconds = (long)(key.Expires - key.Created).TotalSeconds,
        Invalid = IsInvalid(key),
        UserId = key.MadeBy is null ? "uLocalCNTRL" : "",
        Capabilities = new
        {
            Devices = new { Create = new { key.Reusable, key.Ephemeral, key.Preauthorized, key.Tags } },
        },
    };

    private bool IsInvalid(TailnetKey key) => key.IsInvalid(settings.Faults.ExpiredKeys ? DateTimeOffset.MaxValue : clock.GetUtcNow());

    private static async Task<KeyBody> BodyAsync(Call call)
    {
        try
        {
            return await call.BodyAsync<KeyBody>(ApiJson.Camel);
        }
        catch (ApiException e)
        {
            throw Refused(e.Message);
        }
    }

    private IEnumerable<TailnetKey> Of(Call call) => store.Current.TailnetKeys.Values.Where(key => key.Tailnet == call.Route("tailnet"));

    private TailnetKey Demand(Call call) => Of(call).FirstOrDefault(key => key.Id == call.Route("key")) ?? throw NotFound();

    private static ApiException NotFound() => new(StatusCodes.Status404NotFound, "", "key not found");

    private static ApiException Refused(string why) => TailnetAccess.Refused(why);

    private sealed record KeyBody(
        KeyCapabilities? Capabilities, long? ExpirySeconds, string? Description, string? KeyType, IReadOnlyList<string>? Scopes, IReadOnlyList<string>? Tags);

    private sealed record KeyCapabilities(DeviceCapabilities? Devices);

    private sealed record DeviceCapabilities(CreateCapabilities? Create);

    private sealed record CreateCapabilities(bool? Reusable, bool? Ephemeral, bool? Preauthorized, ImmutableArray<string>? Tags);
}
