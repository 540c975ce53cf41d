namespace E3.LocalCloud.State;

/// <summary>A project, which groups resources.</summary>
internal sealed record Project
{
    public required Guid Id { get; init; }

    /// <summary>Unique in the account.</summary>
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public string Purpose { get; init; } = "";

    /// <summary>Development, Staging, Production, or nothing.</summary>
    public string Environment { get; init; } = "";

    /// <summary>Whether new resources come here.</summary>
    public bool IsDefault { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A resource's place in a project.</summary>
internal sealed record Assignment(Guid Project, DateTimeOffset At);
