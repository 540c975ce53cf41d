using System.Globalization;

namespace E3.LocalCloud.Hosts;

/// <summary>
/// Waits for a host to take SSH connections, which is when it is of use. Looks from inside: a firewall may keep everybody from trying,
/// and the droplet is active all the same.
/// </summary>
internal static class SshProbe
{
    private const string Listening = "0A";
    private const string SshPort = ":0016";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Looks until the host listens, or false when its first process has ended.</summary>
    public static async Task<bool> WaitAsync(ProcessIdentity process, TimeProvider clock, CancellationToken cancel)
    {
        while (process.IsAlive)
        {
            if (Listens(process.Pid))
                return true;
            await Task.Delay(Pause, clock, cancel);
        }

        return false;
    }

    private static bool Listens(int pid)
    {
        try
        {
            return File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/net/tcp"))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Any(fields => fields[1].EndsWith(SshPort, StringComparison.Ordinal) && fields[3] == Listening);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
