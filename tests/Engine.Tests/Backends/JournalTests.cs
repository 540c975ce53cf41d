using System.Security.Cryptography;
using E3.Engine.State;
using E3.Engine.Tests.Support;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Backends;

/// <summary>
/// A kill at any instant leaves on the disk: the checkpoint of the start and a prefix of the journal, or the new checkpoint and the journal
/// folded into it. Both are made here from the files of a run, byte by byte.
/// </summary>
public sealed class JournalTests
{
    private Workbench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task Every_prefix_of_a_journal_loads_soundly_and_the_next_run_finishes_the_work()
    {
        await _bench.UpAsync(Program("1"));
        var (checkpoint, journal) = await CaptureAsync(Program("2"), OperationKind.Update);
        var ends = LineEnds(journal);
        Assert.That(ends, Has.Count.GreaterThan(10));
        // Every boundary, and around it and within the last line every byte.
        var lengths = ends.SelectMany(end => new[] { end - 1, end, end + 1 }).Concat(Enumerable.Range(ends[^2], ends[^1] - ends[^2]))
            .Where(length => length <= journal.Length).Distinct().Order();
        var last = -1;
        foreach (var length in lengths)
        {
            await RestoreAsync(checkpoint, journal.AsMemory(0, length));
            var snapshot = (await _bench.Backend.LoadAsync(_bench.Stack, _bench.Secrets, default))!;
            Assert.That(SnapshotIntegrity.FirstFault(snapshot), Is.Null, $"cut at byte {length}");
            var whole = ends.Count(end => end <= length);
            if (whole == last)
                continue;
            last = whole;
            var result = await _bench.UpAsync(Program("2"));
            Assert.That(result.Succeeded, Is.True, $"cut at byte {length}: {string.Join('\n', _bench.Errors)}");
            Assert.That(File.Exists(_bench.JournalPath), Is.False);
        }
    }

    [Test]
    public async Task Killed_before_or_after_any_call_nothing_is_doubled_or_orphaned()
    {
        await _bench.UpAsync(Program("1"));
        var start = await File.ReadAllBytesAsync(_bench.StatePath);
        var moments = new List<(string Call, byte[] Journal, KeyValuePair<string, (string, Properties.PropertyMap)>[] Things)>();
        _bench.Cloud.Before = async (verb, name, cancel) => moments.Add(($"before {verb} {name}", await File.ReadAllBytesAsync(_bench.JournalPath, cancel), [.. _bench.Cloud.Things]));
        _bench.Cloud.After = async (verb, name) => moments.Add(($"after {verb} {name}", await File.ReadAllBytesAsync(_bench.JournalPath), [.. _bench.Cloud.Things]));
        await _bench.RunAsync(OperationKind.Update, Program("2"), request => request with { Parallel = 1 });
        (_bench.Cloud.Before, _bench.Cloud.After) = ((_, _, _) => Task.CompletedTask, (_, _) => Task.CompletedTask);

        Assert.That(moments, Has.Count.EqualTo(2 * 9));
        foreach (var (call, journal, things) in moments)
        {
            await RestoreAsync(start, journal);
            _bench.Cloud.Things.Clear();
            foreach (var (id, thing) in things)
                _bench.Cloud.Things[id] = thing;
            var result = await _bench.UpAsync(Program("2"));
            Assert.That(result.Succeeded, Is.True, $"killed {call}: {string.Join('\n', _bench.Errors)}");
            var known = (await _bench.ResourcesAsync()).Where(state => state.Type == ProgramClient.ThingType).ToArray();
            Assert.That(known.Select(state => state.Id), Is.EquivalentTo(_bench.Cloud.Things.Keys), $"killed {call}");
            Assert.That(known, Has.Length.EqualTo(5), $"killed {call}");
        }
    }

