using System.Collections.Immutable;

namespace E3.Remote;

/// <summary>
/// A command line for the login shell of a host (any POSIX shell). The command is part of the remote shell's arguments, as with
/// <c>ssh host command</c>; <paramref name="Stdin"/> and <paramref name="Environment"/> are not: both travel over standard input, because
/// sshd refuses nearly every variable offered to it and other users of the host can read arguments.
/// </summary>
/// <param name="Command">The command.</param>
/// <param name="Stdin">What it reads; null for nothing.</param>
/// <param name="Environment">Variables exported to it; names of letters, digits and underscores.</param>
public sealed record RemoteCommand(string Command, string? Stdin, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>A command without input or variables.</summary>
    public RemoteCommand(string command) : this(command, null, ImmutableDictionary<string, string>.Empty) { }

    /// <summary>
    /// With <see cref="SshSession.StartAsync"/>: the command does not get our input. It begins when a first line is written, and it and all
    /// its children are killed when our side closes the input, ends or dies.
    /// </summary>
    public bool HeldByStdin { get; init; }
}

/// <summary>How a remote command ended; output is exactly what it wrote, read as UTF-8. A signal n counts as 128 + n.</summary>
public sealed record CommandResult(int ExitCode, string Stdout, string Stderr);

/// <summary>One line that a remote command wrote, without its end.</summary>
public sealed record OutputLine(OutputSource Source, string Text);

/// <summary>Which of its two outputs a command wrote to.</summary>
public enum OutputSource
{
    /// <summary>Standard output.</summary>
    Stdout,

    /// <summary>Standard error.</summary>
    Stderr,
}
