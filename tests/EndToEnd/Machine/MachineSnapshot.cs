using CliWrap;
using CliWrap.Buffered;

namespace E3.EndToEnd.Machine;

/// <summary>
/// What a run could leave behind on this machine: namespaces, mounts, links, routes, processes, files outside <c>.e3/</c>.
/// </summary>
internal sealed record MachineSnapshot(IReadOnlySet<string> Traces)
{
    // Where a program that forgets to clean up leaves things; /proc and /sys hold nothing of their own, /usr only what apt puts there.
    private static readonly string[] Watched = ["/etc", "/opt", "/root", "/run", "/srv", "/var/lib"];

    // Other programs of a busy machine write here at any time: the .NET runtime and NuGet, apt, systemd and the test runner.
    private static readonly string[] Noise =
        ["/root/.", "/run/systemd", "/run/user", "/run/log", "/run/udev", "/var/lib/apt", "/var/lib/dpkg", "/var/lib/systemd"];

    public static async Task<MachineSnapshot> TakeAsync(string workspace, CancellationToken cancel)
    {
        var traces = new HashSet<string>();
        void Add(string kind, IEnumerable<string> names) => traces.UnionWith(names.Select(name => $"{kind} {name}"));

        Add("namespace", Directory.Exists("/run/netns") ? Directory.EnumerateFileSystemEntries("/run/netns") : []);
        Add("mount", (await File.ReadAllLinesAsync("/proc/self/mounts", cancel)).Select(line => string.Join(' ', line.Split(' ').Take(3))));
        Add("link", (await LinesAsync("-o", "link")).Select(line => line.Split(':')[1].Trim()));
        Add("route", await LinesAsync("route", "show", "table", "all"));
        Add("process", StrayProcesses(workspace));
        Add("file", Watched.Where(Directory.Exists).SelectMany(Files).Concat(Files(workspace))
            .Concat(Directory.EnumerateFileSystemEntries(Path.GetTempPath(), "e3*").Where(path => path != workspace))
            .Where(path => !path.StartsWith(Path.Combine(workspace, ".e3"), StringComparison.Ordinal)));
        return new MachineSnapshot(traces);

        async Task<string[]> LinesAsync(params string[] arguments) =>
            (await Cli.Wrap("ip").WithArguments(arguments).ExecuteBufferedAsync(cancel)).StandardOutput
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What is here now and was not there before.</summary>
    public IEnumerable<string> Since(MachineSnapshot before) => Traces.Except(before.Traces).Order(StringComparer.Ordinal);

    // Ours are those that live in other namespaces than we do, or that were started for this workspace.
    private static IEnumerable<string> StrayProcesses(string workspace)
    {
        var own = Namespaces("self");
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            var pid = Path.GetFileName(folder);
            string command;
            string? theirs;
            try
            {
                command = File.ReadAllText($"{folder}/cmdline").Replace('\0', ' ').Trim();
                theirs = Namespaces(pid);
            }
            catch (IOException)
            {
                continue; // It ended while we looked.
            }

            if (command.Length > 0 && (theirs != own || command.Contains(workspace, StringComparison.Ordinal)))
                yield return $"{pid} {command}";
        }
    }

    private static string? Namespaces(string pid) => string.Join(' ', new[] { "net", "mnt", "pid", "uts" }.Select(kind =>
        new FileInfo($"/proc/{pid}/ns/{kind}").LinkTarget));

    private static IEnumerable<string> Files(string root) =>
        Directory.EnumerateFileSystemEntries(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(path => !Noise.Any(noise => path.StartsWith(noise, StringComparison.Ordinal)));
}
