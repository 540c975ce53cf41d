using System.Globalization;
using System.Text.Json;
using E3.Benchmarks.Jobs;
using E3.Benchmarks.Results;
using E3.Remote;

namespace E3.Benchmarks.Running;

/// <summary>The floor program: one process per party for all repeats, connected once; the connections it computes over are those it checks.</summary>
internal sealed class FloorWorkload(Crew crew, RunRequest request, FloorCommand floor, TimeSpan pairLimit, TimeProvider clock) : IWorkload
{
    private Group? _group;

    public async Task<IReadOnlyList<MeasuredPair>> MeetAsync(CancellationToken cancel)
    {
        var threshold = request.Job.Threshold ?? (request.Parties.Count - 1) / 2;
        var options = string.Create(
            CultureInfo.InvariantCulture,
            $"--threshold {threshold} --rounds {request.Job.Rounds} --bytes {request.Job.Bytes} --repeats {request.Repeats} --deadline {request.DeadlineSeconds} --meet {pairLimit.TotalSeconds:0}");
        _group = await Group.PrepareAsync(
            crew, member => floor.For(member, "party", options), line => line.Source == OutputSource.Stdout, _ => false, clock, cancel);
        await _group.ReleaseAsync(cancel);
        return await AllPairs.ReadAsync(_group, request, pairLimit, cancel);
    }

    public async Task<Repeat> RunAsync(int repeat, CancellationToken cancel)
    {
        var group = _group ?? throw new InvalidOperationException("the parties have not met");
        var what = string.Create(CultureInfo.InvariantCulture, $"repeat {repeat} of {request.Job.Name} over {request.Overlay}");
        var started = clock.GetTimestamp();
        await group.ReleaseAsync(cancel);
        // The parties have the same deadline and know better what they waited for: let them say it first.
        var answers = await group.AnswersAsync(TimeSpan.FromSeconds(request.DeadlineSeconds + 5), what, cancel);
        var wall = clock.GetElapsedTime(started);
        var reports = answers.Select(answer => JsonSerializer.Deserialize(answer, FloorJson.Default.PartyReport)!).ToList();
        var wrong = reports.FirstOrDefault(report => !report.Correct || report.Repeat != repeat || report.Opened != reports[0].Opened);
        return new Repeat(
            reports.Max(report => report.Seconds), wall.TotalSeconds, request.Job.Rounds, reports.Sum(report => report.Bytes), wrong is null,
            wrong is null ? null : $"party {wrong.Party} opened {wrong.Opened} instead of {wrong.Expected}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_group is not null) await _group.DisposeAsync();
    }
}
