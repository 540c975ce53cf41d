using System.Diagnostics;
using CliWrap;
using CliWrap.Buffered;

namespace E3.Bench.Engine;

/// <summary>A tool that brings up, checks and takes down the same number of trivial resources, each phase one process.</summary>
internal abstract class Contestant(string name, string folder)
{
    public static readonly string[] Phases = ["up", "no-op", "destroy"];

    public string Name => name;

    protected string Folder => folder;

    /// <summary>Writes the program for <paramref name="resources"/> resources into the folder.</summary>
    public abstract Task PrepareAsync(int resources, CancellationToken cancel);

    protected abstract Command Phase(string phase);

    /// <summary>Wall-clock seconds of the three phases, in order.</summary>
    public async Task<double[]> RunAsync(CancellationToken cancel)
    {
        var seconds = new double[Phases.Length];
        for (var i = 0; i < Phases.Length; i++)
            seconds[i] = await TimeAsync(Phase(Phases[i]), cancel);
        return seconds;
    }

    protected async Task<double> TimeAsync(Command command, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        var result = await command.WithWorkingDirectory(Folder).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancel);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return result.ExitCode == 0
            ? took
            : throw new InvalidOperationException($"{Name}: '{command}' ended with {result.ExitCode}:\n{result.StandardOutput}\n{result.StandardError}");
    }
}
