namespace E3.Floor;

/// <summary>What ends this program: a message for the person who ran it, and its exit code.</summary>
internal class FloorException(string message, int exitCode = FloorException.Failed, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The computation or the network failed.</summary>
    public const int Failed = 1;

    /// <summary>The arguments are wrong.</summary>
    public const int BadArguments = 2;

    /// <summary>Whoever started this program closed its input: nobody waits for an answer.</summary>
    public const int Abandoned = 3;

    public int ExitCode { get; } = exitCode;
}
