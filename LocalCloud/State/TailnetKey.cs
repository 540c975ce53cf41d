using System.Collections.Immutable;

namespace E3.LocalCloud.State;

/// <summary>A Tailscale key: one by which devices join, or an OAuth client. Its secret is shown once, when it is made; only its SHA-256 is kept.</summary>
internal sealed record TailnetKey
{
    public const string Auth = "auth";
    public const string Client = "client";

    public required string Id { get; init; }

    public required string Tailnet { get; init; }

    /// <summary>"auth" or "client".</summary>
    public string Type { get; init; } = Auth;

    public required string SecretHash { get; init; }

    public string Description { get; init; } = "";

    public bool Reusable { get; init; }

    public bool Ephemeral { get; init; }

    public bool Preauthorized { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Expires { get; init; }

    /// <summary>What an OAuth client may do.</summary>
    public ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>The OAuth client that made it; null for one made with an API key.</summary>
    public string? MadeBy { get; init; }

    /// <summary>A single-use key by which a device has joined.</summary>
    public bool Used { get; init; }

    public bool IsInvalid(DateTimeOffset now) => Used || (Type == Auth && Expires <= now);
}
