namespace E3.Engine.Programs;

/// <summary>Something that registers resources: a process, or code of the caller's.</summary>
internal interface IProgram
{
    /// <summary>Runs to the end. <paramref name="kill"/> ends it at once.</summary>
    Task<ProgramExit> RunAsync(IReadOnlyDictionary<string, string?> environment, ProgramOutput output, CancellationToken kill);
}

/// <summary>How a program ended: its exit code, and the end of what it wrote to its standard error.</summary>
internal sealed record ProgramExit(int Code, string LastErrors)
{
    /// <summary>What to tell of a failure instead of its exit code, where the program is no process.</summary>
    public string? Explanation { get; init; }
}

/// <summary>Where a program's lines go.</summary>
internal sealed record ProgramOutput(Action<string> Line, Action<string> ErrorLine);
