using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi.Generator.Schema;

/// <summary>A type, as it is written where it is used.</summary>
internal record TypeReference
{
    public string? Type { get; init; }

    [JsonPropertyName("$ref")]
    public string? Ref { get; init; }

    public TypeReference? Items { get; init; }

    public TypeReference? AdditionalProperties { get; init; }

    public List<TypeReference>? OneOf { get; init; }

    /// <summary>Set where an input takes no output.</summary>
    public bool Plain { get; init; }
}

/// <summary>A property: its type, and what else decides how it looks.</summary>
internal sealed record PropertySpec : TypeReference
{
    public JsonElement? Default { get; init; }

    public DefaultInfo? DefaultInfo { get; init; }

    public JsonElement? Const { get; init; }

    public bool Secret { get; init; }

    /// <summary>The provider replaces the resource when it changes. For the documentation only.</summary>
    public bool WillReplaceOnChanges { get; init; }

    /// <summary>The program is to ask for a replacement when it changes.</summary>
    public bool ReplaceOnChanges { get; init; }

    public string? DeprecationMessage { get; init; }

    public ResourceLanguages Language { get; init; } = new();
}

internal sealed record DefaultInfo
{
    /// <summary>Variables to take the default from; the first that is set counts.</summary>
    public List<string> Environment { get; init; } = [];
}
