using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using E3.LocalCloud.Control;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Hosts;

/// <summary>
/// A host's disk: the machine's own files below, the host's writes above. What is the operator's (home folders, the folder of this
/// cloud, the machine's host keys and passwords) is replaced by what is the host's.
/// </summary>
internal sealed class HostDisk(HostFolder folder, LowerLayer lower, ImmutableArray<string> masked)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Readable = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const string DotnetLink = "/usr/local/lib/e3-dotnet";

    private static readonly ImmutableArray<string> Searched = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>The .NET installation the host would not see by itself, or "".</summary>
    public string HiddenDotnet { get; } =
        Searched.Any(bin => File.Exists(bin + "/dotnet") && !masked.Any(mask => LowerLayer.IsWithin(Resolved(bin + "/dotnet"), mask)))
            ? ""
            : CloudProgram.DotnetRoot;

    /// <summary>Writes what a new host starts with. Its host key is there last: it says that the disk is whole.</summary>
    public async Task PrepareAsync(Droplet droplet, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder.Path);
        await WriteBootAsync(cancel);
        var key = Upper("/etc/ssh/ssh_host_ed25519_key");
        if (File.Exists(key))
            return;
        if (Directory.Exists(folder.Upper))
            Directory.Delete(folder.Upper, recursive: true);
        // A user who is made on the host is to reach the own home.
        foreach (var path in masked)
            Linux.MakeOpaque(Make(path, path == "/home" ? Readable | Executable : OwnerOnly | UnixFileMode.UserExecute));
        Linux.MakeOpaque(Make("/etc/ssh", Readable | Executable));
        await WriteAsync("/etc/hostname", droplet.Hostname + "\n", cancel);
        await WriteAsync("/etc/hosts", $"127.0.0.1 localhost\n127.0.1.1 {droplet.Hostname}\n::1 localhost ip6-localhost ip6-loopback\n", cancel);
        await WriteAsync("/etc/resolv.conf", "", cancel);
        // Every account without a password, none locked: a locked root could not log in by key either.
        var users = (await File.ReadAllLinesAsync("/etc/passwd", cancel)).Select(line => $"{line.Split(':')[0]}:*:19000:0:99999:7:::\n");
        await WriteAsync("/etc/shadow", string.Concat(users), cancel, OwnerOnly);
        await WriteAsync("/etc/ssh/sshd_config", await SshdConfig.ReadAsync(cancel), cancel);
        await WriteAsync("/etc/ssh/ssh_config", "", cancel);
        Make("/root/.ssh", OwnerOnly | UnixFileMode.UserExecute);
        await WriteAsync("/root/.ssh/authorized_keys", string.Concat(droplet.AuthorizedKeys.Select(line => line + "\n")), cancel, OwnerOnly);
        if (HiddenDotnet.Length > 0)
        {
            Make(DotnetLink, Readable | Executable);
            Make("/usr/local/bin", Readable | Executable);
            File.CreateSymbolicLink(Upper("/usr/local/bin/dotnet"), DotnetLink + "/dotnet");
        }

        await WriteUserDataAsync(droplet.UserData, cancel);
        await MakeHostKeyAsync(key, droplet.Hostname, cancel);
    }

    private async Task WriteBootAsync(CancellationToken cancel)
    {
        foreach (var path in (string[])[folder.Upper, folder.Work, folder.Merged])
            Directory.CreateDirectory(path);
        File.SetUnixFileMode(folder.Upper, Readable | Executable);
        for (var number = 0; number < lower.Mounts.Length; number++)
        {
            Directory.CreateDirectory($"{folder.Upper}.{number}");
            File.SetUnixFileMode($"{folder.Upper}.{number}", File.GetUnixFileMode(lower.Mounts[number]));
            Directory.CreateDirectory($"{folder.Work}.{number}");
        }

        await File.WriteAllTextAsync(folder.Mounts, string.Concat(lower.Mounts.Select((path, number) => $"{number} {path}\n")), cancel);
        await using var script = Assembly.GetExecutingAssembly().GetManifestResourceStream("boot.sh")!;
        await using var file = File.Create(folder.BootScript);
        await script.CopyToAsync(file, cancel);
    }

    private async Task WriteUserDataAsync(string? userData, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(userData))
            return;
        if (userData.StartsWith("#!", StringComparison.Ordinal))
            await WriteAsync("/var/lib/cloud/user-data", userData, cancel, OwnerOnly | UnixFileMode.UserExecute);
        else
            await WriteAsync("/var/log/cloud-init-output.log", "user data other than a script that begins with #! is not run by the local cloud\n", cancel);
    }

    // A key that is half written by a crash must not be taken for one: made aside, then moved.
    private async Task MakeHostKeyAsync(string path, string comment, CancellationToken cancel)
    {
        var aside = Path.Combine(folder.Path, "hostkey");
        File.Delete(aside);
        await Shell.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", $"root@{comment}", "-f", aside], cancel);
        File.Move(aside + ".pub", path + ".pub", overwrite: true);
        File.Move(aside, path, overwrite: true);
    }

    private async Task WriteAsync(string path, string content, CancellationToken cancel, UnixFileMode mode = Readable)
    {
        Make(Path.GetDirectoryName(path)!, Readable | Executable);
        await File.WriteAllTextAsync(Upper(path), content, cancel);
        File.SetUnixFileMode(Upper(path), mode);
    }

    /// <summary>Makes a folder in the upper layer, its parents with the modes they have on the machine.</summary>
    private string Make(string path, UnixFileMode mode)
    {
        var upper = Upper(path);
        if (Directory.Exists(upper))
            return upper;
        var parent = Path.GetDirectoryName(path);
        if (parent is not (null or "/"))
            Make(parent, Directory.Exists(parent) ? File.GetUnixFileMode(parent) : Readable | Executable);
        Directory.CreateDirectory(upper);
        File.SetUnixFileMode(upper, mode);
        return upper;
    }

    private string Upper(string path)
    {
        var mount = lower.Mounts.LastOrDefault(mount => LowerLayer.IsWithin(path, mount));
        return mount is null
            ? folder.Upper + path
            : string.Create(CultureInfo.InvariantCulture, $"{folder.Upper}.{lower.Mounts.IndexOf(mount)}{path[mount.Length..]}");
    }

    private static string Resolved(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
}
