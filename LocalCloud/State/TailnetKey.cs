using System.Collections.Immutable;

namespace E3.LocalCloud.State;

/// <summary>A Tailscale auth key. Its secret is shown once, when it is made; only its SHA-256 is kept.</summary>
internal sealed record TailnetKey
{
    public required string Id { get; init; }

    public required string Tailnet { get; init; }

    public required string SecretHash { get; init; }

    public string Description { get; init; } = "";

    public bool Reusable { get; init; }

    public bool Ephemeral { get; init; }

    public bool Preauthorized { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Expires { get; init; }
}
