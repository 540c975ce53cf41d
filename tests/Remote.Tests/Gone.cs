namespace E3.Remote.Tests;

/// <summary>Whether a process of this machine has ended.</summary>
internal static class Gone
{
    /// <summary>Returns once the process has ended (a zombie has), fails after a minute.</summary>
    public static async Task AssertAsync(string pid)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (IsRunning(pid))
        {
            if (deadline.IsCancellationRequested) Assert.Fail($"process {pid} still runs");
            await Task.Delay(5);
        }
    }

    private static bool IsRunning(string pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
