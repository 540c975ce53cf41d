namespace Pulumi.Automation;

/// <summary>Which operation of a stack it was.</summary>
public enum UpdateKind
{
    /// <summary>Made the stack what its program says.</summary>
    Update,

    /// <summary>Said what an update would do.</summary>
    Preview,

    /// <summary>Brought the state up to date with what is there.</summary>
    Refresh,

    /// <summary>Gave the stack another name.</summary>
    Rename,

    /// <summary>Deleted everything.</summary>
    Destroy,

    /// <summary>Put another state in its place.</summary>
    Import,

    /// <summary>Took resources over that were there already.</summary>
    ResourceImport,
}
