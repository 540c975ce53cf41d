namespace Pulumi.DigitalOcean;

/// <summary>A public key that can be put on new droplets.</summary>
[ResourceType(Token, Defaults.Version)]
public class SshKey : CustomResource
{
    private const string Token = "digitalocean:index/sshKey:SshKey";

    /// <summary>Declares one.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="args">Its properties.</param>
    /// <param name="options">Everything else.</param>
    public SshKey(string name, SshKeyArgs args, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new(), MakeOptions(options, id: ""))
    {
    }

    private SshKey(string name, Input<string> id, SshKeyState? state, CustomResourceOptions? options)
        : base(Token, name, state, MakeOptions(options, id))
    {
    }

    /// <summary>Its MD5 fingerprint.</summary>
    [Output("fingerprint")]
    public Output<string> Fingerprint { get; private set; } = null!;

    /// <summary>Its name; null = made from the name in the program.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>The key as in authorized_keys. A change replaces it.</summary>
    [Output("publicKey")]
    public Output<string> PublicKey { get; private set; } = null!;

    /// <summary>Takes over one that exists, to read only.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="id">What the provider calls it.</param>
    /// <param name="state">What else it takes to find it.</param>
    /// <param name="options">Everything else.</param>
    public static SshKey Get(string name, Input<string> id, SshKeyState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);

    private static CustomResourceOptions MakeOptions(CustomResourceOptions? options, Input<string> id)
        => Defaults.Under(options, id);
}
