using System.Buffers;

namespace E3.LocalCloud.Server;

/// <summary>The folder of a cloud: private, of one server at a time.</summary>
internal static class CloudFolder
{
    /// <summary>Characters that overlayfs or the mount table would take for something else.</summary>
    private static readonly SearchValues<char> Unfit = SearchValues.Create(" \t\n,:\\\"");

    public static void Make(string root)
    {
        if (root.AsSpan().ContainsAny(Unfit))
            throw new CloudException(
                $"the local cloud cannot be kept in '{root}': its path has a space, comma, colon, quote or backslash, which overlay mounts do not take. "
                + "Choose another folder.");
        Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Takes the folder for this process; the kernel gives it free when the process ends, however it ends.</summary>
    public static FileStream Lock(string root)
    {
        try
        {
            return new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new CloudException($"another server of the local cloud in {root} is running", e);
        }
    }

    /// <summary>Removes what is in the folder of a cloud with nothing in it; its log stays.</summary>
    public static void Empty(string root)
    {
        foreach (var file in (string[])["state.json", "state.json.new", "wan.sock"])
            File.Delete(Path.Combine(root, file));
        foreach (var folder in (string[])["hosts", "spaces", "buckets"])
        {
            if (Directory.Exists(Path.Combine(root, folder)))
                Directory.Delete(Path.Combine(root, folder), recursive: true);
        }
    }
}
