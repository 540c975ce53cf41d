using System.Collections.Immutable;
using System.Text.Json;

namespace E3.Infra.Config;

/// <summary>The stack's settings as text, before anybody looked at them; keys without the namespace <c>e3:</c>.</summary>
/// <param name="File">The file a user changes to correct a mistake.</param>
/// <param name="Values">Scalars as they are, lists and mappings as JSON.</param>
/// <param name="Secrets">Keys whose values no message may show.</param>
internal sealed record RawSettings(string File, ImmutableDictionary<string, string> Values, ImmutableHashSet<string> Secrets)
{
    public const string Namespace = "e3";

    /// <summary>
    /// Pulumi's <c>Config</c> answers only for keys that one knows to ask for, so a misspelt one would go unseen. The engine hands all of
    /// them to the program in PULUMI_CONFIG; in a program run inside the engine's own process that variable is absent, and with it this check.
    /// </summary>
    public static RawSettings Gather(string stack, IEnumerable<string> knownKeys, Func<string, string?> known, Func<string, string?> environment)
    {
        var prefix = Namespace + ":";
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in Parse<Dictionary<string, string>>(environment("PULUMI_CONFIG")) ?? [])
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                values[key[prefix.Length..]] = value;
            }
        }

        foreach (var key in knownKeys)
        {
            if (known(key) is { } value)
            {
                values[key] = value;
            }
        }

        var secrets = (Parse<string[]>(environment("PULUMI_CONFIG_SECRET_KEYS")) ?? [])
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key[prefix.Length..]);
        return new RawSettings(FileOf(stack), values.ToImmutable(), [.. secrets]);
    }

    /// <summary>The name of the file that holds a stack's settings.</summary>
    public static string FileOf(string stack) => $"Pulumi.{stack}.yaml";

    private static T? Parse<T>(string? json) => string.IsNullOrEmpty(json) ? default : JsonSerializer.Deserialize<T>(json);
}
