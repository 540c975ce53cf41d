using System.Collections.Immutable;
using System.Globalization;
using E3.Remote;

namespace E3.Benchmarks.Running;

/// <summary>The processes of all parties. They start together, and when one is lost all are stopped: the others would wait for ever.</summary>
internal sealed class Group(ImmutableArray<RemoteParty> parties, TimeProvider clock) : IAsyncDisposable
{
    // A party that dies takes its peers with it; the first to tell is often a peer. So long is waited for the one who knows why.
    private static readonly TimeSpan Inquest = TimeSpan.FromSeconds(1);

    // Who answered before it ended has told what it knows; the others may need a little longer to say the same.
    private static readonly TimeSpan Stragglers = TimeSpan.FromSeconds(5);

    public ImmutableArray<RemoteParty> Parties => parties;

    /// <summary>Starts a process for each member at once, all waiting for <see cref="ReleaseAsync"/>.</summary>
    public static async Task<Group> PrepareAsync(
        Crew crew, Func<Member, RemoteCommand> command, Func<OutputLine, bool> isAnswer, Func<OutputLine, bool> isFailure,
        TimeProvider clock, CancellationToken cancel)
    {
        var prepared = new RemoteParty?[crew.Members.Length];
        try
        {
            await crew.ForEachAsync(
                async (member, stop) => prepared[member.Index] = await RemoteParty.PrepareAsync(member, command(member), isAnswer, isFailure, stop), cancel);
            return new Group([.. prepared.Select(party => party!)], clock);
        }
        catch
        {
            foreach (var party in prepared) if (party is not null) await party.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets all go at the same moment.</summary>
    public Task ReleaseAsync(CancellationToken cancel) => Task.WhenAll(parties.Select(party => party.ReleaseAsync(cancel)));

    /// <summary>The next answer of each party; throws <see cref="MeasurementException"/> when a party is lost or the deadline passes.</summary>
    public async Task<IReadOnlyList<string>> AnswersAsync(TimeSpan deadline, string what, CancellationToken cancel)
    {
        var answers = parties.Select(party => party.Answers.ReadAsync(cancel).AsTask()).ToArray();
        await WatchAsync(answers, deadline, what, cancel);
        return await Task.WhenAll(answers);
    }

    /// <summary>Returns when every party has ended well; throws <see cref="MeasurementException"/> when one is lost or the deadline passes.</summary>
    public Task EndsAsync(TimeSpan deadline, string what, CancellationToken cancel) => WatchAsync([.. parties.Select(party => party.Ended)], deadline, what, cancel);

    public async ValueTask DisposeAsync() => await Task.WhenAll(parties.Select(party => party.DisposeAsync().AsTask()));

    private async Task WatchAsync(Task[] awaited, TimeSpan deadline, string what, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var lost = new TaskCompletionSource();
        foreach (var party in parties)
            _ = party.Ended.ContinueWith(_ => lost.TrySetResult(), stop.Token, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        var all = Task.WhenAll(awaited);
        await Task.WhenAny(all, lost.Task, Task.Delay(deadline, clock, stop.Token));
        cancel.ThrowIfCancellationRequested();
        if (lost.Task.IsCompleted || all.IsFaulted)
        {
            var silent = parties.Where((party, i) => party.Ended.IsCompleted && !awaited[i].IsCompletedSuccessfully).Any();
            var inquest = Task.WhenAll(parties.Select(party => party.Ended));
            await Task.WhenAny(silent ? inquest : all, Task.Delay(silent ? Inquest : Stragglers, clock, stop.Token));
            cancel.ThrowIfCancellationRequested();
            await stop.CancelAsync();
            if (all.IsCompletedSuccessfully) return;
            _ = all.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw Blame(what) ?? new MeasurementException($"{what}: a party ended without an answer; " + Describe(parties.Where((_, i) => awaited[i].IsFaulted)));
        }
        await stop.CancelAsync();
        if (!all.IsCompleted)
        {
            throw new MeasurementException(string.Create(CultureInfo.InvariantCulture, $"{what}: no answer after {deadline.TotalSeconds:0.#} s (the job's deadline), all parties were stopped; ")
                + Describe(parties.Where((_, i) => !awaited[i].IsCompleted)));
        }
        await all;
    }

    private MeasurementException? Blame(string what)
    {
        var failed = parties.Where(party => party.Ended.IsFaulted).ToList();
        if (failed.Count == 0) return null;
        var culprit = failed.MinBy(Guilt)!;
        var cause = culprit.Ended.Exception!.InnerException!;
        return new MeasurementException($"{what}: {NameOf(culprit)} {Word(cause)}, all parties were stopped; {culprit.LastLines}", cause);
    }

    // Who lost its connection to a peer is a witness of that peer's end, not its cause.
    private static int Guilt(RemoteParty party) => party.Ended.Exception?.InnerException switch
    {
        PartyFailedException { ExitCode: >= 128 } => 0,
        PartyFailedException when party.LastLines.Contains("closed the connection", StringComparison.Ordinal)
            || party.LastLines.Contains("ConnectionResetError", StringComparison.Ordinal) => 2,
        PartyFailedException => 1,
        _ => 0,
    };

    private static string Word(Exception cause) => cause switch
    {
        PartyFailedException { ExitCode: { } code } when code > 128 => string.Create(CultureInfo.InvariantCulture, $"was killed by signal {code - 128}"),
        PartyFailedException failed => failed.Message,
        _ => $"is lost ({cause.Message})",
    };

    private static string NameOf(RemoteParty party) => string.Create(CultureInfo.InvariantCulture, $"party {party.Member.Index} on {party.Member.Name}");

    private static string Describe(IEnumerable<RemoteParty> silent) => string.Join("\n", silent.Select(party => $"{NameOf(party)}: {party.LastLines}"));
}
