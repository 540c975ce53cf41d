using System.Globalization;
using E3.Deploy.Display.Properties;
using E3.Deploy.Display.Reports;
using E3.Deploy.Display.Resources;
using E3.Deploy.Display.Terminal;
using E3.Engine.Events;

namespace E3.Deploy.Display.Progress;

/// <summary>A line when work on a resource begins and when it ends, for a log; a preview is shown as one tree at its end.</summary>
internal sealed class LineDisplay : IOperationDisplay
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly Screen _screen;
    private readonly DisplayChoices _choices;
    private readonly TimeProvider _clock;
    private readonly ITimer _reminder;
    private readonly Lock _lock = new();
    private long _lastLine;

    public LineDisplay(Screen screen, DisplayChoices choices, OperationView view, TimeProvider clock)
    {
        _screen = screen;
        _choices = choices;
        _clock = clock;
        View = view;
        _lastLine = clock.GetTimestamp();
        _reminder = clock.CreateTimer(_ => Remind(), null, Patience, Patience);
    }

    public OperationView View { get; }

    public void Publish(EngineEvent engineEvent)
    {
        lock (_lock)
        {
            var row = View.Take(engineEvent);
            switch (engineEvent)
            {
                case StoppingEvent:
                    Say(new StyledText().Line("Stopping: what is under way is finished, nothing new begins.", Tone.Warning));
                    break;
                case ResourcePreEvent { Metadata: var step } when !View.IsPreview && IsWorthALine(row, step) && (_choices.Diff || TakesTime(step)):
                    Say(_choices.Diff ? Full(row!, step) : Line(row!, step.Op, StepOps.Doing(step.Op)));
                    break;
                case ResOutputsEvent { Metadata: var step } when !View.IsPreview && !_choices.Diff && IsWorthALine(row, step):
                    Say(Line(row!, step.Op, StepOps.Done(step.Op)));
                    break;
                case ResOpFailedEvent { Metadata: var step }:
                    Say(Line(row!, step.Op, $"**{StepOps.Doing(step.Op)} failed**"));
                    break;
            }
        }
    }

    public void Dispose()
    {
        _reminder.Dispose();
        lock (_lock)
        {
            var text = new StyledText();
            if (_choices.Diff && View.IsPreview)
            {
                text.Add(DiffReport.Write(View)).Line();
            }
            else if (View.IsPreview)
            {
                text.Add(ClosingReport.Tree(View));
            }
            else if (View.Rows.Any(row => row.Steps.Any(step => IsWorthALine(row, step))))
            {
                text.Line();
            }

            _screen.Write(text.Add(ClosingReport.Write(View, _choices)));
        }
    }

    /// <summary>A replacement is its two parts in a log, and one step where properties are shown.</summary>
    private bool IsWorthALine(ResourceRow? row, StepEventMetadata step) =>
        row is { Parts.IsDefaultProvider: false } && !StepOps.IsSame(step.Op)
        && (_choices.Diff ? step.Op == "replace" || !StepOps.IsReplacement(step.Op) : step.Op != "replace");

    /// <summary>A component is there as soon as it is named; only what a provider manages takes time.</summary>
    private static bool TakesTime(StepEventMetadata step) => (step.New ?? step.Old)?.Custom ?? true;

    private StyledText Line(ResourceRow row, string op, string what)
    {
        var seconds = (int)View.ElapsedOfStep(row).TotalSeconds;
        return new StyledText().Add($" {StepOps.Sign(op)} ", StepOps.Tone(op)).Add($"{row.Parts.ShortType} {row.Parts.Name} ")
            .Line(what + (seconds > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({seconds}s)") : ""), StepOps.Tone(op));
    }

    private StyledText Full(ResourceRow row, StepEventMetadata step) =>
        StepText.Write(step, DiffReport.Depth(row, View.Rows.ToDictionary(other => other.Urn, StringComparer.Ordinal)));

    private void Say(StyledText text)
    {
        _screen.Write(text);
        _lastLine = _clock.GetTimestamp();
    }

    /// <summary>A log that stands still looks hung: says from time to time what is being waited for.</summary>
    private void Remind()
    {
        lock (_lock)
        {
            var running = View.Rows.Where(row => row.Running && !row.Parts.IsStack).ToList();
            if (running.Count == 0 || _clock.GetElapsedTime(_lastLine) < Patience)
            {
                return;
            }

            var names = string.Join(", ", running.Take(4).Select(row => string.Create(CultureInfo.InvariantCulture,
                $"{row.Parts.Name} {StepOps.Doing(row.CurrentOp)} for {(int)View.ElapsedOf(row).TotalSeconds}s{(row.Progress is { } progress ? $": {progress}" : "")}")));
            var more = running.Count > 4 ? string.Create(CultureInfo.InvariantCulture, $" and {running.Count - 4} more") : "";
            Say(new StyledText().Line($" @ still at work: {names}{more}", Tone.Faint));
        }
    }
}
