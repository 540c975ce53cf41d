using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>When backups are to be made, as requests and answers have it.</summary>
internal sealed record BackupPolicyBody(string? Plan, string? Weekday, int? Hour)
{
    public BackupPolicy Checked()
    {
        if (Plan is not ("daily" or "weekly"))
            throw ApiException.Unprocessable("plan must be daily or weekly");
        var weekday = string.IsNullOrEmpty(Weekday) ? null : Weekday;
        if (Plan == "weekly" && weekday is not ("SUN" or "MON" or "TUE" or "WED" or "THU" or "FRI" or "SAT"))
            throw ApiException.Unprocessable("weekday must be SUN, MON, TUE, WED, THU, FRI or SAT for a weekly plan");
        if (Hour is not (0 or 4 or 8 or 12 or 16 or 20))
            throw ApiException.Unprocessable("hour must be 0, 4, 8, 12, 16 or 20");
        return new BackupPolicy(Plan, Plan == "weekly" ? weekday : null, Hour.Value);
    }

    /// <summary>What GET /v2/droplets/{id}/backups/policy answers.</summary>
    public static object View(Droplet droplet) => new
    {
        DropletId = droplet.Id,
        BackupEnabled = droplet.Backups,
        BackupPolicy = droplet is { Backups: true, BackupPolicy: { } policy }
            ? new { policy.Plan, policy.Weekday, policy.Hour, WindowLengthHours = 4, RetentionPeriodDays = policy.Plan == "daily" ? 7 : 28 }
            : null,
        NextBackupWindow = (object?)null,
    };
}
