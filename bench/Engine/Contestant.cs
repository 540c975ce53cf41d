using System.Diagnostics;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;

namespace E3.Bench.Engine;

/// <summary>What one phase took: wall-clock seconds of the whole process, the greatest resident set of any one of its processes, what they wrote to the disk.</summary>
internal sealed record Cost(double Seconds, double MegaBytes, double WrittenMegaBytes);

/// <summary>A tool that brings up, checks, changes and takes down the same number of trivial resources, each phase one process.</summary>
internal abstract class Contestant(string name, string folder)
{
    public static readonly string[] Phases = ["create", "no-op", "preview", "one change", "destroy"];

    public string Name => name;

    protected string Folder => folder;

    /// <summary>Writes the program for <paramref name="resources"/> resources into the folder, one of them changed or not.</summary>
    public abstract Task PrepareAsync(int resources, bool changed, CancellationToken cancel);

    protected abstract Command Phase(string phase);

    /// <summary>What the phases cost, in order. With a limit in seconds the rest is left out once a phase took longer.</summary>
    public async Task<Cost?[]> RunAsync(int resources, double limit, CancellationToken cancel)
    {
        var costs = new Cost?[Phases.Length];
        await PrepareAsync(resources, changed: false, cancel);
        for (var i = 0; i < Phases.Length; i++)
        {
            if (Phases[i] == "one change")
                await PrepareAsync(resources, changed: true, cancel);
            costs[i] = await MeasureAsync(Phase(Phases[i]), cancel);
            if (costs[i]!.Seconds > limit)
                break;
        }
        return costs;
    }

    /// <summary>
    /// Runs under a shell that says at its end what the kernel counted for its children: the greatest resident set of any one of them, and
    /// the blocks of 512 bytes that they wrote. A file system in memory has no blocks.
    /// </summary>
    protected async Task<Cost> MeasureAsync(Command command, CancellationToken cancel)
    {
        const string Meter = "import os,resource,subprocess,sys;c=subprocess.call(sys.argv[1:],stdout=sys.stderr);u=resource.getrusage(resource.RUSAGE_CHILDREN);print(u.ru_maxrss,u.ru_oublock);sys.exit(c)";
        var began = Stopwatch.GetTimestamp();
        var metered = Cli.Wrap("python3")
            .WithArguments(arguments => arguments.Add("-c").Add(Meter).Add(command.TargetFilePath).Add(command.Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .WithEnvironmentVariables(command.EnvironmentVariables)
            .WithWorkingDirectory(Folder)
            .WithValidation(CommandResultValidation.None);
        var result = await metered.ExecuteBufferedAsync(cancel);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"{Name}: '{command}' ended with {result.ExitCode}:\n{result.StandardError}");
        var counts = result.StandardOutput.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new Cost(took, counts[0] / 1024, counts[1] * 512 / 1e6);
    }
}
