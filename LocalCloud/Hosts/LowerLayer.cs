using System.Collections.Immutable;

namespace E3.LocalCloud.Hosts;

/// <summary>
/// The file systems of this machine that hosts see under their own writable layers. An overlay of the root does not show what is mounted
/// below it, so a machine with /usr or /nix of its own needs an overlay for each.
/// </summary>
internal sealed record LowerLayer(ImmutableArray<string> Mounts)
{
    private static readonly ImmutableArray<string> Kinds =
        ["ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "erofs", "squashfs", "overlay", "bcachefs", "virtiofs", "9p"];

    private static readonly ImmutableArray<string> Private = ["/proc", "/sys", "/dev", "/run", "/tmp", "/boot", "/mnt", "/media", "/home", "/root"];

    /// <summary>Reads /proc/self/mountinfo. What is mounted in a masked folder, which hosts do not see, stays out.</summary>
    public static LowerLayer Read(string mountInfo, IReadOnlyCollection<string> masked) => new([
        .. mountInfo.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(Parse)
            .Where(mount => mount.Path != "/" && Kinds.Contains(mount.Kind) && !mount.Path.Any(char.IsWhiteSpace))
            .Select(mount => mount.Path)
            .Where(path => !Private.Concat(masked).Any(folder => IsWithin(path, folder)))
            .Where(Directory.Exists)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ]);

    public static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    // proc(5): fields up to a lone dash, after it the file system's type. Spaces in paths are written \040.
    private static (string Path, string Kind) Parse(string line)
    {
        var fields = line.Split(' ');
        var dash = Array.IndexOf(fields, "-");
        return (fields[4].Replace("\\040", " ", StringComparison.Ordinal), dash > 0 && dash + 1 < fields.Length ? fields[dash + 1] : "");
    }
}
