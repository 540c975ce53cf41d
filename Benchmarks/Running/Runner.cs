using System.Globalization;
using System.Reflection;
using E3.Benchmarks.Jobs;
using E3.Benchmarks.Mpyc;
using E3.Benchmarks.Results;
using E3.Remote;

namespace E3.Benchmarks.Running;

/// <summary>Takes one measurement from beginning to end.</summary>
/// <param name="progress">A line for each thing done.</param>
/// <param name="http">For the witness.</param>
/// <param name="clock">All times.</param>
internal sealed class Runner(TextWriter progress, HttpClient http, TimeProvider clock)
{
    /// <summary>How long a pair of parties may take to connect: an overlay may still be shaking hands.</summary>
    public TimeSpan PairLimit { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Connects, checks all pairs, runs every repeat. Throws <see cref="MeasurementException"/> when the measurement cannot be taken; when
    /// only MPyC is missing the result says that it was skipped. Whatever happens, no process of ours is left on a host.
    /// </summary>
    public async Task<MeasurementResult> RunAsync(RunRequest request, CancellationToken cancel)
    {
        var result = Blank(request);
        var (program, missing) = request.Job.Kind == JobKind.Mpyc ? MpycProgram.Find(request.Job) : (null, null);
        if (missing is not null) return Skipped(result, missing);

        var started = clock.GetTimestamp();
        await using var crew = await Crew.ConnectAsync(request.Parties, clock, cancel);
        var surveys = await crew.ForEachAsync((member, stop) => HostSurvey.TakeAsync(member, request, stop), cancel);
        if (program is not null && Lack(request, program, surveys) is { } lack) return Skipped(result, lack);
        // One MPyC party alone has no pairs to check, and needs no .NET.
        var floor = program is null || request.Parties.Count > 1 ? await FloorCommand.InstallAsync(request, crew, surveys, cancel) : null;
        await using var workload = program is null
            ? new FloorWorkload(crew, request, floor!, PairLimit, clock)
            : (IWorkload)new MpycWorkload(crew, request, await InstallAsync(program, crew, surveys, cancel), floor, PairLimit, clock);
        await crew.ForEachAsync((member, stop) => RejoinAsync(member, request.Overlay, stop), cancel);
        Say($"{request.Parties.Count} hosts are ready", started);

        var meeting = clock.GetTimestamp();
        var matrix = await workload.MeetAsync(cancel);
        if (matrix.MaxBy(pair => pair.RttMs.Min) is { } slowest)
            Say(string.Create(CultureInfo.InvariantCulture, $"all {matrix.Count} pairs connect, the slowest is {slowest.From} → {slowest.To} with {slowest.RttMs.Min:0.0} ms"), meeting);
        var repeats = new List<Repeat>();
        var witness = new NetworkWitness(request.Witness, http);
        for (var repeat = 1; repeat <= request.Repeats; repeat++)
        {
            var testimony = await witness.BeginAsync(cancel);
            var measured = await workload.RunAsync(repeat, cancel);
            if (measured.Valid && await witness.EndAsync(testimony, cancel) is { } doubt) measured = measured with { Valid = false, Reason = doubt };
            repeats.Add(measured);
            Say(string.Create(CultureInfo.InvariantCulture, $"repeat {repeat} of {request.Repeats}: {measured.Seconds:0.000} s{(measured.Valid ? "" : ", not valid: " + measured.Reason)}"));
        }
        return Summary.Of(result with { Matrix = matrix, Repeats = repeats });
    }

    private static async Task<bool> RejoinAsync(Member member, string overlay, CancellationToken cancel)
    {
        if (member.Host.Rejoin is not { } command) return true;
        var result = await member.Session.RunAsync(new RemoteCommand(command), null, cancel);
        return result.ExitCode == 0 ? true : throw new MeasurementException(
            $"{member.Name}: the overlay {overlay} cannot be brought up again: {result.Stderr.Trim()}");
    }

    private static MeasurementResult Blank(RunRequest request, DateTimeOffset now) => new()
    {
        Status = MeasurementStatus.Measured,
        Overlay = request.Overlay,
        Job = request.Job.Name,
        Program = request.Job.Kind == JobKind.Floor
            ? string.Create(CultureInfo.InvariantCulture, $"floor, {request.Job.Rounds} rounds of {request.Job.Bytes} bytes")
            : string.Join(' ', [Path.GetFileName(request.Job.Program!), .. request.Job.Arguments]),
        Parties = [.. request.Parties.Select(party => new ResultParty(party.Name, party.Region))],
        Threshold = request.Job.Threshold ?? (request.Parties.Count - 1) / 2,
        Commit = CommitOf(typeof(Runner).Assembly),
        StartedAt = now,
    };

    // The SDK adds the commit to the version when it builds inside a repository.
    private static string? CommitOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, var commit] ? commit : null;

    private static string? Lack(RunRequest request, MpycProgram program, IReadOnlyList<HostSurvey> surveys)
    {
        var without = request.Parties.Where((_, index) => surveys[index].Python is null).Select(party => party.Name).ToList();
        if (without.Count > 0) return $"python3 is missing on {string.Join(", ", without)}: install it there (Debian: apt-get install python3)";
        if (program.Package is not null) return null;
        without = [.. request.Parties.Where((_, index) => !surveys[index].ImportsMpyc).Select(party => party.Name)];
        return without.Count == 0 ? null
            : $"MPyC is missing on {string.Join(", ", without)}: install it there (pip install mpyc), or set e3:mpyc to a source tree";
    }

    private async Task<IReadOnlyList<string>> InstallAsync(MpycProgram program, Crew crew, IReadOnlyList<HostSurvey> surveys, CancellationToken cancel)
    {
        var install = new MpycInstall(program);
        var commands = await crew.ForEachAsync((member, stop) => install.OnAsync(member, surveys[member.Index], stop), cancel);
        foreach (var note in install.Notes) Say(note);
        return commands;
    }

    private MeasurementResult Blank(RunRequest request) => Blank(request, clock.GetUtcNow());

    private MeasurementResult Skipped(MeasurementResult result, string reason)
    {
        Say($"skipped: {reason}");
        return result with { Status = MeasurementStatus.Skipped, Reason = reason };
    }

    private void Say(string what, long? since = null) => progress.WriteLine(
        since is { } start ? string.Create(CultureInfo.InvariantCulture, $"{what} ({clock.GetElapsedTime(start).TotalSeconds:0.0} s)") : what);
}
