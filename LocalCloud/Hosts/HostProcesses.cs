using CliWrap;
using E3.LocalCloud.Control;

namespace E3.LocalCloud.Hosts;

/// <summary>Starts a host's processes, knows whether they live, ends them.</summary>
internal sealed class HostProcesses(HostFolder folder, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    /// <summary>The host's first process, when it is alive.</summary>
    public ProcessIdentity? Running =>
        File.Exists(folder.Init) && ProcessIdentity.Parse(File.ReadAllText(folder.Init)) is { IsAlive: true } process ? process : null;

    /// <summary>
    /// Starts the host's first process. It is nobody's child for long: it must outlive this server, so it gets a session of its own and
    /// its output goes to a file. Its environment is its own too, for ours may hold secrets.
    /// </summary>
    public async Task LaunchAsync(string netns, string hostname, string dotnet, CancellationToken cancel)
    {
        File.Delete(folder.Init);
        const string script = """console=$1; shift; exec setsid -f env -i "$@" > "$console" 2>&1 < /dev/null""";
        var result = await Cli.Wrap("sh")
            .WithArguments(
            [
                "-c", script, "launch", folder.Console,
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", $"{CloudProgram.HostVariable}={folder.Path}",
                "nsenter", $"--net={netns}",
                "unshare", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child=KILL",
                "sh", folder.BootScript, folder.Path, hostname, dotnet,
            ])
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancel);
        if (!result.IsSuccess)
            throw new CloudException($"the processes of {folder.Path} could not be started: exit code {result.ExitCode}; see {folder.Console}");
    }

    /// <summary>Waits until the first process has said who it is.</summary>
    public async Task<ProcessIdentity> WaitAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (File.Exists(folder.Init) && ProcessIdentity.Parse(await File.ReadAllTextAsync(folder.Init, cancel)) is { } process)
                return process;
            if (LastWords() is { Length: > 0 } words)
                throw new CloudException($"it ended while starting: {words}");
            await Task.Delay(Look, clock, cancel);
        }
    }

    /// <summary>Kills the host's processes, all of them: the first takes its PID namespace with it.</summary>
    /// <returns>False when no first process was found, though others may be left.</returns>
    public async Task<bool> KillAsync(CancellationToken cancel)
    {
        if (Running is not { } process)
            return false;
        var parent = ProcessIdentity.Find(process.Pid)?.Parent ?? 0;
        var keeper = parent > 1 ? ProcessIdentity.Find(parent)?.Identity : null;
        Linux.Signal(process.Pid, Linux.Kill);
        // It ends by itself after its child, but not while somebody has stopped it.
        if (keeper is not null && IsKeeper(parent))
            Linux.Signal(parent, Linux.Kill);
        while (process.IsAlive || (keeper is { IsAlive: true } && IsKeeper(parent)))
            await Task.Delay(Look, clock, cancel);
        File.Delete(folder.Init);
        return true;
    }

    /// <summary>The last lines the host wrote to its console.</summary>
    public string LastWords() => File.Exists(folder.Console) ? string.Join("; ", File.ReadLines(folder.Console).TakeLast(3)) : "";

    // unshare waits for its child and then ends; whoever else the parent became (a reaper) does not.
    private static bool IsKeeper(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").Trim() == "unshare";
        }
        catch (IOException)
        {
            return false;
        }
    }
}
