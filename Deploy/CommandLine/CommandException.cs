namespace E3.Deploy.CommandLine;

/// <summary>A command that cannot go on, told in one message, and the exit code that says so to a program.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCodes.Failed, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}
