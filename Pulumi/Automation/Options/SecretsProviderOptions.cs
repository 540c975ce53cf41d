namespace Pulumi.Automation;

/// <summary>What a new secrets provider needs.</summary>
public class SecretsProviderOptions
{
    /// <summary>The new passphrase; needed for <c>passphrase</c>. The one in use is taken from PULUMI_CONFIG_PASSPHRASE.</summary>
    public string? NewPassphrase { get; set; }
}
