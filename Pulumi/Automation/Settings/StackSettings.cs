using System.Text.Json.Serialization;

namespace Pulumi.Automation;

/// <summary>
/// A stack's own file, <c>Pulumi.&lt;stack&gt;.yaml</c> (<see href="https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/"/>).
/// Keys of the file that are none of these are not kept when it is saved.
/// </summary>
public class StackSettings
{
    /// <summary>What encrypts its secrets; null = the passphrase, or the backend's own way.</summary>
    [JsonPropertyName("secretsprovider")]
    public string? SecretsProvider { get; set; }

    /// <summary>The data key, encrypted with a key of a cloud's.</summary>
    [JsonPropertyName("encryptedkey")]
    public string? EncryptedKey { get; set; }

    /// <summary>The passphrase's salt, and a ciphertext by which a passphrase is known to be the right one.</summary>
    [JsonPropertyName("encryptionsalt")]
    public string? EncryptionSalt { get; set; }

    /// <summary>The settings by full key.</summary>
    public IDictionary<string, StackSettingsConfigValue>? Config { get; set; }
}
