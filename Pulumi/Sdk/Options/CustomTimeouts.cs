using System.Globalization;

namespace Pulumi;

/// <summary>How long a provider may take; what is null is the provider's own.</summary>
public sealed class CustomTimeouts
{
    /// <summary>For creating the resource.</summary>
    public TimeSpan? Create { get; set; }

    /// <summary>For updating it in place.</summary>
    public TimeSpan? Update { get; set; }

    /// <summary>For deleting it.</summary>
    public TimeSpan? Delete { get; set; }

    internal CustomTimeouts Clone() => (CustomTimeouts)MemberwiseClone();

    internal Pulumirpc.RegisterResourceRequest.Types.CustomTimeouts ToWire()
        => new() { Create = Duration(Create), Update = Duration(Update), Delete = Duration(Delete) };

    internal static CustomTimeouts FromWire(Pulumirpc.RegisterResourceRequest.Types.CustomTimeouts timeouts) => new()
    {
        Create = GoDuration.Parse(timeouts.Create),
        Update = GoDuration.Parse(timeouts.Update),
        Delete = GoDuration.Parse(timeouts.Delete),
    };

    // The engine reads Go durations (https://pkg.go.dev/time#ParseDuration); a tick is 100 ns, so nothing is lost.
    private static string Duration(TimeSpan? time)
        => time is { } span ? string.Create(CultureInfo.InvariantCulture, $"{span.Ticks}00ns") : "";
}
