using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace E3.Infra.Config;

/// <summary>What the overlays tailscale and headscale ask of their tailnet (<c>e3:tailnet</c>).</summary>
/// <param name="Tags">What the stack's devices are tagged with; Tailscale's policy file must know them.</param>
/// <param name="KeyDays">How long the key that lets them in works.</param>
/// <param name="JoinSeconds">How long a host may take to join.</param>
/// <param name="LoginServer">For tailscale: who coordinates the tailnet that <c>tailscale:baseUrl</c> administers; null for Tailscale itself.</param>
/// <param name="Server">For headscale: the host that serves; null for the first.</param>
internal sealed record TailnetSettings(ImmutableArray<string> Tags, int KeyDays, int JoinSeconds, string? LoginServer, string? Server);

/// <summary>Reads <c>e3:tailnet</c>.</summary>
internal sealed partial class TailnetReader(Mistakes mistakes, JsonElement tailnet)
{
    private const string Needed = "a mapping, like { tags: [tag:e3], keyDays: 90, joinSeconds: 60 }";
    private static readonly string[] Keys = ["tags", "keyDays", "joinSeconds", "loginServer", "server"];
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });

    public static TailnetSettings Read(string? text, Mistakes mistakes)
    {
        var given = text is null ? Nothing : Json.Parse(text);
        if (given is not { ValueKind: JsonValueKind.Object } mapping)
        {
            mistakes.Value("tailnet", text!, Needed);
            mapping = Nothing;
        }

        return new TailnetReader(mistakes, mapping).Read();
    }

    private TailnetSettings Read()
    {
        foreach (var key in tailnet.EnumerateObject().Select(property => property.Name).Except(Keys))
        {
            mistakes.Unknown($"tailnet.{key}", key, "a setting of a tailnet", Keys);
        }

        // https://tailscale.com/api#tag/keys: a key lives 90 days at most.
        return new TailnetSettings(
            Tags(), Number("keyDays", fallback: 90, most: 90), Number("joinSeconds", fallback: 60, most: 3600),
            Text("loginServer", Server(), "an address like https://headscale.example.org, without a path"), Text("server", Name(), "the name of a host of the stack"));
    }

    private string? Text(string key, Regex form, string needed)
    {
        if (!tailnet.TryGetProperty(key, out var value))
        {
            return null;
        }

        var text = Json.Shown(value);
        if (!form.IsMatch(text))
        {
            mistakes.Value($"tailnet.{key}", text, needed);
        }

        return text;
    }

    private ImmutableArray<string> Tags()
    {
        if (!tailnet.TryGetProperty("tags", out var value))
        {
            return ["tag:e3"];
        }

        // A device with no tag would be its maker's own and could reach whatever that person may reach.
        ImmutableArray<string> tags = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Json.Shown)] : [];
        if (tags.IsEmpty || !tags.All(tag => Tag().IsMatch(tag)))
        {
            mistakes.Value("tailnet.tags", Json.Shown(value), "a list of one or more tags, like [tag:e3]");
        }

        return tags;
    }

    private int Number(string key, int fallback, int most)
    {
        if (!tailnet.TryGetProperty(key, out var value))
        {
            return fallback;
        }

        if (Json.Integer(value) is { } number and >= 1 && number <= most)
        {
            return (int)number;
        }

        mistakes.Value($"tailnet.{key}", Json.Shown(value), $"a whole number from 1 to {most}");
        return fallback;
    }

    // https://tailscale.com/kb/1068/tags
    [GeneratedRegex("^tag:[A-Za-z][A-Za-z0-9-]*$")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^https?://[A-Za-z0-9.-]+(:\d{1,5})?$")]
    private static partial Regex Server();

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex Name();
}
