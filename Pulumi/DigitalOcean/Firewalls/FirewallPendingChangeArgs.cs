namespace Pulumi.DigitalOcean.Inputs;

/// <summary>A droplet on which a firewall does not hold yet.</summary>
public sealed class FirewallPendingChangeArgs : ResourceArgs
{
    /// <summary>New, with nothing set.</summary>
    public static new FirewallPendingChangeArgs Empty => new();

    /// <summary>The droplet.</summary>
    [Input("dropletId")]
    public Input<int>? DropletId { get; set; }

    /// <summary>Whether the firewall is on its way off it, not onto it.</summary>
    [Input("removing")]
    public Input<bool>? Removing { get; set; }

    /// <summary>How far it is.</summary>
    [Input("status")]
    public Input<string>? Status { get; set; }
}
