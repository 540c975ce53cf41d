using E3.LocalCloud.Control;

namespace E3.LocalCloud.Hosts;

/// <summary>A host's network namespace: named, so that it can be found; the name is kept in the host's folder.</summary>
internal static class NetworkNamespace
{
    public const string Folder = "/run/netns";

    public static string PathOf(string name) => $"{Folder}/{name}";

    /// <summary>Makes it unless it is there, and returns its name: the one of an earlier start, which was perhaps on another port.</summary>
    public static async Task<string> EnsureAsync(HostFolder folder, string name, CancellationToken cancel)
    {
        name = await NameAsync(folder, name, cancel);
        // A file without a mount is what a crash of ip, or of the machine, leaves.
        if (File.Exists(PathOf(name)) && !await IsMountedAsync(name, cancel))
            File.Delete(PathOf(name));
        if (!File.Exists(PathOf(name)))
            await Shell.RunAsync("ip", ["netns", "add", name], cancel);
        return name;
    }

    /// <summary>The name kept in the folder, or <paramref name="name"/>, kept from now on. A file that a killed server had not yet filled says nothing.</summary>
    public static async Task<string> NameAsync(HostFolder folder, string name, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder.Path);
        if (File.Exists(folder.NamespaceName) && await File.ReadAllTextAsync(folder.NamespaceName, cancel) is { Length: > 0 } kept)
            return kept;
        await File.WriteAllTextAsync(folder.NamespaceName, name, cancel);
        return name;
    }

    public static async Task DeleteAsync(HostFolder folder, CancellationToken cancel)
    {
        if (!File.Exists(folder.NamespaceName))
            return;
        var name = await File.ReadAllTextAsync(folder.NamespaceName, cancel);
        if (name.Length > 0)
            await DeleteAsync(name, cancel);
        File.Delete(folder.NamespaceName);
    }

    /// <summary>Deletes a namespace by name; one that is not there is deleted already.</summary>
    public static async Task DeleteAsync(string name, CancellationToken cancel)
    {
        if (!File.Exists(PathOf(name)))
            return;
        if (await IsMountedAsync(name, cancel))
            await Shell.RunAsync("ip", ["netns", "del", name], cancel);
        else
            File.Delete(PathOf(name));
    }

    private static async Task<bool> IsMountedAsync(string name, CancellationToken cancel) =>
        (await File.ReadAllLinesAsync("/proc/self/mountinfo", cancel)).Any(line => line.Split(' ')[4] == PathOf(name));
}
