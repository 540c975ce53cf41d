using System.Collections.Frozen;
using System.Reflection;

namespace E3.LocalCloud.Wan;

/// <summary>
/// How far regions are from each other: delay, rate and queue between every two of them. Shipped profiles are <c>digitalocean</c>
/// (round trips measured in 2017), <c>wan-100ms</c> (the figure papers use) and <c>lan</c>; a path to a file of the same form is
/// as good as a name.
/// </summary>
public sealed class LatencyProfile
{
    private const string ResourcePrefix = "profile:";
    private readonly FrozenDictionary<(string From, string To), TimeSpan> _roundTrips;
    private readonly TimeSpan _anyRoundTrip;

    internal LatencyProfile(ProfileFile file)
    {
        Name = file.Name;
        Description = file.Description;
        Within = file.Within;
        BitsPerSecond = file.BitsPerSecond;
        Queue = file.Queue;
        AnyRegion = file.AnyRoundTrip is not null;
        _anyRoundTrip = file.AnyRoundTrip ?? TimeSpan.Zero;
        _roundTrips = file.RoundTrips.ToFrozenDictionary();
        Regions = [.. file.Regions.Order(StringComparer.Ordinal)];
    }

    /// <summary>The names <see cref="Load"/> knows without a path, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Resources().Select(name => name[ResourcePrefix.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>The profile's name, or the path it was loaded from.</summary>
    public string Name { get; }

    /// <summary>One line for a person.</summary>
    public string Description { get; }

    /// <summary>The regions the profile names, sorted; empty when <see cref="AnyRegion"/>.</summary>
    public IReadOnlyList<string> Regions { get; }

    /// <summary>Whether the profile holds for whatever regions there are, all equally far from each other.</summary>
    public bool AnyRegion { get; }

    /// <summary>Round trip between two hosts of one region.</summary>
    public TimeSpan Within { get; }

    /// <summary>Rate of each direction between two hosts, IP headers included; null when nothing but the machine limits it.</summary>
    public long? BitsPerSecond { get; }

    /// <summary>How long a packet may wait for its turn at <see cref="BitsPerSecond"/>; what would wait longer is dropped, as at a router.</summary>
    public TimeSpan Queue { get; }

    /// <summary>Loads a shipped profile by name, or a profile file by path (anything with a slash or ending in <c>.yaml</c>).</summary>
    /// <exception cref="LatencyProfileException">No such name or file, or a mistake in the file (named with its line).</exception>
    public static LatencyProfile Load(string nameOrPath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrPath);
        return new LatencyProfile(ProfileFile.Parse(nameOrPath, Read(nameOrPath)));
    }

    /// <summary>Whether <paramref name="region"/> has a place in this profile.</summary>
    public bool Knows(string region) => AnyRegion || Regions.Contains(region);

    /// <summary>Round trip between a host of one region and a host of another, or of the same.</summary>
    /// <exception cref="LatencyProfileException">The profile does not know one of the regions.</exception>
    public TimeSpan RoundTrip(string from, string to)
    {
        Demand(from);
        Demand(to);
        return from == to ? Within : AnyRegion ? _anyRoundTrip : _roundTrips[(from, to)];
    }

    /// <summary>Delay of a packet from a host of one region to a host of another, or of the same: half the round trip.</summary>
    /// <exception cref="LatencyProfileException">The profile does not know one of the regions.</exception>
    public TimeSpan OneWay(string from, string to) => RoundTrip(from, to) / 2;

    /// <summary>Checks that a region has a place in this profile.</summary>
    /// <exception cref="LatencyProfileException">It has none; the message names those that have.</exception>
    public void Demand(string region)
    {
        if (!Knows(region))
            throw new LatencyProfileException(
                $"latency profile '{Name}' does not know the region '{region}'; it knows {string.Join(", ", Regions)}");
    }

    private static string Read(string nameOrPath)
    {
        if (nameOrPath.Contains('/', StringComparison.Ordinal) || nameOrPath.EndsWith(".yaml", StringComparison.Ordinal))
            return ReadFile(nameOrPath);
        using var stream = typeof(LatencyProfile).Assembly.GetManifestResourceStream(ResourcePrefix + nameOrPath)
            ?? throw new LatencyProfileException(
                $"there is no latency profile '{nameOrPath}'; shipped are {string.Join(", ", Names)}, or give the path of a .yaml file");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LatencyProfileException(
                $"cannot read the latency profile '{path}': {e.Message} Shipped profiles are {string.Join(", ", Names)}.", e);
        }
    }

    private static IEnumerable<string> Resources() =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal));
}
