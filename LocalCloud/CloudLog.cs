using System.Globalization;

namespace E3.LocalCloud;

/// <summary>The server's log: a line each, with the time.</summary>
internal sealed class CloudLog(TextWriter writer, TimeProvider clock)
{
    private readonly Lock _writing = new();

    public void Info(string message) => Write("", message);

    public void Error(string message) => Write("error: ", message);

    private void Write(string kind, string message)
    {
        var time = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        lock (_writing)
        {
            writer.WriteLine($"{time} {kind}{message}");
            writer.Flush();
        }
    }
}
