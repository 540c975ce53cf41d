using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>What the engine tells a program through its environment (PULUMI_*).</summary>
internal sealed record ProgramEnvironment(
    string Monitor,
    string Engine,
    string Project,
    string Stack,
    string Organization,
    string? RootDirectory,
    bool IsDryRun,
    bool ResourceReferences,
    ImmutableDictionary<string, string> Config,
    ImmutableHashSet<string> SecretConfig)
{
    /// <param name="get">The variable of that name; null where there is none.</param>
    public static ProgramEnvironment Read(Func<string, string?> get)
    {
        string Required(string name) => get(name) is { Length: > 0 } value ? value : throw NotUnderEngine(name);

        var isDryRun = bool.TryParse(Required("PULUMI_DRY_RUN"), out var dryRun) ? dryRun : throw NotUnderEngine("PULUMI_DRY_RUN");
        if (!bool.TryParse(Required("PULUMI_QUERY_MODE"), out _))
        {
            throw NotUnderEngine("PULUMI_QUERY_MODE");
        }

        if (!int.TryParse(Required("PULUMI_PARALLEL"), NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
        {
            throw NotUnderEngine("PULUMI_PARALLEL");
        }

        var (config, secretKeys) = ParseConfig(get);
        return new(
            Required("PULUMI_MONITOR"),
            Required("PULUMI_ENGINE"),
            Required("PULUMI_PROJECT"),
            Required("PULUMI_STACK"),
            get("PULUMI_ORGANIZATION") ?? "organization",
            get("PULUMI_ROOT_DIRECTORY"),
            isDryRun,
            get("PULUMI_DISABLE_RESOURCE_REFERENCES")?.ToUpperInvariant() is not ("1" or "TRUE"),
            config,
            secretKeys);
    }

    /// <summary>Without an engine; the settings are those of the environment all the same.</summary>
    public static ProgramEnvironment ForTest(Testing.TestOptions options, Func<string, string?> get)
    {
        var (config, secretKeys) = ParseConfig(get);
        return new(
            "",
            "",
            options.ProjectName ?? "project",
            options.StackName ?? "stack",
            options.OrganizationName ?? "organization",
            options.RootDirectory,
            options.IsPreview ?? true,
            ResourceReferences: true,
            config,
            secretKeys);
    }

    private static (ImmutableDictionary<string, string> Config, ImmutableHashSet<string> SecretKeys) ParseConfig(Func<string, string?> get)
    {
        var keys = get("PULUMI_CONFIG_SECRET_KEYS") is { Length: > 0 } json ? json : "[]";
        return (ParseConfig(get("PULUMI_CONFIG")), [.. JsonSerializer.Deserialize<string[]>(keys) ?? []]);
    }

    // Values are text whatever they stand for; keys of old engines read "ns:config:key".
    private static ImmutableDictionary<string, string> ParseConfig(string? json)
    {
        using var document = JsonDocument.Parse(json ?? "{}");
        return document.RootElement.EnumerateObject().ToImmutableDictionary(
            entry => entry.Name.Split(':', 3) is [var ns, "config", var key] ? $"{ns}:{key}" : entry.Name,
            entry => entry.Value.ToString());
    }

    private static InvalidOperationException NotUnderEngine(string variable) => new(
        $"Program run without the Pulumi engine available ({variable} is missing or wrong); re-run using the `pulumi` CLI");
}
