using E3.Deploy.Display;

namespace E3.Deploy.CommandLine;

/// <summary>What the flags of an operation on a stack say.</summary>
internal sealed record OperationFlags
{
    public string? Stack { get; init; }

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

    public bool ShowSecrets { get; init; }
}
