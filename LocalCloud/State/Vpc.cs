namespace E3.LocalCloud.State;

/// <summary>A VPC: a private network of one region.</summary>
internal sealed record Vpc
{
    public required Guid Id { get; init; }

    /// <summary>Unique in the account.</summary>
    public required string Name { get; init; }

    public required string Region { get; init; }

    /// <summary>Its addresses, such as 10.110.0.0/20; no two VPCs share any.</summary>
    public required string IpRange { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Whether droplets of the region come here when they name no VPC.</summary>
    public bool Default { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
