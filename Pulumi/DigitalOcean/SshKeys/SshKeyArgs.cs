namespace Pulumi.DigitalOcean;

/// <summary>What an SSH key is to be like.</summary>
public sealed class SshKeyArgs : ResourceArgs
{
    /// <summary>New, with nothing set.</summary>
    public static new SshKeyArgs Empty => new();

    /// <summary>Its name; null = made from the name in the program.</summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary>The key as in authorized_keys. A change replaces it.</summary>
    [Input("publicKey", required: true)]
    public Input<string> PublicKey { get; set; } = null!;
}
