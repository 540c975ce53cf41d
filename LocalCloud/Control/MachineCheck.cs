using System.Text;
using E3.LocalCloud.Hosts;

namespace E3.LocalCloud.Control;

/// <summary>Something this machine lacks to have hosts on it.</summary>
/// <param name="What">What is missing, and what it is needed for.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="DebianPackage">The Debian package that brings it, if one does.</param>
public sealed record MissingPart(string What, string Remedy, string? DebianPackage = null)
{
    /// <summary>Both in one line.</summary>
    public override string ToString() => $"{What}: {Remedy}";
}

/// <summary>Whether this machine can have hosts: each thing tried, so that the first droplet does not fail with a kernel's error number.</summary>
internal static class MachineCheck
{
    private static readonly (string Tool, string Package, string Use)[] Tools =
    [
        ("ip", "iproute2", "network namespaces"),
        ("nft", "nftables", "firewalls of droplets"),
        ("unshare", "util-linux", "namespaces of hosts"),
        ("nsenter", "util-linux", "namespaces of hosts"),
        ("setpriv", "util-linux", "hosts without dangerous privileges"),
        ("pivot_root", "util-linux", "roots of hosts"),
        ("setsid", "util-linux", "processes that outlive the server"),
        ("mount", "mount", "disks of hosts"),
        ("hostname", "hostname", "names of hosts"),
        ("sshd", "openssh-server", "the way into hosts"),
        ("ssh-keygen", "openssh-client", "host keys"),
    ];

    private static readonly string[] Folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries), "/usr/sbin", "/sbin"];

    /// <summary>What is missing for a cloud kept in <paramref name="root"/>, where hosts' disks would be; nothing when all is there.</summary>
    public static async Task<IReadOnlyList<MissingPart>> RunAsync(string root, CancellationToken cancel)
    {
        if (!OperatingSystem.IsLinux())
            return [new MissingPart("Linux", "the local cloud's hosts are Linux namespaces; use a Linux machine, or WSL")];
        List<MissingPart> missing = [];
        foreach (var (tool, package, use) in Tools.Where(tool => !IsInstalled(tool.Tool)))
            missing.Add(new MissingPart($"{tool} ({use})", $"apt-get install {package}", package));
        if (!Linux.IsRoot)
        {
            // Without root the rest cannot be tried.
            missing.Add(new MissingPart("root", "run as root (sudo): namespaces with networks and disks of their own need it"));
            return missing;
        }

        if (!File.Exists("/dev/net/tun"))
            missing.Add(new MissingPart("/dev/net/tun (interfaces of hosts)", "modprobe tun; in a container start it with --device /dev/net/tun"));
        if (missing.Count == 0)
            missing.AddRange(await TryAsync(root, cancel));
        return missing;
    }

    private static async Task<IReadOnlyList<MissingPart>> TryAsync(string root, CancellationToken cancel)
    {
        List<MissingPart> missing = [];
        var rules = await InNamespacesAsync(["--net"], "nft -f -", "table inet e3 { chain input { type filter hook input priority filter; ct state established accept; }; }\n", cancel);
        if (rules is not null)
            missing.Add(new MissingPart($"nftables in a network namespace ({rules})", "modprobe nf_tables nf_conntrack; in a container give it --privileged"));
        // A question must not leave a folder behind, so it is tried in the nearest that is there already.
        var folder = root;
        while (!Directory.Exists(folder))
            folder = Path.GetDirectoryName(folder)!;
        var trial = Directory.CreateDirectory(Path.Combine(folder, $".e3-trial-{Environment.ProcessId}")).FullName;
        try
        {
            var overlay = await InNamespacesAsync(
                ["--mount", "--pid", "--uts", "--ipc", "--fork"],
                $"cd '{trial}' && mkdir u w m && mount -t overlay overlay -o 'lowerdir=/,upperdir={trial}/u,workdir={trial}/w' m && touch m/e3-trial",
                null,
                cancel);
            if (overlay is not null)
                missing.Add(new MissingPart(
                    $"overlayfs over this machine's root in {root} ({overlay})",
                    "modprobe overlay; keep the cloud on ext4, xfs, btrfs or tmpfs; in a container give it --privileged and a volume for that folder"));
        }
        finally
        {
            Directory.Delete(trial, recursive: true);
        }

        return missing;
    }

    private static async Task<string?> InNamespacesAsync(string[] spaces, string script, string? input, CancellationToken cancel)
    {
        var result = await Shell.TryAsync("unshare", [.. spaces, "sh", "-c", script], input, cancel);
        return result.IsSuccess ? null : new StringBuilder(result.StandardError.Trim()).Replace('\n', ' ').ToString();
    }

    private static bool IsInstalled(string tool) => Folders.Any(folder => File.Exists(Path.Combine(folder, tool)));
}
