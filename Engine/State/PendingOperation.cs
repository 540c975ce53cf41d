namespace E3.Engine.State;

/// <summary>A call to a provider that began and of which no end is known.</summary>
public sealed record PendingOperation(ResourceState Resource, PendingOperationType Type);

/// <summary>What was being done.</summary>
public enum PendingOperationType
{
    /// <summary>A create: the resource may exist without the state knowing.</summary>
    Creating,

    /// <summary>An update in place.</summary>
    Updating,

    /// <summary>A delete.</summary>
    Deleting,

    /// <summary>A read.</summary>
    Reading,
}
