using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi.Generator.Schema;

internal sealed record ResourceDefinition
{
    public Dictionary<string, PropertySpec> Properties { get; init; } = [];

    public HashSet<string> Required { get; init; } = [];

    public Dictionary<string, PropertySpec> InputProperties { get; init; } = [];

    public HashSet<string> RequiredInputs { get; init; } = [];

    /// <summary>What can be said, besides the id, of a resource that exists.</summary>
    public ObjectDefinition? StateInputs { get; init; }

    public List<AliasDefinition> Aliases { get; init; } = [];

    public string? DeprecationMessage { get; init; }

    public bool IsComponent { get; init; }

    /// <summary>Name → token of a function that takes the resource.</summary>
    public Dictionary<string, string> Methods { get; init; } = [];

    public ResourceLanguages Language { get; init; } = new();
}

internal sealed record AliasDefinition
{
    public string? Type { get; init; }
}

internal sealed record ResourceLanguages
{
    [JsonPropertyName("csharp")]
    public NamedInCSharp? CSharp { get; init; }
}

internal sealed record NamedInCSharp
{
    public string? Name { get; init; }
}

internal sealed record FunctionDefinition
{
    private const string Self = "__self__";

    public ObjectDefinition? Inputs { get; init; }

    public ObjectDefinition? Outputs { get; init; }

    /// <summary>Set instead of <see cref="Outputs"/> where a function gives no object.</summary>
    public JsonElement? ReturnType { get; init; }

    /// <summary>Set where the arguments have an order.</summary>
    public JsonElement? MultiArgumentInputs { get; init; }

    public string? DeprecationMessage { get; init; }

    /// <summary>Whether it belongs to a resource, which is then among its arguments.</summary>
    public bool IsMethod => Inputs?.Properties.ContainsKey(Self) == true;
}

internal sealed record ObjectDefinition
{
    public Dictionary<string, PropertySpec> Properties { get; init; } = [];

    public HashSet<string> Required { get; init; } = [];
}

/// <summary>An object type, or an enumeration.</summary>
internal sealed record TypeDefinition
{
    public string Type { get; init; } = "object";

    public Dictionary<string, PropertySpec> Properties { get; init; } = [];

    public HashSet<string> Required { get; init; } = [];

    public List<EnumValue>? Enum { get; init; }
}

internal sealed record EnumValue
{
    public string? Name { get; init; }

    public JsonElement Value { get; init; }

    public string? DeprecationMessage { get; init; }
}
