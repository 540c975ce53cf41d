using System.Collections.Concurrent;

namespace E3.EndToEnd.Machine;

/// <summary>Every command line that any process of this machine shows while it watches, as another user could read them.</summary>
internal sealed class CommandLines : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, bool> _seen = new();
    private readonly CancellationTokenSource _enough = new();
    private readonly Task _watching;

    public CommandLines() => _watching = Task.Run(WatchAsync);

    public IEnumerable<string> Seen => _seen.Keys;

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _watching;
        _enough.Dispose();
    }

    private async Task WatchAsync()
    {
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        try
        {
            do
            {
                foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
                    Look(process);
            }
            while (await often.WaitForNextTickAsync(_enough.Token));
        }
        catch (OperationCanceledException)
        {
            // Watched long enough.
        }
    }

    private void Look(string process)
    {
        try
        {
            _seen.TryAdd(File.ReadAllText($"{process}/cmdline").Replace('\0', ' '), true);
        }
        catch (IOException)
        {
            // It ended while we looked.
        }
    }
}
