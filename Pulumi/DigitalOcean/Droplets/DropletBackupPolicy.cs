namespace Pulumi.DigitalOcean.Outputs;

/// <summary>When a droplet's backups are made.</summary>
[OutputType]
#pragma warning disable CA1051, IDE0051 // Fields, as in the official package; made by the SDK through reflection.
public sealed class DropletBackupPolicy
{
    /// <summary>Hour of the day (UTC) at which the backup window begins: 0, 4, 8, 12, 16 or 20.</summary>
    public readonly int? Hour;

    /// <summary><c>daily</c> or <c>weekly</c>.</summary>
    public readonly string? Plan;

    /// <summary><c>SUN</c> to <c>SAT</c>; weekly only.</summary>
    public readonly string? Weekday;

    [OutputConstructor]
    private DropletBackupPolicy(
        int? hour,
        string? plan,
        string? weekday)
    {
        Hour = hour;
        Plan = plan;
        Weekday = weekday;
    }
}
#pragma warning restore CA1051, IDE0051