    [Test]
    public async Task Killed_between_the_new_checkpoint_and_the_journals_removal_nothing_is_done_twice()
    {
        await _bench.UpAsync(Program("1"));
        var (_, journal) = await CaptureAsync(Program("2"), OperationKind.Update);
        var folded = (await _bench.Backend.LoadAsync(_bench.Stack, _bench.Secrets, default))!;
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(_bench.StatePath)));
        await File.WriteAllBytesAsync(_bench.JournalPath, [.. journal, .. E3.Engine.Journals.JournalFormat.Folded(hash)]);
        var loaded = (await _bench.Backend.LoadAsync(_bench.Stack, _bench.Secrets, default))!;
        Assert.That(loaded.Resources.Select(state => state.Id), Is.EqualTo(folded.Resources.Select(state => state.Id)));
        Assert.That((await _bench.UpAsync(Program("2"))).HasChanges, Is.False);
        Assert.That(File.Exists(_bench.JournalPath), Is.False);
    }

    [Test]
    public async Task Damage_within_a_journal_is_not_taken_for_a_cut()
    {
        await _bench.UpAsync(Program("1"));
        var (checkpoint, journal) = await CaptureAsync(Program("2"), OperationKind.Update);
        journal[LineEnds(journal)[0] + 40] ^= 1;
        await RestoreAsync(checkpoint, journal);
        await Assert.ThatAsync(
            () => _bench.Backend.LoadAsync(_bench.Stack, _bench.Secrets, default),
            Throws.TypeOf<EngineException>().With.Message.Contains("line 2").And.Message.Contains(_bench.JournalPath));
    }

    [Test]
    public async Task A_journal_of_another_checkpoint_is_refused()
    {
        await _bench.UpAsync(Program("1"));
        var (_, journal) = await CaptureAsync(Program("2"), OperationKind.Update);
        await _bench.UpAsync(Program("3"));
        await File.WriteAllBytesAsync(_bench.JournalPath, journal);
        await Assert.ThatAsync(
            () => _bench.Backend.LoadAsync(_bench.Stack, _bench.Secrets, default),
            Throws.TypeOf<EngineException>().With.Message.Contains("another version of"));
    }

    [Test]
    public async Task A_destroy_cut_short_goes_on_where_it_was()
    {
        await _bench.UpAsync(Program("1"));
        var things = _bench.Cloud.Things.Keys.ToHashSet();
        var (checkpoint, journal) = await CaptureAsync(_ => Task.CompletedTask, OperationKind.Destroy);
        foreach (var end in LineEnds(journal))
        {
            await RestoreAsync(checkpoint, journal.AsMemory(0, end));
            Assert.That((await _bench.RunAsync(OperationKind.Destroy)).Succeeded, Is.True);
            Assert.That(await _bench.ResourcesAsync(), Is.Empty);
        }
        Assert.That(things.Where(_bench.Cloud.Things.ContainsKey), Is.Empty);
    }

    private static Func<ProgramClient, Task> Program(string value) => async program =>
    {
        var root = await program.ThingAsync("root", [("key", Text(value)), ("password", Secret("not-in-the-journal"))]);
        var solo = await program.ThingAsync("solo", [("solo", Text(value))], dependsOn: [root]);
        await program.ThingAsync("near", from: [("key", solo, "address")]);
        await program.ThingAsync("changed", [("value", Text(value))]);
        await program.ThingAsync($"only-{value}");
    };

    /// <summary>Runs with one step at a time, so that each entry is a line, and keeps the journal as it is just before it is folded.</summary>
    private async Task<(byte[] Checkpoint, byte[] Journal)> CaptureAsync(Func<ProgramClient, Task> program, OperationKind kind)
    {
        var checkpoint = await File.ReadAllBytesAsync(_bench.StatePath);
        var journal = Array.Empty<byte>();
        _bench.Cloud.After = async (_, _) => journal = Longer(journal, await File.ReadAllBytesAsync(_bench.JournalPath));
        var result = await _bench.RunAsync(kind, program, request => request with { Parallel = 1 });
        _bench.Cloud.After = (_, _) => Task.CompletedTask;
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(System.Text.Encoding.UTF8.GetString(journal), Does.Not.Contain("not-in-the-journal"));
        return (checkpoint, journal);
    }

    private async Task RestoreAsync(byte[] checkpoint, ReadOnlyMemory<byte> journal)
    {
        await File.WriteAllBytesAsync(_bench.StatePath, checkpoint);
        await File.WriteAllBytesAsync(_bench.JournalPath, journal.ToArray());
    }

    private static byte[] Longer(byte[] one, byte[] other) => one.Length > other.Length ? one : other;

    private static List<int> LineEnds(byte[] bytes) => [.. bytes.Select((value, place) => (value, place)).Where(item => item.value == '\n').Select(item => item.place + 1)];
}
