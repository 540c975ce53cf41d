using System.Globalization;

namespace E3.LocalCloud.Hosts;

/// <summary>A process that cannot be mistaken for another: its pid, and when it started in clock ticks since boot.</summary>
internal readonly record struct ProcessIdentity(int Pid, long Started)
{
    // PF_EXITING, https://github.com/torvalds/linux/blob/master/include/linux/sched.h
    private const uint Exiting = 0x4;

    public bool IsAlive => Find(Pid) is { Ended: false } found && found.Identity == this;

    /// <summary>Reads "pid start", as a host's first process writes it.</summary>
    public static ProcessIdentity? Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var started)
                ? new(pid, started)
                : null;
    }

    /// <summary>
    /// What /proc says of a process, or null when there is none. It has ended when only its exit code is left: while threads of a killed
    /// process are still ending, its first one is a zombie already but its files and network devices are not closed yet.
    /// </summary>
    /// <remarks>A dying one has lost its memory, and with it what it was started with, and may still have devices open.</remarks>
    public static (ProcessIdentity Identity, int Parent, bool Ended, bool Dying)? Find(int pid)
    {
        string stat;
        try
        {
            stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
        }
        catch (IOException)
        {
            return null;
        }

        // The name, second, is in brackets and may hold anything.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var threads = int.Parse(fields[17], CultureInfo.InvariantCulture);
        var ended = fields[0] is "X" || (fields[0] is "Z" && threads <= 1);
        var exiting = (uint.Parse(fields[6], CultureInfo.InvariantCulture) & Exiting) != 0;
        return (
            new(pid, long.Parse(fields[19], CultureInfo.InvariantCulture)),
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            ended,
            exiting && !ended);
    }
}
