using System.Diagnostics;
using E3.LocalCloud.Hosts;

namespace E3.LocalCloud.Tests.Hosts;

public class ProcessIdentityTests
{
    // The first thread ends by itself, as it does before the others when a process is killed; the second stays.
    private const string Script = """
        import ctypes, platform, threading, time
        threading.Thread(target=time.sleep, args=(60,)).start()
        ctypes.CDLL(None).syscall(60 if platform.machine() == 'x86_64' else 93, 0)
        """;

    [Test]
    [CancelAfter(60_000)]
    public async Task A_process_lives_until_its_last_thread_has_ended(CancellationToken cancel)
    {
        using var process = Process.Start("python3", ["-c", Script]);
        await UntilAsync(() => FirstState(process.Id) == 'Z', cancel);
        var identity = ProcessIdentity.Find(process.Id)!.Value.Identity;
        Assert.That(identity.IsAlive, Is.True);

        process.Kill();
        await process.WaitForExitAsync(cancel);

        Assert.That(identity.IsAlive, Is.False);
    }

    private static char FirstState(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[stat.LastIndexOf(')') + 2];
    }

    private static async Task UntilAsync(Func<bool> holds, CancellationToken cancel)
    {
        while (!holds())
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancel);
    }
}
