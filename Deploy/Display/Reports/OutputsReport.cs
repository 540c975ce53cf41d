using E3.Deploy.Display.Properties;
using E3.Deploy.Display.Resources;
using E3.Deploy.Display.Terminal;
using E3.Engine.Properties;

namespace E3.Deploy.Display.Reports;

/// <summary>The stack's outputs: what changed in them, and after an update all of them. Long ones are left to <c>stack output</c>.</summary>
internal static class OutputsReport
{
    private const int LongestLines = 12;

    public static StyledText Write(OperationView view)
    {
        var text = new StyledText();
        if (view.StackRow?.Step is not { New: { Outputs.Count: > 0 } fresh } step)
        {
            return text;
        }

        var before = step.Old?.Outputs ?? PropertyMap.Empty;
        var body = new StyledText();
        foreach (var (name, value) in fresh.Outputs.Where(output => !view.IsPreview || !output.Value.Equals(before.GetValueOrDefault(output.Key))))
        {
            body.Add(One(name, before.GetValueOrDefault(name), value, fresh.Outputs.Keys.Max(key => key.Length)));
        }

        foreach (var (name, value) in before.Where(output => !fresh.Outputs.ContainsKey(output.Key)))
        {
            new ValueDiffText(body).Differences(PropertyMap.Empty.With(name, value), PropertyMap.Empty, 1, null);
        }

        return body.IsEmpty ? text : text.Line("Outputs:", Tone.Headline).Add(body).Line();
    }

    private static StyledText One(string name, PropertyValue? before, PropertyValue value, int width)
    {
        var text = new StyledText();
        if (value.Equals(before))
        {
            new ValueText(text).Object(PropertyMap.Empty.With(name.PadRight(width), value), 1, "same");
        }
        else
        {
            new ValueDiffText(text).Differences(
                before is null ? PropertyMap.Empty : PropertyMap.Empty.With(name.PadRight(width), before), PropertyMap.Empty.With(name.PadRight(width), value), 1, null);
        }

        var lines = text.ToString().Count(c => c == '\n');
        return lines <= LongestLines
            ? text
            : new StyledText().Line($"  {(before is null ? "+" : value.Equals(before) ? " " : "~")} {name.PadRight(width)}: {Size(value)} (e3 stack output {name})",
                before is null ? Tone.Create : value.Equals(before) ? Tone.Plain : Tone.Update);
    }

    private static string Size(PropertyValue value) => value switch
    {
        PropertyValue.List list => $"[{list.Items.Length} items]",
        PropertyValue.Map map => $"{{{map.Properties.Count} properties}}",
        _ => ValueText.Scalar(value),
    };
}
