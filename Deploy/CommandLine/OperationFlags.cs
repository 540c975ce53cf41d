using E3.Deploy.Display;

namespace E3.Deploy.CommandLine;

/// <summary>What the flags of an operation on a stack say.</summary>
internal sealed record OperationFlags
{
    public string? Stack { get; init; }

    /// <summary>A settings file in the place of the stack's own; null for that one.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>Settings to write before the operation: <c>key=value</c>.</summary>
    public IReadOnlyList<string> Config { get; init; } = [];

    /// <summary>Whether the keys of <see cref="Config"/> lead into values.</summary>
    public bool ConfigPath { get; init; }

    public bool Yes { get; init; }

    public bool SkipPreview { get; init; }

    public DisplayChoices Display { get; init; } = new();

    /// <summary>How many resources at a time; null for the engine's own number.</summary>
    public int? Parallel { get; init; }

    public IReadOnlyList<string> Targets { get; init; } = [];

    public bool TargetDependents { get; init; }

    public IReadOnlyList<string> Replace { get; init; } = [];

    public bool ContinueOnError { get; init; }

    public bool Refresh { get; init; }

    public bool ExpectNoChanges { get; init; }

    public string Message { get; init; } = "";

    public IReadOnlyList<string> Excludes { get; init; } = [];

    public bool ExcludeDependents { get; init; }

    public bool ExcludeProtected { get; init; }

    public bool IgnoreProtect { get; init; }

    /// <summary>Whether a refresh, destroy or import is only to say what it would do.</summary>
    public bool PreviewOnly { get; init; }

    /// <summary>Whether the program runs along in a refresh or a destroy.</summary>
    public bool RunProgram { get; init; }

    /// <summary>A plan that the update is held to, absolute; null for none.</summary>
    public string? Plan { get; init; }

    /// <summary>Where the preview is kept as a plan, absolute; null for nowhere.</summary>
    public string? SavePlan { get; init; }

    /// <summary>Whether the stack itself is removed once it is empty.</summary>
    public bool Remove { get; init; }

    /// <summary>Where a process of the caller's serves the program, <c>host:port</c>; null when it is a process to start.</summary>
    public string? Client { get; init; }

    /// <summary>Where every event goes too: a file, or <c>tcp://host:port</c>.</summary>
    public string? EventLog { get; init; }

    /// <summary>How the command was started, for the history: <c>cli</c>, <c>auto.local</c>, <c>auto.inline</c>.</summary>
    public string ExecKind { get; init; } = "cli";
}
