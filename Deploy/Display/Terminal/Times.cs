using System.Globalization;

namespace E3.Deploy.Display.Terminal;

/// <summary>Points in time as people and programs read them.</summary>
internal static class Times
{
    private static readonly (TimeSpan Length, string Name)[] Units =
    [
        (TimeSpan.FromDays(365), "year"), (TimeSpan.FromDays(30), "month"), (TimeSpan.FromDays(7), "week"), (TimeSpan.FromDays(1), "day"),
        (TimeSpan.FromHours(1), "hour"), (TimeSpan.FromMinutes(1), "minute"), (TimeSpan.FromSeconds(1), "second"),
    ];

    /// <summary>How long ago: "3 minutes ago".</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now)
    {
        foreach (var (length, name) in Units)
        {
            if ((long)((now - time) / length) is var count and > 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{count} {name}{(count == 1 ? "" : "s")} ago");
            }
        }

        return "now";
    }

    /// <summary>As the official command's JSON has it: 2026-01-02T03:04:05.000Z.</summary>
    public static string Json(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
