using System.Globalization;

namespace E3.Remote;

/// <summary>Why a host did not let us in, as far as it can be told from here.</summary>
public enum UnreachableReason
{
    /// <summary>Something else; the message says what.</summary>
    Other,

    /// <summary>The address answers, but nothing listens on the port.</summary>
    ConnectionRefused,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>The network has no way to the address.</summary>
    NoRoute,

    /// <summary>The host's name has no address.</summary>
    UnknownName,

    /// <summary>SSH answers, but neither key nor password is accepted.</summary>
    AuthenticationRefused,

    /// <summary>The host proves to be another one than the pinned key says.</summary>
    HostKeyDiffers,

    /// <summary>The connection was cut while it was being set up.</summary>
    ConnectionLost,
}

/// <summary>A host that could not be logged into: which, how often and how long it was tried, and why the last attempt failed.</summary>
public sealed class HostUnreachableException : Exception
{
    internal HostUnreachableException(SshTarget target, int attempts, TimeSpan elapsed, UnreachableReason reason, string cause, Exception? inner)
        : base(Describe(target, attempts, elapsed, cause), inner)
    {
        Name = target.Name;
        Address = $"{target.Host}:{target.Port}";
        Attempts = attempts;
        Elapsed = elapsed;
        Reason = reason;
    }

    /// <summary>The name of the host.</summary>
    public string Name { get; }

    /// <summary>Address and port that were tried.</summary>
    public string Address { get; }

    /// <summary>How many times it was tried.</summary>
    public int Attempts { get; }

    /// <summary>How long all attempts took together.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Why the last attempt failed.</summary>
    public UnreachableReason Reason { get; }

    private static string Describe(SshTarget target, int attempts, TimeSpan elapsed, string cause) => string.Create(
        CultureInfo.InvariantCulture,
        $"host {target} cannot be reached over SSH as {target.User}: {cause} ({attempts} attempt{(attempts == 1 ? "" : "s")} in {elapsed.TotalSeconds:0.0} s)");
}
