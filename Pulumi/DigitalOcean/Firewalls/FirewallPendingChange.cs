namespace Pulumi.DigitalOcean.Outputs;

/// <summary>A droplet on which a firewall does not hold yet.</summary>
[OutputType]
#pragma warning disable CA1051, IDE0051 // Fields, as in the official package; made by the SDK through reflection.
public sealed class FirewallPendingChange
{
    /// <summary>The droplet.</summary>
    public readonly int? DropletId;

    /// <summary>Whether the firewall is on its way off it, not onto it.</summary>
    public readonly bool? Removing;

    /// <summary>How far it is.</summary>
    public readonly string? Status;

    [OutputConstructor]
    private FirewallPendingChange(
        int? dropletId,
        bool? removing,
        string? status)
    {
        DropletId = dropletId;
        Removing = removing;
        Status = status;
    }
}
#pragma warning restore CA1051, IDE0051
