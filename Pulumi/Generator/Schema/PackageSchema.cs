using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi.Generator.Schema;

/// <summary>
/// A provider's description of itself, of which this reads what decides how C# looks. Format:
/// https://www.pulumi.com/docs/iac/using-pulumi/pulumi-packages/schema/.
/// </summary>
internal sealed record PackageSchema
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public required string Name { get; init; }

    public PackageMeta Meta { get; init; } = new();

    public PackageLanguages Language { get; init; } = new();

    public PackageConfig Config { get; init; } = new();

    public ResourceDefinition Provider { get; init; } = new();

    public Dictionary<string, TypeDefinition> Types { get; init; } = [];

    public Dictionary<string, ResourceDefinition> Resources { get; init; } = [];

    public Dictionary<string, FunctionDefinition> Functions { get; init; } = [];

    public static PackageSchema Parse(string json, string source)
    {
        try
        {
            return JsonSerializer.Deserialize<PackageSchema>(json, Web)!;
        }
        catch (JsonException failure)
        {
            throw new GeneratorException($"{source} is not a package schema: {failure.Message}", failure);
        }
    }
}

internal sealed record PackageMeta
{
    /// <summary>A regular expression whose first group, matched with a token's middle part, is the module.</summary>
    public string ModuleFormat { get; init; } = "(.*)";
}

internal sealed record PackageLanguages
{
    [JsonPropertyName("csharp")]
    public PackageCSharp CSharp { get; init; } = new();
}

internal sealed record PackageCSharp
{
    public string RootNamespace { get; init; } = "Pulumi";

    public Dictionary<string, string> Namespaces { get; init; } = [];

    /// <summary><c>tfbridge20</c>: the names are those of packages that began as bridges to Terraform.</summary>
    public string Compatibility { get; init; } = "";
}

internal sealed record PackageConfig
{
    public Dictionary<string, PropertySpec> Variables { get; init; } = [];
}
