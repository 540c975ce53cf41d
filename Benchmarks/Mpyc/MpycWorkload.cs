using System.Globalization;
using E3.Benchmarks.Jobs;
using E3.Benchmarks.Mpyc.Checks;
using E3.Benchmarks.Results;
using E3.Benchmarks.Running;
using E3.Remote;

namespace E3.Benchmarks.Mpyc;

/// <summary>
/// An MPyC program: new processes for each repeat, because MPyC connects once. MPyC waits for ever for a party that is missing and hangs
/// when one is lost, so its deadline and its end are ours.
/// </summary>
/// <param name="crew">The hosts.</param>
/// <param name="request">What to run.</param>
/// <param name="commands">For each party, the shell words that run the program.</param>
/// <param name="floor">Probes the pairs before MPyC connects; null when there is only one party.</param>
/// <param name="pairLimit">How long a pair may take to connect.</param>
/// <param name="clock">Measures the time from the start.</param>
internal sealed class MpycWorkload(
    Crew crew, RunRequest request, IReadOnlyList<string> commands, FloorCommand? floor, TimeSpan pairLimit, TimeProvider clock) : IWorkload
{
    public async Task<IReadOnlyList<MeasuredPair>> MeetAsync(CancellationToken cancel)
    {
        if (floor is null) return [];
        var options = string.Create(CultureInfo.InvariantCulture, $"--deadline {pairLimit.TotalSeconds:0}");
        await using var probes = await Group.PrepareAsync(
            crew, member => floor.For(member, "probe", options), line => line.Source == OutputSource.Stdout, _ => false, clock, cancel);
        var pairs = await AllPairs.ReadAsync(probes, request, pairLimit, cancel);
        // The port is free for MPyC only when the probes have ended; they do once each has answered all.
        await probes.EndsAsync(pairLimit, $"checking all pairs over {request.Overlay}", cancel);
        return pairs;
    }

    public async Task<Repeat> RunAsync(int repeat, CancellationToken cancel)
    {
        await using var group = await PrepareAsync(cancel);
        var what = string.Create(CultureInfo.InvariantCulture, $"repeat {repeat} of {request.Job.Name} over {request.Overlay}");
        var started = clock.GetTimestamp();
        await group.ReleaseAsync(cancel);
        await group.EndsAsync(TimeSpan.FromSeconds(request.DeadlineSeconds), what, cancel);
        var wall = clock.GetElapsedTime(started);
        var outputs = group.Parties.Select(party => MpycOutput.Parse(party.Stdout)).ToList();
        var problem = Problem(outputs);
        return new Repeat(outputs.Max(output => output.Seconds), wall.TotalSeconds, null, outputs.Sum(output => output.Bytes), problem is null, problem);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<Group> PrepareAsync(CancellationToken cancel)
    {
        var threshold = request.Job.Threshold is { } given ? string.Create(CultureInfo.InvariantCulture, $" -T {given}") : "";
        return Group.PrepareAsync(
            crew, member => new RemoteCommand($"{commands[member.Index]} {Shell.Join(request.Job.Arguments)} {Place(member)}{threshold}") { HeldByStdin = true },
            _ => false, line => line.Text.Contains("ConnectionResetError", StringComparison.Ordinal), clock, cancel);
    }

    private string Place(Member member)
    {
        // At our own place only the port counts, and every address of the host is listened on.
        var peers = request.Parties.Select(to => to == member.Host
            ? string.Create(CultureInfo.InvariantCulture, $"localhost:{request.PortOf(to)}")
            : request.AddressOf(member.Host, to));
        // Alone, MPyC takes a list of one party for an invitation to ignore it.
        return request.Parties.Count == 1 ? "" : string.Join(' ', peers.Select(peer => "-P " + Shell.Quote(peer)))
            + string.Create(CultureInfo.InvariantCulture, $" -I {member.Index}");
    }

    private string? Problem(List<MpycOutput> outputs)
    {
        for (var party = 0; party < outputs.Count; party++)
        {
            // Exit code 0 proves nothing: with a wrong argument MPyC runs alone and succeeds.
            var name = request.Parties[party].Name;
            if (outputs.Count > 1 && outputs[party].ConnectedParties != outputs.Count)
                return $"{name} did not say that all {outputs.Count} parties were connected";
            if (outputs[party].Sessions == 0) return $"{name} ended without closing its MPyC session";
        }
        return ResultChecks.For(request.Job.Program!).Problem([.. outputs.Select(output => output.Results)], request.Job.Arguments);
    }
}
