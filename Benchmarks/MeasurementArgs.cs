using E3.Benchmarks.Jobs;
using Pulumi;

namespace E3.Benchmarks;

/// <summary>What to measure, between whom, over what.</summary>
public sealed class MeasurementArgs
{
    /// <summary>The overlay's name, for people.</summary>
    public required string Overlay { get; init; }

    /// <summary>What the parties compute.</summary>
    public required Job Job { get; init; }

    /// <summary>Who takes part, in the protocol's order: the first 2t + 1 are those who wait for one another.</summary>
    public required IReadOnlyList<MeasurementParty> Parties { get; init; }

    /// <summary>An address for each ordered pair of parties; those of the overlay, not of the operator.</summary>
    public required IReadOnlyList<MeasurementLink> Links { get; init; }

    /// <summary>How often, from 1.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>The longest one repeat may take.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The latencies that the network is said to have, by name: under others the measurement is taken again. Null for unknown ones.</summary>
    public string? Profile { get; init; }

    /// <summary>Who watches the network (see <see cref="RunRequest.Witness"/>); null for nobody.</summary>
    public Uri? Witness { get; init; }

    /// <summary>What must be there first, such as the overlay, or another measurement that would disturb this one.</summary>
    public InputList<Resource> After { get; init; } = [];
}

/// <summary>A party, as far as it is known before it exists.</summary>
public sealed class MeasurementParty
{
    /// <summary>The host's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required string Region { get; init; }

    /// <summary>The address at which the operator reaches it over SSH.</summary>
    public required Input<string> Host { get; init; }

    /// <summary>The operator's private key in OpenSSH or PEM form; it is treated as a secret whether it is marked as one or not.</summary>
    public required Input<string> PrivateKey { get; init; }

    /// <summary>The host's public key as OpenSSH prints it: no other is accepted.</summary>
    public required Input<string> HostKey { get; init; }

    /// <summary>The SSH port.</summary>
    public int Port { get; init; } = 22;

    /// <summary>Who to log in as.</summary>
    public string User { get; init; } = "root";

    /// <summary>What kind of machine it is, such as a droplet's size: on another the measurement is taken again. Null when nobody says.</summary>
    public Input<string>? Machine { get; init; }

    /// <summary>The command line that brings the overlay up again on it when it was restarted since (see <see cref="PartyHost"/>); null for none.</summary>
    public string? Rejoin { get; init; }
}

/// <summary>The way from one party to another.</summary>
public sealed class MeasurementLink
{
    /// <summary>Name of the party that dials.</summary>
    public required string From { get; init; }

    /// <summary>Name of the party that listens.</summary>
    public required string To { get; init; }

    /// <summary>Host or host:port; without a port, <see cref="RunRequest.Port"/>.</summary>
    public required Input<string> Address { get; init; }
}
