namespace Pulumi.Automation.Events;

/// <summary>How a property differs.</summary>
public enum DiffKind
{
    /// <summary>It is new.</summary>
    Add,

    /// <summary>It is new, and the resource is replaced for it.</summary>
    AddReplace,

    /// <summary>It is gone.</summary>
    Delete,

    /// <summary>It is gone, and the resource is replaced for it.</summary>
    DeleteReplace,

    /// <summary>It has another value.</summary>
    Update,

    /// <summary>It has another value, and the resource is replaced for it.</summary>
    UpdateReplace,
}
