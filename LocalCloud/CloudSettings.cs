using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Faults;
using E3.LocalCloud.Wan;

namespace E3.LocalCloud;

/// <summary>What a server was started with, and the latency profile and the faults in force.</summary>
internal sealed class CloudSettings
{
    private volatile FaultPlan _faults = FaultPlan.None;
    private volatile LatencyProfile _profile = LatencyProfile.Load(DefaultProfile);

    public const string DefaultProfile = "digitalocean";

    /// <summary>Id of the key of Spaces that a cloud accepts when it was given none. It opens nothing beyond this machine.</summary>
    public const string DefaultSpacesKey = "local";

    /// <summary>The secret that goes with it.</summary>
    public const string DefaultSpacesSecret = "local-secret";

    public static IReadOnlyDictionary<string, string> DefaultSpacesKeys { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { [DefaultSpacesKey] = DefaultSpacesSecret };

    /// <summary>Absolute path of the folder with everything this cloud keeps.</summary>
    public required string Root { get; init; }

    /// <summary>Port on 127.0.0.1; 0 lets the kernel choose.</summary>
    public required int Port { get; init; }

    /// <summary>False serves the APIs only: droplets become active without a machine behind them.</summary>
    public bool WithHosts { get; init; } = true;

    public int DropletLimit { get; init; } = 100;

    /// <summary>Most droplets that the account may have now.</summary>
    public int DropletsAllowed => Faults.DropletLimit ?? DropletLimit;

    public int VolumeLimit { get; init; } = 100;

    public int ReservedIpLimit { get; init; } = 20;

    /// <summary>Most bytes that an imported image may have.</summary>
    public long LargestImage { get; init; } = 10L << 30;

    public RateLimits RateLimits { get; init; } = new();

    /// <summary>How calls of the APIs go wrong; <see cref="FaultInjector.Plan"/> changes it.</summary>
    public FaultPlan Faults
    {
        get => _faults;
        set => _faults = value;
    }

    /// <summary>API tokens accepted; null accepts any.</summary>
    public IReadOnlySet<string>? Tokens { get; init; }

    /// <summary>Keys of Spaces accepted, their secrets by their ids.</summary>
    public IReadOnlyDictionary<string, string> SpacesKeys { get; init; } = DefaultSpacesKeys;

    public LatencyProfile Profile
    {
        get => _profile;
        set => _profile = value;
    }

    /// <summary>Whether droplets can be made in a region: with hosts, only where the profile knows the distances.</summary>
    public bool Offers(string region) => !WithHosts || _profile.Knows(region);
}
