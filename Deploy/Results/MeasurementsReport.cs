using System.Text.Json;
using E3.Benchmarks.Report;
using E3.Benchmarks.Results;
using E3.Deploy.Display.Json;
using E3.Deploy.Display.Terminal;
using E3.Engine.Properties;
using E3.Engine.Workspace;
using E3.LocalCloud.Wan;
using Spectre.Console;

namespace E3.Deploy.Results;

/// <summary>Shows what was measured: a table of all results, and for each overlay its latencies beside the expected ones.</summary>
internal static class MeasurementsReport
{
    private const string OutputName = "measurements";
    private const int WidthOfALog = 140;

    /// <summary>Writes the report; nothing when the stack measures nothing.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="outputs">The stack's outputs.</param>
    /// <param name="settings">The stack's settings: <c>e3:profile</c> names the expected latencies.</param>
    public static void Write(Screen screen, PropertyMap? outputs, StackSettings settings)
    {
        if (outputs is null || !outputs.TryGetValue(OutputName, out var value) || value.Reveal() is not PropertyValue.List { Items.IsEmpty: false } list)
        {
            return;
        }

        List<MeasurementResult> results;
        try
        {
            results = list.Items.Select(item => MeasurementResult.Parse(PropertyJson.Text(item, showSecrets: false, indented: false))).ToList();
        }
        catch (JsonException)
        {
            screen.Out.WriteLine($"\nThe results are of another version of this program; e3 stack output {OutputName} shows them as they are.");
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = screen.Colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = screen.Colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(screen.Out),
        });
        console.Profile.Width = screen.Live ? screen.Size().Width : WidthOfALog;
        console.Profile.Capabilities.Unicode = true;
        console.WriteLine();
        console.Write(ResultsTable.Of(results));
        var expected = Expected(settings);
        foreach (var overlay in results.Where(result => result.Matrix.Count > 0).GroupBy(result => result.Overlay))
        {
            console.Write(LatencyMatrix.Of(overlay.First(), expected));
        }
    }

    private static Func<string, string, TimeSpan?>? Expected(StackSettings settings)
    {
        if (!settings.Config.TryGetValue(new ConfigKey("e3", "profile"), out var entry) || entry is { IsSecret: true } or { IsObject: true })
        {
            return null;
        }

        var profile = LatencyProfile.Load(entry.Reveal(text => text).Value);
        return (from, to) => profile.AnyRegion || (profile.Regions.Contains(from) && profile.Regions.Contains(to)) ? 2 * profile.OneWay(from, to) : null;
    }
}
