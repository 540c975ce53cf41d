namespace Pulumi.Automation;

/// <summary>A setting as a stack's file has it.</summary>
/// <param name="value">The value; that of a map or list is JSON, that of a secret its ciphertext.</param>
/// <param name="isSecure">Whether it is a ciphertext.</param>
public class StackSettingsConfigValue(string value, bool isSecure)
{
    /// <summary>The value; that of a map or list is JSON, that of a secret its ciphertext.</summary>
    public string Value { get; } = value;

    /// <summary>Whether it is a ciphertext.</summary>
    public bool IsSecure { get; } = isSecure;

    /// <summary>Whether the value is the JSON of a map or list that the file has as such, and gets back as such.</summary>
    internal bool IsTree { get; init; }
}
