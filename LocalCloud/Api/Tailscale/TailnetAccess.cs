using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Http;

namespace E3.LocalCloud.Api.Tailscale;

/// <summary>Who calls: somebody with an API key, who may do anything, or an OAuth client with its scopes and tags.</summary>
internal sealed class TailnetAccess(StateStore store, TimeProvider clock)
{
    /// <summary>What an access token begins with; no other token may.</summary>
    public const string TokenPrefix = "tskey-api-o";

    /// <summary>Whether an access token holds; null when it is none.</summary>
    public bool? Holds(string token) => token.StartsWith(TokenPrefix, StringComparison.Ordinal) ? Find(token) is not null : null;

    /// <summary>The OAuth client that calls; null for an API key.</summary>
    /// <exception cref="ApiException">It lacks the scope.</exception>
    public TailnetKey? Demand(Call call, string scope)
    {
        if (ApiPipeline.Token(call.Request) is not { } text || !text.StartsWith(TokenPrefix, StringComparison.Ordinal) || Find(text) is not { } token)
            return null;
        var reads = HttpMethods.IsGet(call.Request.Method);
        if (!token.Scopes.Any(held => held == "all" || held == scope || (reads && (held == "all:read" || held == scope + ":read"))))
            throw new ApiException(StatusCodes.Status403Forbidden, "", "calling actor does not have enough permissions to perform this function");
        return store.Current.TailnetKeys[token.ClientId];
    }

    /// <summary>Refuses tags that are none, or that an OAuth client does not own.</summary>
    public static ImmutableArray<string> Tags(IReadOnlyCollection<string>? tags, TailnetKey? client)
    {
        foreach (var tag in tags ?? [])
        {
            if (!tag.StartsWith("tag:", StringComparison.Ordinal) || tag.Length == 4)
                throw Refused($"the tag '{tag}' does not begin with 'tag:'");
            if (client is not null && !client.Tags.Contains(tag))
                throw Refused($"requested tags [{tag}] are invalid or not permitted");
        }

        return [.. tags ?? []];
    }

    public static ApiException Refused(string why) => new(StatusCodes.Status400BadRequest, "", why);

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private AccessToken? Find(string token) =>
        store.Current.AccessTokens.GetValueOrDefault(Hash(token)) is { } found && found.Expires > clock.GetUtcNow() && store.Current.TailnetKeys.ContainsKey(found.ClientId)
            ? found
            : null;
}
