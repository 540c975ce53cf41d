namespace E3.Remote;

/// <summary>A connection that broke while something was running over it; whether the command ended is unknown.</summary>
public sealed class ConnectionLostException : IOException
{
    internal ConnectionLostException(SshTarget target, string doing, Exception? inner)
        : base($"the SSH connection to host {target} was lost while {doing}{(inner is null ? "" : ": " + inner.Message)}", inner) => Name = target.Name;

    /// <summary>The name of the host.</summary>
    public string Name { get; }
}
