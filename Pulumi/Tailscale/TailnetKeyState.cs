namespace Pulumi.Tailscale;

/// <summary>What it takes to find an existing one with TailnetKey.Get; usually nothing.</summary>
public sealed class TailnetKeyState : ResourceArgs
{
    [Input("key")]
    private Input<string>? _key;

    [Input("tags")]
    private InputList<string>? _tags;

    /// <summary>New, with nothing set.</summary>
    public static new TailnetKeyState Empty => new();

    /// <summary>When it was created, RFC 3339.</summary>
    [Input("createdAt")]
    public Input<string>? CreatedAt { get; set; }

    /// <summary>Up to 50 letters, digits, dashes and spaces.</summary>
    [Input("description")]
    public Input<string>? Description { get; set; }

    /// <summary>Whether devices that join with it are forgotten once they are offline.</summary>
    [Input("ephemeral")]
    public Input<bool>? Ephemeral { get; set; }

    /// <summary>When it stops working, RFC 3339.</summary>
    [Input("expiresAt")]
    public Input<string>? ExpiresAt { get; set; }

    /// <summary>How long it works, in seconds; null = 90 days.</summary>
    [Input("expiry")]
    public Input<int>? Expiry { get; set; }

    /// <summary>Whether it has stopped working.</summary>
    [Input("invalid")]
    public Input<bool>? Invalid { get; set; }

    /// <summary>The key. Secret, whatever is given.</summary>
    public Input<string>? Key
    {
        get => _key;
        set => _key = Secret.Of(value);
    }

    /// <summary>Whether devices that join with it need no approval.</summary>
    [Input("preauthorized")]
    public Input<bool>? Preauthorized { get; set; }

    /// <summary><c>always</c> or <c>never</c>; null = always for reusable keys.</summary>
    [Input("recreateIfInvalid")]
    public Input<string>? RecreateIfInvalid { get; set; }

    /// <summary>Whether more than one device may join with it.</summary>
    [Input("reusable")]
    public Input<bool>? Reusable { get; set; }

    /// <summary>Tags that devices which join with it get: <c>tag:name</c>.</summary>
    public InputList<string> Tags
    {
        get => _tags ??= [];
        set => _tags = value;
    }

    /// <summary>Who made it.</summary>
    [Input("userId")]
    public Input<string>? UserId { get; set; }
}
