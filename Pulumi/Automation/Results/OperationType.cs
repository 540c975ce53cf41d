namespace Pulumi.Automation;

/// <summary>What the engine does to a resource.</summary>
public enum OperationType
{
    /// <summary>Something that a newer engine does.</summary>
    Unknown = -1,

    /// <summary>Nothing: it is as the program says.</summary>
    Same,

    /// <summary>Makes it.</summary>
    Create,

    /// <summary>Changes it.</summary>
    Update,

    /// <summary>Deletes it.</summary>
    Delete,

    /// <summary>Makes another in its place.</summary>
    Replace,

    /// <summary>Makes the one that takes another's place.</summary>
    CreateReplacement,

    /// <summary>Deletes the one whose place another has taken.</summary>
    DeleteReplaced,

    /// <summary>Reads one that is not the stack's own.</summary>
    Read,

    /// <summary>Reads one that takes the place of one of the stack's own.</summary>
    ReadReplacement,

    /// <summary>Brings the state up to date with what is there.</summary>
    Refresh,

    /// <summary>Forgets one that was only read.</summary>
    ReadDiscard,

    /// <summary>Forgets one that was only read, and whose place another has taken.</summary>
    DiscardReplaced,

    /// <summary>Forgets one that was deleted to be replaced.</summary>
    RemovePendingReplace,

    /// <summary>Takes one over that is there already.</summary>
    Import,

    /// <summary>Takes one over that is there already, in another's place.</summary>
    ImportReplacement,
}
