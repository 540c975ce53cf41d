using System.Text;

namespace Pulumi.Automation.EventLogs;

/// <summary>A file of JSON lines that the command appends to, read while it grows.</summary>
internal sealed class FileEventLog : IEventLog
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly EventListener _listener;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automation-logs-");
    private readonly CancellationTokenSource _over = new();
    private readonly StringBuilder _line = new();
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly Task _following;
    private FileStream? _file;

    public FileEventLog(EventListener listener, TimeProvider clock)
    {
        _listener = listener;
        Address = Path.Combine(_folder.FullName, "eventlog.txt");
        _following = FollowAsync(clock, _over.Token);
    }

    public string Address { get; }

    public async Task CompleteAsync()
    {
        await _over.CancelAsync();
        await _following;
        await ReadAsync();
        _listener.Hear(_line.ToString());
        _line.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _following;
        _over.Dispose();
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task FollowAsync(TimeProvider clock, CancellationToken over)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                await ReadAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The command has ended; whoever stopped this reads the rest.
        }
    }

    private async Task ReadAsync()
    {
        if (_file is null)
        {
            if (!File.Exists(Address))
            {
                return;
            }

            _file = new(Address, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }

        var bytes = new byte[16 * 1024];
        var text = new char[bytes.Length];
        while (await _file.ReadAsync(bytes) is > 0 and var count)
        {
            var length = _decoder.GetChars(bytes, 0, count, text, 0);
            Take(text.AsSpan(0, length));
        }
    }

    // A line that is not written to its end yet stays until the rest of it comes.
    private void Take(ReadOnlySpan<char> text)
    {
        for (var end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n'))
        {
            _listener.Hear(_line.Append(text[..end]).ToString());
            _line.Clear();
            text = text[(end + 1)..];
        }

        _line.Append(text);
    }
}
