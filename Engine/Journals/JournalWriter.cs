using System.Threading.Channels;
using E3.Engine.Backends;
using E3.Engine.State;

namespace E3.Engine.Journals;

/// <summary>
/// Appends entries to a journal in the order given. Entries that arrive while the disk is busy share the next flush, so that many
/// steps side by side cost few flushes. Nothing is written, not even the file made, before an entry must be durable.
/// </summary>
internal sealed class JournalWriter : IAsyncDisposable
{
    private const int MostPerBatch = 512;

    private readonly Channel<(LedgerEntry Entry, TaskCompletionSource? Durable)> _queue =
        Channel.CreateUnbounded<(LedgerEntry, TaskCompletionSource?)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly string _path;
    private readonly string _baseHash;
    private readonly Func<string, string> _encrypt;
    private readonly Task _writing;
    private FileStream? _file;

    public JournalWriter(string path, string baseHash, Func<string, string> encrypt)
    {
        (_path, _baseHash, _encrypt) = (path, baseHash, encrypt);
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Appends; the task is done when the entry and all before it are on the disk.</summary>
    public Task AppendDurably(LedgerEntry entry)
    {
        var durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_queue.Writer.TryWrite((entry, durable)))
            durable.SetException(new EngineException($"the journal {_path} takes no more entries: an earlier write failed"));
        return durable.Task;
    }

    /// <summary>Appends; the entry reaches the disk with the next durable one.</summary>
    public void Append(LedgerEntry entry) => _queue.Writer.TryWrite((entry, null));

    /// <summary>Waits for what is queued, notes which checkpoint the journal becomes part of, and closes it.</summary>
    public async Task FinishAsync(string foldedHash, CancellationToken cancel)
    {
        await DisposeAsync();
        if (File.Exists(_path))
            await MarkFoldedAsync(_path, foldedHash, cancel);
    }

    /// <summary>
    /// Notes in a journal that nobody writes to which checkpoint is about to hold all it says. What a crash cut off at its end is taken
    /// away first, or the note would stand behind a broken line.
    /// </summary>
    public static async Task MarkFoldedAsync(string path, string foldedHash, CancellationToken cancel)
    {
        var whole = JournalReader.WholeLength(await File.ReadAllBytesAsync(path, cancel));
        await using var file = DurableFile.Open(path, FileMode.Open);
        file.SetLength(whole);
        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(JournalFormat.Folded(foldedHash), cancel);
        file.Flush(flushToDisk: true);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
        if (_file is not null)
            await _file.DisposeAsync();
        _file = null;
    }

    private async Task WriteAllAsync()
    {
        var entries = new List<LedgerEntry>();
        var waiting = new List<TaskCompletionSource>();
        try
        {
            while (await _queue.Reader.WaitToReadAsync())
            {
                while (waiting.Count < MostPerBatch && _queue.Reader.TryRead(out var next))
                {
                    entries.Add(next.Entry);
                    if (next.Durable is not null)
                        waiting.Add(next.Durable);
                }
                if (waiting.Count == 0)
                    continue;
                await WriteAsync(entries);
                waiting.ForEach(durable => durable.SetResult());
                entries.Clear();
                waiting.Clear();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var failure = new EngineException($"cannot write the journal {_path}: {error.Message}. Nothing more is started.", error);
            _queue.Writer.TryComplete(failure);
            waiting.ForEach(durable => durable.SetException(failure));
            while (_queue.Reader.TryRead(out var next))
                next.Durable?.SetException(failure);
        }
    }

    private async Task WriteAsync(List<LedgerEntry> entries)
    {
        if (_file is null)
        {
            DurableFile.CreateFolder(Path.GetDirectoryName(_path)!);
            _file = DurableFile.Open(_path, FileMode.Create);
            await _file.WriteAsync(JournalFormat.Header(_baseHash));
            _file.Flush(flushToDisk: true);
            DurableFile.FlushFolder(Path.GetDirectoryName(_path)!);
        }
        await _file.WriteAsync(JournalFormat.Batch(entries, _encrypt));
        _file.Flush(flushToDisk: true);
    }
}
