using System.Globalization;
using E3.Bench.Engine;
using Spectre.Console;

// How long the embedded engine takes for trivial resources, whole processes, beside terraform where it is installed.
// usage: E3.Bench.Engine [resources (1000)] [repeats (3)]
var resources = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
var repeats = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
using var stop = new CancellationTokenSource();
#pragma warning disable RS0030 // The program's own door to the console.
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };
#pragma warning restore RS0030

var build = Directory.GetParent(AppContext.BaseDirectory.TrimEnd('/'))!;
var root = build.Parent!.Parent!.Parent!.Parent!.FullName;
string Built(string project, string file) => Path.Combine(root, project, "bin", build.Name, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), file);
var scratch = Directory.CreateTempSubdirectory("e3-bench-");
try
{
    var contestants = new List<Contestant>
    {
        new EmbeddedEngine(scratch.CreateSubdirectory("e3").FullName, Built("Deploy", "e3"), Built("bench/Trivial", "E3.Bench.Trivial.dll")),
    };
    if (Terraform.Installed() is { } terraform)
        contestants.Add(new Terraform(scratch.CreateSubdirectory("terraform").FullName, terraform));

    foreach (var contestant in contestants)
        await contestant.PrepareAsync(resources, stop.Token);

    // In turn, so that a machine that slows down slows both.
    var seconds = contestants.ToDictionary(contestant => contestant.Name, _ => new List<double[]>());
    for (var repeat = 0; repeat < repeats; repeat++)
    {
        foreach (var contestant in contestants)
            seconds[contestant.Name].Add(await contestant.RunAsync(stop.Token));
    }

    double Median(string name, int phase) => seconds[name].Select(run => run[phase]).Order().ElementAt(repeats / 2);

    var table = new Table().AddColumns(["phase", .. contestants.Select(contestant => $"{contestant.Name} (s)"), "ratio"]);
    for (var phase = 0; phase < Contestant.Phases.Length; phase++)
    {
        var medians = contestants.Select(contestant => Median(contestant.Name, phase)).ToArray();
        table.AddRow([
            Contestant.Phases[phase],
            .. medians.Select(median => median.ToString("F2", CultureInfo.InvariantCulture)),
            medians.Length > 1 ? (medians[0] / medians[1]).ToString("F2", CultureInfo.InvariantCulture) : "terraform is not installed",
        ]);
    }

    AnsiConsole.WriteLine($"{resources} trivial resources, median of {repeats} runs, whole processes");
    AnsiConsole.Write(table);
    return 0;
}
finally
{
    scratch.Delete(recursive: true);
}
