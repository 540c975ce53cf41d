namespace Pulumi.Automation;

/// <summary>How far an operation of a stack has come.</summary>
public enum UpdateState
{
    /// <summary>It has not begun.</summary>
    NotStarted,

    /// <summary>It is under way.</summary>
    InProgress,

    /// <summary>It ended well.</summary>
    Succeeded,

    /// <summary>It did not.</summary>
    Failed,
}
