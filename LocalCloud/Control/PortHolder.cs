using System.Globalization;

namespace E3.LocalCloud.Control;

/// <summary>Who listens on a loopback port.</summary>
internal static class PortHolder
{
    private const string Listening = "0A";
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>A sentence that names the holder and says what to do, or null when nobody holds the port.</summary>
    public static string? Describe(int port) => Find(port) switch
    {
        null => null,
        { Pid: 0 } => $"port {port} is taken by another user's program: stop it, or choose another port (digitalocean:apiEndpoint).",
        { } holder => $"port {port} is taken by {holder.Program} (pid {holder.Pid}): stop it, or choose another port (digitalocean:apiEndpoint).",
    };

    /// <summary>The process; pid 0 when it is there but cannot be seen.</summary>
    public static (int Pid, string Program)? Find(int port)
    {
        var inodes = Inodes(port).ToHashSet();
        if (inodes.Count == 0)
            return null;
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Holds(process, inodes))
                return (pid, Program(process));
        }

        return (0, "");
    }

    // Columns of proc_net_tcp(5): 1 is the local address and port, 3 the state, 9 the inode.
    private static IEnumerable<string> Inodes(int port) => Tables
        .Where(File.Exists)
        .SelectMany(table => File.ReadAllLines(table).Skip(1))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields[3] == Listening && Port(fields[1]) == port)
        .Select(fields => $"socket:[{fields[9]}]");

    private static int Port(string address) => int.Parse(address.Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static bool Holds(string process, HashSet<string> inodes)
    {
        try
        {
            return Directory.EnumerateFiles(process + "/fd").Any(fd => new FileInfo(fd).LinkTarget is { } target && inodes.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Program(string process)
    {
        try
        {
            // dotnet says nothing; what it runs does.
            var words = File.ReadAllText(process + "/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
            return words.Length == 0 ? File.ReadAllText(process + "/comm").Trim() : string.Join(' ', words.Take(3).Select(word => Path.GetFileName(word)));
        }
        catch (IOException)
        {
            return "a program that just ended";
        }
    }
}
