using System.Threading.Channels;

namespace E3.Floor.Commands;

/// <summary>Whoever holds our standard input: a line from them starts a repeat, and when they go, we go.</summary>
internal sealed class Starter
{
    private readonly Channel<bool> _lines = Channel.CreateUnbounded<bool>();
    private readonly CancellationTokenSource _gone;

    /// <param name="input">What to read; null when nobody holds us, and every repeat starts at once.</param>
    /// <param name="gone">Cancelled when the input ends; it must outlive this program's work, for the input may end at any time.</param>
    public Starter(TextReader? input, CancellationTokenSource gone)
    {
        _gone = gone;
        Held = input is not null;
        if (input is null) return;
        // Reading a pipe blocks, and on one core the thread pool has one thread.
        new Thread(() =>
        {
            while (input.ReadLine() is not null) _lines.Writer.TryWrite(true);
            gone.Cancel();
        })
        { IsBackground = true }.Start();
    }

    public bool Held { get; }

    /// <summary>Cancelled when whoever held us has gone.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <summary>Returns when the next repeat may start.</summary>
    public ValueTask WaitAsync(CancellationToken cancel)
    {
        if (!Held) return ValueTask.CompletedTask;
        var line = _lines.Reader.ReadAsync(cancel);
        return line.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(line.AsTask());
    }
}
