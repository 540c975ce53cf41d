using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Pulumi.Automation;

/// <summary>Project and stack files: YAML, or JSON by the file's extension.</summary>
internal static class SettingsText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        AllowTrailingCommas = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        WriteIndented = true,
        Converters = { new LenientTextConverter(), new ProjectRuntimeConverter(), new StackSettingsConfigValueConverter() },
    };

    /// <param name="file">The file, for its extension and for errors.</param>
    /// <param name="text">What it holds.</param>
    /// <exception cref="InvalidOperationException">It is wrong.</exception>
    public static T Read<T>(string file, string text) where T : class
    {
        try
        {
            var tree = IsJson(file) ? JsonNode.Parse(text) : YamlTree.Read(text);
            return tree.Deserialize<T>(Options) ?? throw new JsonException("It is empty.");
        }
        catch (Exception wrong) when (wrong is JsonException or YamlDotNet.Core.YamlException)
        {
            throw new InvalidOperationException($"{file} cannot be read: {wrong.Message}", wrong);
        }
    }

    /// <param name="file">The file, for its extension.</param>
    /// <param name="settings">What it is to hold.</param>
    public static string Write<T>(string file, T settings) where T : class
        => IsJson(file) ? JsonSerializer.Serialize(settings, Options) : YamlTree.Write(Tree(settings));

    public static JsonNode? Tree<T>(T settings) where T : class => JsonSerializer.SerializeToNode(settings, Options);

    private static bool IsJson(string file) => Path.GetExtension(file) == ".json";
}
