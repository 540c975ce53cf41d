using System.Collections.Immutable;

namespace Pulumi.Tailscale;

/// <summary>A key with which devices join a tailnet without anybody logging in.</summary>
[ResourceType(Token, Defaults.Version)]
public class TailnetKey : CustomResource
{
    private const string Token = "tailscale:index/tailnetKey:TailnetKey";

    /// <summary>Declares one.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="args">Its properties.</param>
    /// <param name="options">Everything else.</param>
    public TailnetKey(string name, TailnetKeyArgs? args = null, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new(), MakeOptions(options, id: ""))
    {
    }

    private TailnetKey(string name, Input<string> id, TailnetKeyState? state, CustomResourceOptions? options)
        : base(Token, name, state, MakeOptions(options, id))
    {
    }

    /// <summary>When it was created, RFC 3339.</summary>
    [Output("createdAt")]
    public Output<string> CreatedAt { get; private set; } = null!;

    /// <summary>Up to 50 letters, digits, dashes and spaces.</summary>
    [Output("description")]
    public Output<string> Description { get; private set; } = null!;

    /// <summary>Whether devices that join with it are forgotten once they are offline.</summary>
    [Output("ephemeral")]
    public Output<bool> Ephemeral { get; private set; } = null!;

    /// <summary>When it stops working, RFC 3339.</summary>
    [Output("expiresAt")]
    public Output<string> ExpiresAt { get; private set; } = null!;

    /// <summary>How long it works, in seconds; null = 90 days.</summary>
    [Output("expiry")]
    public Output<int> Expiry { get; private set; } = null!;

    /// <summary>Whether it has stopped working.</summary>
    [Output("invalid")]
    public Output<bool> Invalid { get; private set; } = null!;

    /// <summary>The key.</summary>
    [Output("key")]
    public Output<string> Key { get; private set; } = null!;

    /// <summary>Whether devices that join with it need no approval.</summary>
    [Output("preauthorized")]
    public Output<bool> Preauthorized { get; private set; } = null!;

    /// <summary><c>always</c> or <c>never</c>; null = always for reusable keys.</summary>
    [Output("recreateIfInvalid")]
    public Output<string?> RecreateIfInvalid { get; private set; } = null!;

    /// <summary>Whether more than one device may join with it.</summary>
    [Output("reusable")]
    public Output<bool> Reusable { get; private set; } = null!;

    /// <summary>Tags that devices which join with it get: <c>tag:name</c>.</summary>
    [Output("tags")]
    public Output<ImmutableArray<string>> Tags { get; private set; } = null!;

    /// <summary>Who made it.</summary>
    [Output("userId")]
    public Output<string> UserId { get; private set; } = null!;

    /// <summary>Takes over one that exists, to read only.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="id">What the provider calls it.</param>
    /// <param name="state">What else it takes to find it.</param>
    /// <param name="options">Everything else.</param>
    public static TailnetKey Get(string name, Input<string> id, TailnetKeyState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);

    private static CustomResourceOptions MakeOptions(CustomResourceOptions? options, Input<string> id)
        => Defaults.Under(options, id, secretOutputs: ["key"]);
}
