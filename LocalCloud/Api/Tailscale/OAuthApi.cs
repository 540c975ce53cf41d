using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.Tailscale;

/// <summary>POST /api/v2/oauth/token: an OAuth client's secret for a token that lives an hour.</summary>
internal sealed class OAuthApi(StateStore store, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public void Map(ApiPipeline api, IEndpointRouteBuilder routes) => api.TailscaleOpen(routes, "POST", "/api/v2/oauth/token", TradeAsync);

    private async Task<Reply> TradeAsync(Call call)
    {
        var form = call.Request.HasFormContentType ? await call.Request.ReadFormAsync(call.Cancel) : FormCollection.Empty;
        if (form.TryGetValue("grant_type", out var grant) && grant != "client_credentials")
            throw TailnetAccess.Refused("unsupported grant type");
        var (id, secret) = Basic(call.Request) ?? (form["client_id"].ToString(), form["client_secret"].ToString());
        var client = store.Current.TailnetKeys.Values.FirstOrDefault(key => key.Type == TailnetKey.Client && key.SecretHash == TailnetAccess.Hash(secret) && (id.Length == 0 || key.Id == id))
            ?? throw new ApiException(StatusCodes.Status401Unauthorized, "", "API token invalid");
        ImmutableArray<string> asked = [.. form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        if (asked.FirstOrDefault(scope => !client.Scopes.Contains(scope) && !client.Scopes.Contains("all")) is { } missing)
            throw TailnetAccess.Refused($"the client does not have the scope {missing}");
        var scopes = asked.IsEmpty ? client.Scopes : asked;
        var token = TailnetAccess.TokenPrefix + RandomNumberGenerator.GetString(KeysApi.Letters, 40);
        var now = clock.GetUtcNow();
        await store.UpdateAsync(
            state => state with
            {
                AccessTokens = state.AccessTokens
                    .RemoveRange(state.AccessTokens.Where(entry => entry.Value.Expires <= now).Select(entry => entry.Key))
                    .SetItem(TailnetAccess.Hash(token), new AccessToken(client.Id, scopes, now + Life)),
            },
            call.Cancel);
        return Reply.Ok(new Dictionary<string, object>
        {
            ["access_token"] = token,
            ["token_type"] = "Bearer",
            ["expires_in"] = (long)Life.TotalSeconds,
            ["scope"] = string.Join(' ', scopes),
        });
    }

    private static (string Id, string Secret)? Basic(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) || header.Scheme != "Basic" || header.Parameter is not { } value)
            return null;
        var decoded = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, decoded, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2);
        return pair.Length == 2 ? (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1])) : null;
    }
}
