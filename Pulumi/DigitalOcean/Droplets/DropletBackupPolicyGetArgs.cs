namespace Pulumi.DigitalOcean.Inputs;

/// <summary>When an existing droplet's backups are made.</summary>
public sealed class DropletBackupPolicyGetArgs : ResourceArgs
{
    /// <summary>New, with nothing set.</summary>
    public static new DropletBackupPolicyGetArgs Empty => new();

    /// <summary>Hour of the day (UTC) at which the backup window begins: 0, 4, 8, 12, 16 or 20.</summary>
    [Input("hour")]
    public Input<int>? Hour { get; set; }

    /// <summary><c>daily</c> or <c>weekly</c>.</summary>
    [Input("plan")]
    public Input<string>? Plan { get; set; }

    /// <summary><c>SUN</c> to <c>SAT</c>; weekly only.</summary>
    [Input("weekday")]
    public Input<string>? Weekday { get; set; }
}
