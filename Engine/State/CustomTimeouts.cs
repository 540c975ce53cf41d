namespace E3.Engine.State;

/// <summary>How long a resource's calls may take; null leaves it to the provider.</summary>
public sealed record CustomTimeouts(TimeSpan? Create, TimeSpan? Update, TimeSpan? Delete, TimeSpan? Read)
{
    /// <summary>All left to the provider.</summary>
    public static CustomTimeouts None { get; } = new(null, null, null, null);
}
