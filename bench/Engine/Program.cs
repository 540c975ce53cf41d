using System.Globalization;
using E3.Bench.Engine;
using Spectre.Console;

// How long the embedded engine takes for trivial resources, whole processes, beside terraform where it is installed.
// usage: E3.Bench.Engine [sizes (dev,100,1000,10000; dev is as many as the stack dev has)] [repeats (3)] [seconds after which a size is too much for terraform (120)]
var repeats = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
var limit = args.Length > 2 ? double.Parse(args[2], CultureInfo.InvariantCulture) : 120;
using var stop = new CancellationTokenSource();
#pragma warning disable RS0030 // The program's own door to the console.
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };
#pragma warning restore RS0030

var build = Directory.GetParent(AppContext.BaseDirectory.TrimEnd('/'))!;
var root = build.Parent!.Parent!.Parent!.Parent!.FullName;
string Built(string project, string file) => Path.Combine(root, project, "bin", build.Name, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), file);
var scratch = Directory.CreateTempSubdirectory("e3-bench-");
var results = new Results(repeats);
try
{
    var dev = args is [] || args[0].Contains("dev", StringComparison.Ordinal)
        ? await DevStack.SizeAsync(root, Built("Deploy", "e3"), scratch.CreateSubdirectory("dev").FullName, stop.Token)
        : 0;
    var sizes = (args.Length > 0 ? args[0] : "dev,100,1000,10000").Split(',').Select(size => size == "dev" ? dev : int.Parse(size, CultureInfo.InvariantCulture)).ToArray();
    foreach (var size in sizes)
    {
        // Terraform takes more than in proportion: what one size took says whether ten times as much is worth waiting for.
        var tooMuch = results.Slowest("terraform") * 15 > limit;
        for (var repeat = 0; repeat < (size >= 10_000 ? 1 : repeats); repeat++)
        {
            // In turn, each time in a new folder, so that a machine that slows down slows both.
            var folder = scratch.CreateSubdirectory($"{size}-{repeat}");
            var e3 = new EmbeddedEngine(folder.CreateSubdirectory("e3").FullName, Built("Deploy", "e3"), Built("bench/Trivial", "E3.Bench.Trivial.dll"));
            results.Add(e3.Name, size, await e3.RunAsync(size, double.MaxValue, stop.Token));
            if (Terraform.Installed() is not { } command || tooMuch)
                continue;
            var terraform = new Terraform(folder.CreateSubdirectory("terraform").FullName, command);
            results.Add(terraform.Name, size, await terraform.RunAsync(size, limit, stop.Token));
        }
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size} trivial resources{(size == dev ? ", as many as the stack dev has" : "")}, median of {results.Runs("e3", size)}, whole processes"));
        AnsiConsole.Write(results.Table(size, Terraform.Installed() is null ? "not installed" : $"left out: it would take more than {limit:0} s"));
    }
    foreach (var line in results.Growth(sizes))
        AnsiConsole.WriteLine(line);
    return 0;
}
finally
{
    scratch.Delete(recursive: true);
}
