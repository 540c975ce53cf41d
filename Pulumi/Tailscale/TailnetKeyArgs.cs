namespace Pulumi.Tailscale;

/// <summary>What an auth key is to be like. A change of nearly anything replaces it.</summary>
public sealed class TailnetKeyArgs : ResourceArgs
{
    [Input("tags")]
    private InputList<string>? _tags;

    /// <summary>New, with nothing set.</summary>
    public static new TailnetKeyArgs Empty => new();

    /// <summary>Up to 50 letters, digits, dashes and spaces.</summary>
    [Input("description")]
    public Input<string>? Description { get; set; }

    /// <summary>Whether devices that join with it are forgotten once they are offline.</summary>
    [Input("ephemeral")]
    public Input<bool>? Ephemeral { get; set; }

    /// <summary>How long it works, in seconds; null = 90 days.</summary>
    [Input("expiry")]
    public Input<int>? Expiry { get; set; }

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
