using E3.Deploy.Display.Terminal;

namespace E3.Deploy.Surroundings;

/// <summary>
/// All that the command takes from the machine it runs on, put together once, in Main: the screen, the environment, the folder, the clock,
/// the network, the person's wish to stop.
/// </summary>
internal sealed record Host
{
    public required Screen Screen { get; init; }

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The current folder, or the one named with --cwd.</summary>
    public required string Folder { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Carries all HTTP requests; made when it is first needed.</summary>
    public required Lazy<HttpMessageHandler> Http { get; init; }

    public required Interrupts Interrupts { get; init; }

    /// <summary>Whether a state that is not sound is refused.</summary>
    public bool ChecksIntegrity { get; init; } = true;

    /// <summary>The person's name on this machine.</summary>
    public required string User { get; init; }

    /// <summary>This machine's name.</summary>
    public required string Machine { get; init; }

    /// <summary>Whether the process may make namespaces and network devices.</summary>
    public required bool IsRoot { get; init; }
}
