using System.Globalization;
using System.Text;
using System.Text.Json;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.Tailscale;

/// <summary>The policy file of a tailnet, as HuJSON or JSON: GET and POST …/acl, POST …/acl/validate. It is kept and shown; no traffic is judged by it.</summary>
internal sealed class PolicyApi(StateStore store, TailnetAccess access)
{
    private const string Default = """
        {
        	// Allow all connections.
        	"acls": [
        		{"action": "accept", "src": ["*"], "dst": ["*:*"]},
        	],
        }

        """;

    private const string DefaultTag = "\"ts-default\"";
    private static readonly JsonDocumentOptions HuJson = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        api.Tailscale(routes, "GET", "/api/v2/tailnet/{tailnet}/acl", call =>
        {
            access.Demand(call, "policy_file");
            return Task.FromResult(Show(call, Of(store.Current, call)));
        });
        api.Tailscale(routes, "POST", "/api/v2/tailnet/{tailnet}/acl", SetAsync);
        api.Tailscale(routes, "POST", "/api/v2/tailnet/{tailnet}/acl/validate", async call =>
        {
            access.Demand(call, "policy_file");
            return Mistake(await TextAsync(call)) is { } mistake ? Reply.Ok(new { Message = mistake }) : Reply.Ok(new { });
        });
    }

    private async Task<Reply> SetAsync(Call call)
    {
        access.Demand(call, "policy_file");
        var text = await TextAsync(call);
        if (text.Trim().Length > 0 && Mistake(text) is { } mistake)
            throw TailnetAccess.Refused(mistake);
        var wanted = call.Request.Headers.IfMatch.ToString();
        var kept = await store.UpdateAsync(
            state =>
            {
                var (now, tag) = Of(state, call);
                // The default's mark also fits a policy that reads as the default does.
                if (wanted.Length > 0 && wanted.Trim('"') != tag.Trim('"') && !(wanted.Trim('"') == DefaultTag.Trim('"') && now == Default))
                    throw new ApiException(StatusCodes.Status412PreconditionFailed, "", "precondition failed, invalid old hash");
                var tailnet = call.Route("tailnet");
                var policies = text.Trim().Length == 0
                    ? state.TailnetPolicies.Remove(tailnet)
                    : state.TailnetPolicies.SetItem(tailnet, new TailnetPolicy(tailnet, text));
                var next = state with { TailnetPolicies = policies };
                return (next, Of(next, call));
            },
            call.Cancel);
        return Show(call, kept);
    }

    private static Reply Show(Call call, (string Text, string Tag) policy)
    {
        call.Request.HttpContext.Response.Headers.ETag = policy.Tag;
        if (!call.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal))
            return Reply.Ok(new TextBody(policy.Text, "application/hujson"));
        using var document = JsonDocument.Parse(policy.Text, HuJson);
        return Reply.Ok(document.RootElement.Clone());
    }

    private static (string Text, string Tag) Of(CloudState state, Call call) =>
        state.TailnetPolicies.GetValueOrDefault(call.Route("tailnet")) is { } policy
            ? (policy.Text, $"\"{TailnetAccess.Hash(policy.Text)}\"")
            : (Default, DefaultTag);

    private static string? Mistake(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, HuJson);
            return document.RootElement.ValueKind == JsonValueKind.Object ? null : "the policy file must be an object";
        }
        catch (JsonException e)
        {
            return string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: not valid HuJSON");
        }
    }

    private static async Task<string> TextAsync(Call call)
    {
        using var reader = new StreamReader(call.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(call.Cancel);
    }
}
