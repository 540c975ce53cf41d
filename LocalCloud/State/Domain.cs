using System.Collections.Immutable;

namespace E3.LocalCloud.State;

/// <summary>A domain and its records. No name server answers for it here.</summary>
internal sealed record Domain
{
    public const int DefaultTtl = 1800;

    public required string Name { get; init; }

    public ImmutableSortedDictionary<long, DomainRecord> Records { get; init; } = ImmutableSortedDictionary<long, DomainRecord>.Empty;

    public Domain With(DomainRecord record) => this with { Records = Records.SetItem(record.Id, record) };
}

/// <summary>A record of a domain; what its type has no use for is null. Names are relative, <c>@</c> is the domain itself.</summary>
internal sealed record DomainRecord
{
    public required long Id { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    /// <summary>Host names without the dot at their end, as the API shows them.</summary>
    public required string Data { get; init; }

    public int? Priority { get; init; }

    public int? Port { get; init; }

    public int Ttl { get; init; } = Domain.DefaultTtl;

    public int? Weight { get; init; }

    public int? Flags { get; init; }

    public string? Tag { get; init; }
}
