using System.Globalization;
using System.Text;
using E3.Deploy.Display.Reports;
using E3.Deploy.Display.Resources;
using E3.Deploy.Display.Terminal;
using E3.Engine.Events;

namespace E3.Deploy.Display.Progress;

/// <summary>The resource tree on a terminal, painted over itself ten times a second; at the end it stays, in full.</summary>
internal sealed class LiveDisplay : IOperationDisplay
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private readonly Screen _screen;
    private readonly DisplayChoices _choices;
    private readonly ITimer _painter;
    private readonly Lock _lock = new();
    private int _painted;
    private bool _over;

    public LiveDisplay(Screen screen, DisplayChoices choices, OperationView view, TimeProvider clock)
    {
        _screen = screen;
        _choices = choices;
        View = view;
        _screen.Out.Write("\e[?25l"); // the cursor would jump about
        _painter = clock.CreateTimer(_ => Paint(), null, Frame, Frame);
    }

    public OperationView View { get; }

    public void Publish(EngineEvent engineEvent)
    {
        lock (_lock)
        {
            View.Take(engineEvent);
        }
    }

    public void Dispose()
    {
        _painter.Dispose();
        lock (_lock)
        {
            _over = true;
            _screen.Out.Write(Back() + "\e[J\e[?25h");
            _screen.Write(new StyledText().Add(ClosingReport.Tree(View)).Add(ClosingReport.Write(View, _choices)));
            _screen.Out.Flush();
        }
    }

    private void Paint()
    {
        lock (_lock)
        {
            if (_over)
            {
                return;
            }

            var (width, height) = _screen.Size();
            var lines = Fit(height - 2);
            var frame = new StringBuilder(Back());
            foreach (var line in lines)
            {
                frame.Append(line.Cut(width - 1).Render(_screen.Colour)).Append("\e[K\n");
            }

            _screen.Out.Write(frame.Append("\e[J").ToString());
            _screen.Out.Flush();
            _painted = lines.Count;
        }
    }

    /// <summary>As many lines as there is room for: when not all fit, what is at work or failed goes first.</summary>
    private List<StyledText> Fit(int room)
    {
        var all = new ResourceTree(View).Lines();
        var footer = new StyledText().Add(View.Stopping ? " Stopping: what is under way is finished; Ctrl-C again aborts." : Waiting(), Tone.Faint);
        if (all.Count + 1 <= room)
        {
            return [.. all.Select(line => line.Text), footer];
        }

        var kept = all.Where(line => line.Row is null or { Running: true } or { Failed: true }).Take(Math.Max(room - 2, 1)).ToList();
        var hidden = new StyledText().Add(string.Create(CultureInfo.InvariantCulture, $"     … {all.Count - kept.Count} more"), Tone.Faint);
        return [.. kept.Select(line => line.Text), hidden, footer];
    }

    private string Waiting()
    {
        var dots = new string('.', 1 + ((int)(View.Elapsed.TotalSeconds * 2) % 3));
        return string.Create(CultureInfo.InvariantCulture, $" {(int)View.Elapsed.TotalSeconds}s{dots}");
    }

    private string Back() => _painted == 0 ? "\r" : string.Create(CultureInfo.InvariantCulture, $"\e[{_painted}A\r");
}
