using System.Collections.Immutable;
using E3.Benchmarks.Jobs;
using E3.Infra.Config;

namespace E3.Infra;

/// <summary>A job of the settings with everything it names found on this machine.</summary>
/// <param name="Job">What the parties compute.</param>
/// <param name="Deadline">The longest one repeat may take.</param>
internal sealed record PlannedJob(Job Job, TimeSpan Deadline)
{
    /// <summary>All jobs of the settings; paths in them start at <paramref name="rootDirectory"/>.</summary>
    /// <exception cref="SettingsException">A script or MPyC itself is not where the settings say; nothing was done yet.</exception>
    public static ImmutableArray<PlannedJob> Of(Settings settings, string file, string rootDirectory)
    {
        var source = settings.Mpyc switch
        {
            null => null,
            "system" => new MpycSource(MpycKind.System),
            var folder => new MpycSource(MpycKind.Path, Path.GetFullPath(folder, rootDirectory)),
        };
        ImmutableArray<PlannedJob> jobs = [.. settings.Jobs.Select(job => new PlannedJob(JobOf(job, source, rootDirectory), job.Deadline))];
        var faults = jobs.Select(planned => planned.Job.FindFault()).OfType<string>().Distinct().ToList();
        return faults.Count == 0 ? jobs : throw Mistakes.Told(file, faults);
    }

    private static Job JobOf(JobSettings job, MpycSource? source, string rootDirectory) => job switch
    {
        FloorJobSettings floor => new Job { Name = floor.Name, Kind = JobKind.Floor, Rounds = floor.Rounds, Bytes = floor.Bytes },
        MpycJobSettings mpyc => new Job
        {
            Name = mpyc.Name,
            Kind = JobKind.Mpyc,
            Program = Located(mpyc.Script, rootDirectory),
            Arguments = mpyc.Arguments,
            Mpyc = source,
        },
        _ => throw new InvalidOperationException($"no program for the job {job.Name}"),
    };

    // A plain file name is one of MPyC's demos, wherever MPyC is; anything with a folder is the user's own, seen from the settings file.
    private static string Located(string script, string rootDirectory) =>
        Path.GetFileName(script) == script ? script : Path.GetFullPath(script, rootDirectory);
}
