using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace E3.Engine.Backends;

/// <summary>
/// The right to change a stack, held until disposed. A file in the backend's locks folder says who has it, in the official file backend's
/// form, so that either engine sees the other's lock. A lock whose process is dead on this machine is broken; any other is respected.
/// </summary>
public sealed class StackLock : IDisposable
{
    private const string Unfinished = ".lock.tmp";
    private static readonly TimeSpan LongestWrite = TimeSpan.FromMinutes(1);

    private readonly string _path;

    private StackLock(string path) => _path = path;

    /// <inheritdoc/>
    public void Dispose() => DurableFile.Delete(_path);

    /// <summary>Takes it. To the official command whatever lies in <paramref name="folder"/> is a lock, so what is not whole yet lies in <paramref name="beside"/>.</summary>
    internal static async Task<StackLock> AcquireAsync(string folder, string beside, TimeProvider clock, CancellationToken cancel)
    {
        RefuseIfHeld(folder, except: null);
        ClearAway(beside, clock);
        var name = Guid.NewGuid().ToString();
        var path = Path.Combine(folder, name + ".json");
        var content = new Content(
            Environment.ProcessId, Environment.UserName, Environment.MachineName, clock.GetLocalNow(), ProcessStart(Environment.ProcessId), BootId());
        await DurableFile.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(content, StackLockJson.Default.Content), Path.Combine(beside, name + Unfinished), cancel);
        try
        {
            // Two that arrive together both see the other now; neither runs, which is safe.
            RefuseIfHeld(folder, except: path);
        }
        catch
        {
            DurableFile.Delete(path);
            throw;
        }
        return new StackLock(path);
    }

    private static void RefuseIfHeld(string folder, string? except)
    {
        if (!Directory.Exists(folder))
            return;
        var held = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Where(path => path != except))
        {
            if (Read(path) is not { } holder)
                continue;
            if (IsDead(holder))
                File.Delete(path);
            else
                held.Add($"\n  {path}: created by {holder.Username}@{holder.Hostname} (pid {holder.Pid}) at {holder.Timestamp.ToString("o", CultureInfo.InvariantCulture)}");
        }
        if (held.Count > 0)
            throw new StackLockedException(
                $"the stack is currently locked by {held.Count} lock(s). Either wait for the other process(es) to end or delete the lock file with the command `cancel`.{string.Concat(held)}");
    }

    /// <summary>Removes what runs left that were killed, or met a full disk, while they took a lock.</summary>
    private static void ClearAway(string beside, TimeProvider clock)
    {
        foreach (var path in Directory.Exists(beside) ? Directory.GetFiles(beside, "*" + Unfinished) : [])
        {
            if (clock.GetUtcNow() - File.GetLastWriteTimeUtc(path) > LongestWrite)
                File.Delete(path);
        }
    }

    private static Content? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), StackLockJson.Default.Content);
        }
        catch (FileNotFoundException)
        {
            return null; // let go between the listing and now
        }
        catch (JsonException error)
        {
            throw new StackLockedException($"the stack is currently locked by a lock that cannot be read ({error.Message}): if no other run is under way, delete {path}");
        }
    }

    /// <summary>A pid alone proves nothing, the system uses it again: the start of the process and of the machine must fit too.</summary>
    private static bool IsDead(Content holder)
    {
        if (!string.Equals(holder.Hostname, Environment.MachineName, StringComparison.OrdinalIgnoreCase))
            return false;
        if (holder.BootId is { } boot && BootId() is { } now && boot != now)
            return true;
        return ProcessStart(holder.Pid) is not { } start || (holder.ProcessStart is { } known && known != start);
    }

    /// <summary>Clock ticks since boot on Linux, elsewhere seconds since 1970; null when there is no such process.</summary>
    private static long? ProcessStart(int pid)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                // Field 22, counted after the name, which is in brackets and may hold blanks (proc(5)).
                var stat = File.ReadAllText($"/proc/{pid}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
            }
            catch (IOException) // no such process, or it ended while being read
            {
                return null;
            }
        }
        try
        {
            using var process = Process.GetProcessById(pid);
            return new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? BootId() =>
        File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : null;

    internal sealed record Content(int Pid, string Username, string Hostname, DateTimeOffset Timestamp, long? ProcessStart, string? BootId);
}

/// <summary>Another run has the stack; the message says who, where and since when.</summary>
public sealed class StackLockedException(string message) : EngineException(message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StackLock.Content))]
internal sealed partial class StackLockJson : JsonSerializerContext;
