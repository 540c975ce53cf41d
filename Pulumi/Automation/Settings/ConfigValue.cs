using System.Text.Json.Serialization;

namespace Pulumi.Automation;

/// <summary>A setting of a stack.</summary>
/// <param name="value">The value, in clear; that of a map or list is JSON.</param>
/// <param name="isSecret">Whether it is stored encrypted and must not be shown.</param>
public class ConfigValue(string value, bool isSecret = false)
{
    /// <summary>The value, in clear; that of a map or list is JSON. Null where secrets were not asked for.</summary>
    public string Value { get; set; } = value;

    /// <summary>Whether it is stored encrypted and must not be shown.</summary>
    [JsonPropertyName("secret")]
    public bool IsSecret { get; set; } = isSecret;
}
