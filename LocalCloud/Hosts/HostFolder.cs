using System.Globalization;

namespace E3.LocalCloud.Hosts;

/// <summary>Where a host keeps what is its own: DIR/hosts/ID.</summary>
internal sealed class HostFolder(string root, long id)
{
    public string Path { get; } = System.IO.Path.Combine(Of(root), id.ToString(CultureInfo.InvariantCulture));

    /// <summary>The writable layer of its disk.</summary>
    public string Upper => In("upper");

    public string Work => In("work");

    /// <summary>Where its root is put together, inside its own mount namespace only.</summary>
    public string Merged => In("merged");

    /// <summary>What its boot and sshd write.</summary>
    public string Console => In("console.log");

    public string BootScript => In("boot.sh");

    /// <summary>Further mounted file systems that it sees, one "number path" a line.</summary>
    public string Mounts => In("mounts");

    /// <summary>Its first process: pid and start time.</summary>
    public string Init => In("init");

    /// <summary>The name of its network namespace.</summary>
    public string NamespaceName => In("namespace");

    public static string Of(string root) => System.IO.Path.Combine(root, "hosts");

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
