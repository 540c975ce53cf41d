using System.Text;

namespace E3.EndToEnd.Workspaces;

/// <summary>The lines a process printed, and a way to wait for one.</summary>
internal sealed class Transcript
{
    private readonly object _gate = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Text, TaskCompletionSource Said)> _waiting = [];

    public void Add(string line)
    {
        lock (_gate)
        {
            _text.AppendLine(line);
            foreach (var (text, said) in _waiting.Where(wait => line.Contains(wait.Text, StringComparison.Ordinal)))
                said.TrySetResult();
        }
    }

    /// <summary>Ends when a line with this text was or is printed.</summary>
    public Task SaysAsync(string text, CancellationToken cancel)
    {
        lock (_gate)
        {
            var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_text.ToString().Contains(text, StringComparison.Ordinal))
                said.SetResult();
            _waiting.Add((text, said));
            return said.Task.WaitAsync(cancel);
        }
    }

    public override string ToString()
    {
        lock (_gate)
            return _text.ToString();
    }
}
