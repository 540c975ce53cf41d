using System.Globalization;
using System.Text;
using E3.LocalCloud.Hosts;

namespace E3.LocalCloud.Control;

/// <summary>
/// Finds what a cloud left on this machine, whether or not anybody remembers it: processes by a marker in their environment or by the
/// overlay they live on (sshd overwrites its environment), namespaces by name.
/// </summary>
internal static class Leftovers
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestDeath = TimeSpan.FromSeconds(2);

    /// <summary>The servers and emulators of a cloud.</summary>
    public static IEnumerable<int> CloudProcesses(string root) =>
        Processes().Where(pid => HasVariable(pid, $"{CloudProgram.RootVariable}={root}"));

    /// <summary>The processes of a host, given its folder, or of all hosts, given the folder of those.</summary>
    public static IEnumerable<int> HostProcesses(string folder)
    {
        var own = MountNamespace("self");
        return Processes().Where(pid => HasVariable(pid, $"{CloudProgram.HostVariable}={folder}", isFolder: true) || LivesOn(pid, folder, own));
    }

    /// <summary>Namespaces of hosts: those a folder of the cloud names, and any of the cloud's port that no process is in.</summary>
    public static IEnumerable<string> Namespaces(string root, int? port)
    {
        var hosts = HostFolder.Of(root);
        var known = !Directory.Exists(hosts)
            ? []
            : Directory.EnumerateDirectories(hosts).Select(host => Path.Combine(host, "namespace")).Where(File.Exists).Select(File.ReadAllText);
        var named = port is null || !Directory.Exists(NetworkNamespace.Folder)
            ? []
            : Directory.EnumerateFiles(NetworkNamespace.Folder, $"e3-{port}-*").Select(path => Path.GetFileName(path)!);
        return known.Concat(named).Where(name => name.Length > 0 && File.Exists(NetworkNamespace.PathOf(name))).Distinct();
    }

    public static Task KillHostAsync(string folder, TimeProvider clock, CancellationToken cancel) =>
        Directory.Exists(folder) ? KillAsync(() => HostProcesses(folder), clock, cancel) : Task.CompletedTask;

    public static Task KillEmulatorsAsync(string root, TimeProvider clock, CancellationToken cancel) =>
        KillAsync(() => CloudProcesses(root).Where(IsEmulator), clock, cancel);

    /// <summary>Kills what <paramref name="find"/> finds until it finds nothing, and returns when all of it is gone.</summary>
    public static async Task<int> KillAsync(Func<IEnumerable<int>> find, TimeProvider clock, CancellationToken cancel)
    {
        var killed = new HashSet<int>();
        while (find().Where(pid => pid != Environment.ProcessId).ToArray() is { Length: > 0 } found)
        {
            foreach (var pid in found)
            {
                Linux.Signal(pid, Linux.Kill);
                killed.Add(pid);
            }

            await Task.Delay(Look, clock, cancel);
        }

        await SeeTheDyingOffAsync(clock, cancel);
        return killed.Count;
    }

    // A dying process cannot be told by its environment any more, which is gone first; its network devices go last. So all are waited for,
    // whosever they are; one that hangs in the kernel is not waited for longer than this.
    private static async Task SeeTheDyingOffAsync(TimeProvider clock, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        while (AllProcesses().Any(pid => ProcessIdentity.Find(pid) is { Dying: true }) && clock.GetElapsedTime(began) < LongestDeath)
            await Task.Delay(Look, clock, cancel);
    }

    private static bool IsEmulator(int pid) => Read(pid, "cmdline").Split('\0').Skip(1).Take(2).Contains("wan");

    private static IEnumerable<int> Processes() => AllProcesses().Where(pid => ProcessIdentity.Find(pid) is { Ended: false });

    private static IEnumerable<int> AllProcesses() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0);

    private static bool HasVariable(int pid, string assignment, bool isFolder = false) => Read(pid, "environ").Split('\0')
        .Any(variable => variable == assignment || (isFolder && variable.StartsWith(assignment + "/", StringComparison.Ordinal)));

    private static bool LivesOn(int pid, string folder, string? own)
    {
        var space = MountNamespace(pid.ToString(CultureInfo.InvariantCulture));
        return space is not null && space != own && Read(pid, "mountinfo").Contains($"upperdir={folder}/", StringComparison.Ordinal);
    }

    private static string? MountNamespace(string pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/ns/mnt").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A process may end, or not be ours to look into, between listing and reading it.
    private static string Read(int pid, string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{file}")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
