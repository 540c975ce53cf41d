using System.Collections.Concurrent;
using System.Diagnostics;
using E3.Engine.Backends;
using E3.Engine.Tests.Support;

namespace E3.Engine.Tests.Backends;

public sealed class LockTests
{
    private Workbench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    private string Folder => Path.Combine(_bench.Folder, ".pulumi", "locks", "organization", "proj", "dev");

    [Test]
    public async Task A_second_run_is_refused_and_told_who_has_it()
    {
        using var held = await _bench.Backend.LockAsync(_bench.Stack, default);
        await Assert.ThatAsync(
            () => _bench.UpAsync(_ => Task.CompletedTask),
            Throws.TypeOf<StackLockedException>().With.Message.Contains("the stack is currently locked by 1 lock(s)")
                .And.Message.Contains($"pid {Environment.ProcessId}").And.Message.Contains(Environment.MachineName));
        Assert.That(Directory.GetFiles(Folder), Has.Length.EqualTo(1), "the refused one leaves no lock");
    }

    [Test]
    public async Task A_lock_is_gone_when_let_go()
    {
        (await _bench.Backend.LockAsync(_bench.Stack, default)).Dispose();
        using var again = await _bench.Backend.LockAsync(_bench.Stack, default);
        Assert.That(Directory.GetFiles(Folder), Has.Length.EqualTo(1));
    }

    /// <summary>https://github.com/pulumi/pulumi/issues/9148</summary>
    [Test]
    public async Task The_lock_of_a_dead_process_is_broken()
    {
        using var process = Process.Start("true");
        await process.WaitForExitAsync();
        WriteLock(process.Id, Environment.MachineName);
        using var held = await _bench.Backend.LockAsync(_bench.Stack, default);
        Assert.That(Directory.GetFiles(Folder), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task The_lock_of_a_pid_that_another_process_has_now_is_broken()
    {
        WriteLock(Environment.ProcessId, Environment.MachineName, "1");
        using var held = await _bench.Backend.LockAsync(_bench.Stack, default);
    }

    [Test]
    public async Task The_official_engines_lock_and_that_of_another_machine_are_respected()
    {
        WriteLock(Environment.ProcessId, Environment.MachineName);
        await Assert.ThatAsync(() => _bench.Backend.LockAsync(_bench.Stack, default), Throws.TypeOf<StackLockedException>());
        Directory.Delete(Folder, recursive: true);
        WriteLock(1 << 22, "elsewhere");
        await Assert.ThatAsync(() => _bench.Backend.LockAsync(_bench.Stack, default), Throws.TypeOf<StackLockedException>());
    }

    [Test]
    public async Task A_state_that_cannot_be_written_is_told_before_anything_is_begun()
    {
        Directory.CreateDirectory(Path.Combine(_bench.Folder, ".pulumi"));
        await File.WriteAllTextAsync(Path.Combine(_bench.Folder, ".pulumi", "locks"), "in the way");
        await Assert.ThatAsync(
            () => _bench.UpAsync(program => program.ThingAsync("a")),
            Throws.TypeOf<EngineException>().With.Message.StartsWith($"the state in {_bench.Folder} cannot be written: ").And.Message.Contains("make room"));
        Assert.That(_bench.Cloud.Things, Is.Empty);
    }

    [Test]
    public async Task A_state_that_cannot_be_written_in_the_end_is_kept_in_the_journal()
    {
        var backups = Path.Combine(_bench.Folder, ".pulumi", "backups");
        Directory.CreateDirectory(Path.GetDirectoryName(backups)!);
        await File.WriteAllTextAsync(backups, "in the way");
        await Assert.ThatAsync(
            () => _bench.UpAsync(program => program.ThingAsync("a")),
            Throws.TypeOf<EngineException>().With.Message.Contains("cannot be written").And.Message.Contains("noted in the journal").And.Message.Contains("run this again"));

        File.Delete(backups);
        Assert.That((await _bench.UpAsync(program => program.ThingAsync("a"))).Succeeded);
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(1), "it was not made twice");
    }

    /// <summary>Any file there is a lock to the official command, even half of one that a killed run left.</summary>
    [Test]
    public async Task Nothing_but_whole_locks_ever_lies_among_the_locks()
    {
        (await _bench.Backend.LockAsync(_bench.Stack, default)).Dispose();
        var names = new ConcurrentQueue<string?>();
        var appeared = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(Folder) { NotifyFilter = NotifyFilters.FileName };
        void Saw(FileSystemEventArgs seen)
        {
            names.Enqueue(Path.GetExtension(seen.Name));
            if (names.Last() == ".json") appeared.TrySetResult();
        }
        watcher.Created += (_, seen) => Saw(seen);
        watcher.Renamed += (_, seen) => Saw(seen);
        watcher.EnableRaisingEvents = true;

        using var held = await _bench.Backend.LockAsync(_bench.Stack, default);
        await appeared.Task;
        Assert.That(names, Is.All.EqualTo(".json"));
    }

    [Test]
    public async Task What_a_run_left_that_was_killed_while_it_took_a_lock_is_cleared_away()
    {
        var root = Path.Combine(_bench.Backend.Root, ".pulumi");
        Directory.CreateDirectory(root);
        var (old, young) = (Path.Combine(root, "a.lock.tmp"), Path.Combine(root, "b.lock.tmp"));
        await File.WriteAllTextAsync(old, "");
        await File.WriteAllTextAsync(young, "");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddMinutes(-2));

        using var held = await _bench.Backend.LockAsync(_bench.Stack, default);
        Assert.That((File.Exists(old), File.Exists(young)), Is.EqualTo((false, true)), "another run may be writing the young one");
    }

    private void WriteLock(int pid, string host, string? start = null)
    {
        Directory.CreateDirectory(Folder);
        var more = start is null ? "" : $",\"processStart\":{start}";
        File.WriteAllText(
            Path.Combine(Folder, "other.json"),
            $$"""{"pid":{{pid}},"username":"someone","hostname":"{{host}}","timestamp":"2026-01-02T03:04:05.678901234Z"{{more}}}""");
    }
}
