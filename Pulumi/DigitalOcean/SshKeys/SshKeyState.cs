namespace Pulumi.DigitalOcean;

/// <summary>What it takes to find an existing one with SshKey.Get; usually nothing.</summary>
public sealed class SshKeyState : ResourceArgs
{
    /// <summary>New, with nothing set.</summary>
    public static new SshKeyState Empty => new();

    /// <summary>Its MD5 fingerprint.</summary>
    [Input("fingerprint")]
    public Input<string>? Fingerprint { get; set; }

    /// <summary>Its name; null = made from the name in the program.</summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary>The key as in authorized_keys. A change replaces it.</summary>
    [Input("publicKey")]
    public Input<string>? PublicKey { get; set; }
}
