using System.Text.Json;

namespace Pulumi.Generator;

/// <summary><c>generate.json</c> in a package's folder: what of the schema becomes C#, and where.</summary>
internal sealed record Selection
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The version of the official package that has this schema.</summary>
    public required string Version { get; init; }

    /// <summary>
    /// What the schema writes instead of the version, having been made before the version was given; null where it names none.
    /// </summary>
    public string? Unreleased { get; init; }

    /// <summary>Folder → tokens of resources and functions whose classes go there, with the types that only they use.</summary>
    public Dictionary<string, List<string>> Folders { get; init; } = [];

    /// <summary>
    /// What the documentation says besides the schema's facts, in our own words: type → property or value → XML text. An empty
    /// key stands for the type itself; <c>as</c> names another type with the same properties; a key with an exclamation mark
    /// says what to use instead of a deprecated property.
    /// </summary>
    public Dictionary<string, Dictionary<string, string>> Words { get; init; } = [];

    public static Selection Parse(string json, string source)
    {
        try
        {
            return JsonSerializer.Deserialize<Selection>(json, Web)!;
        }
        catch (JsonException failure)
        {
            throw new GeneratorException($"{source} cannot be read: {failure.Message}", failure);
        }
    }
}
