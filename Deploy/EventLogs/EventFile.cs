namespace E3.Deploy.EventLogs;

/// <summary>Events as lines of a file, each there for a reader as soon as it is written.</summary>
internal sealed class EventFile(string path) : IEventReceiver
{
    private readonly StreamWriter _file = new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true, NewLine = "\n" };

    public Task WriteAsync(string json) => _file.WriteLineAsync(json);

    public Task FinishAsync() => _file.FlushAsync();

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
