using System.Text.Json;

namespace Pulumi.Automation;

/// <summary>A stack's state in a form that another backend can take.</summary>
public sealed class StackDeployment
{
    private StackDeployment(int version, JsonElement json) => (Version, Json) = (version, json);

    /// <summary>The version of its format.</summary>
    public int Version { get; }

    /// <summary>All of it; may hold secrets in clear.</summary>
    public JsonElement Json { get; }

    /// <summary>Takes a state that was written down.</summary>
    /// <param name="jsonString">What <c>stack export</c> writes.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="KeyNotFoundException">It says no version.</exception>
    public static StackDeployment FromJsonString(string jsonString)
    {
        var json = JsonSerializer.Deserialize<JsonElement>(jsonString);
        return new(json.GetProperty("version").GetInt32(), json);
    }
}
