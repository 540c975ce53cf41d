using System.Collections.Immutable;

namespace E3.LocalCloud.State;

/// <summary>A machine in a tailnet.</summary>
internal sealed record TailnetDevice
{
    public required long Id { get; init; }

    public required string NodeId { get; init; }

    public required string Tailnet { get; init; }

    public required string Hostname { get; init; }

    /// <summary>Unique in the tailnet, with its domain.</summary>
    public required string Name { get; init; }

    public required string Os { get; init; }

    public required string NodeKey { get; init; }

    public required string MachineKey { get; init; }

    /// <summary>Where the others reach it: IP address and UDP port. Null for one that never said so.</summary>
    public string? Endpoint { get; init; }

    public required ImmutableArray<string> Addresses { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The subnets that it may stand for; none go through it.</summary>
    public ImmutableArray<string> Routes { get; init; } = [];

    public bool Authorized { get; init; }

    public bool Ephemeral { get; init; }

    public bool KeyExpiryDisabled { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>When its node key expires.</summary>
    public required DateTimeOffset Expires { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    public bool Online { get; init; } = true;
}

/// <summary>The policy file that was set for a tailnet.</summary>
internal sealed record TailnetPolicy(string Tailnet, string Text);

/// <summary>An access token that an OAuth client was given; only its SHA-256 is kept, as the key of the entry.</summary>
internal sealed record AccessToken(string ClientId, ImmutableArray<string> Scopes, DateTimeOffset Expires);
