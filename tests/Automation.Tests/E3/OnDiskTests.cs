using Pulumi.Automation.Commands.Exceptions;
using Pulumi.Automation.Events;

namespace Pulumi.Automation.Tests.E3;

/// <summary>A project on the disk, whose program is a process of its own, from its first stack to its last.</summary>
[CancelAfter(120_000)]
public class OnDiskTests
{
    private DiskProject _project = null!;

    [SetUp]
    public void Make() => _project = new("disk");

    [TearDown]
    public void Remove() => _project.Dispose();

    [Test]
    public async Task A_stack_from_its_settings_to_its_end(CancellationToken cancel)
    {
        using var stack = await LocalWorkspace.CreateStackAsync(await _project.ArgsAsync("dev"), cancel);
        await stack.SetAllConfigAsync(
            new Dictionary<string, ConfigValue>
            {
                ["program"] = new("commands"),
                ["create"] = new("cat; echo"),
                ["password"] = new("s3cret word", isSecret: true),
            }, cancel);
        await stack.SetConfigAsync("colours.main", new("red"), path: true, cancel);
        await stack.SetConfigAsync("colours.count", new("3"), path: true, cancel);
        var events = new List<EngineEvent>();
        var preview = await stack.PreviewAsync(new() { OnEvent = events.Add, Diff = true }, cancel);
        var up = await stack.UpAsync(new() { Message = "first" }, cancel);
        await stack.SetConfigAsync("create", new("echo other"), cancel);
        var changed = await stack.UpAsync(cancellationToken: cancel);
        var refresh = await stack.RefreshAsync(cancellationToken: cancel);
        var exported = await stack.ExportStackAsync(cancel);
        var history = await stack.GetHistoryAsync(cancellationToken: cancel);

        using var again = await LocalWorkspace.SelectStackAsync(await _project.ArgsAsync("dev"), cancel);
        var outputs = await again.GetOutputsAsync(cancel);
        var config = await again.GetAllConfigAsync(cancel);
        await again.ImportStackAsync(exported, cancel);
        var destroyed = await again.DestroyAsync(cancellationToken: cancel);
        await again.Workspace.RemoveStackAsync("dev", cancel);

        Assert.Multiple(() =>
        {
            Assert.That(preview.ChangeSummary[OperationType.Create], Is.EqualTo(2), "stack and command");
            Assert.That(events.Count(happened => happened.SummaryEvent is not null), Is.EqualTo(1));
            Assert.That((up.Outputs["said"].Value, up.Outputs["said"].IsSecret), Is.EqualTo(("s3cret word", false)));
            Assert.That((up.Outputs["password"].Value, up.Outputs["password"].IsSecret), Is.EqualTo(("s3cret word", true)));
            Assert.That((up.Outputs["colours"].Value, up.Outputs["evaluated"].Value), Is.EqualTo(("3 red", "every time")));
            Assert.That(changed.Summary.ResourceChanges![OperationType.Update], Is.EqualTo(1));
            Assert.That(refresh.Summary.Result, Is.EqualTo(UpdateState.Succeeded));
            Assert.That(history.Select(entry => entry.Kind), Is.EqualTo([UpdateKind.Refresh, UpdateKind.Update, UpdateKind.Update]));
            Assert.That((history[^1].Message, history[^1].Config!["disk:create"].Value), Is.EqualTo(("first", "cat; echo")));
            Assert.That(outputs["said"].Value, Is.EqualTo("other"));
            Assert.That((config["disk:password"].Value, config["disk:password"].IsSecret), Is.EqualTo(("s3cret word", true)));
            Assert.That(destroyed.Summary.ResourceChanges![OperationType.Delete], Is.EqualTo(2));
            Assert.That(File.ReadAllText(Path.Combine(_project.Folder, "Pulumi.yaml")), Does.Contain("a project on the disk"), "the project is the user's");
        });
    }

    [Test]
    public async Task Mistakes_are_told_apart(CancellationToken cancel)
    {
        await Assert.ThrowsAsync<StackNotFoundException>(async () => await LocalWorkspace.SelectStackAsync(await _project.ArgsAsync("dev"), cancel));
        using var stack = await LocalWorkspace.CreateOrSelectStackAsync(await _project.ArgsAsync("dev"), cancel);
        await Assert.ThrowsAsync<StackAlreadyExistsException>(async () => await LocalWorkspace.CreateStackAsync(await _project.ArgsAsync("dev"), cancel));
        var wrong = await Assert.CatchAsync<CommandException>(() => stack.UpAsync(cancellationToken: cancel));
        Assert.That(wrong!.Message, Does.Contain("disk:program"), "what the program lacks is said");
        await stack.SetConfigAsync("program", new("no such"), cancel);
        wrong = await Assert.CatchAsync<CommandException>(() => stack.PreviewAsync(cancellationToken: cancel));
        Assert.That(wrong!.Message, Does.Contain("There is no program 'no such' here."));
    }

    [Test]
    public async Task A_second_update_is_refused_while_the_first_runs_and_a_lock_is_broken_on_request(CancellationToken cancel)
    {
        using var stack = await LocalWorkspace.CreateStackAsync(await _project.ArgsAsync("dev"), cancel);
        await stack.SetConfigAsync("program", new("commands"), cancel);
        await stack.SetConfigAsync("password", new("s3cret word", isSecret: true), cancel);
        await stack.SetConfigAsync("create", new("touch here; while [ ! -e go ]; do sleep 0.02; done"), cancel);
        var here = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(_project.Folder, "here");
        watcher.Created += (_, _) => here.TrySetResult();
        watcher.EnableRaisingEvents = true;
        var first = stack.UpAsync(cancellationToken: cancel);
        await Task.WhenAny(first, here.Task);
        Assert.That(here.Task.IsCompleted, "the first ended before it began");
        await Assert.ThrowsAsync<ConcurrentUpdateException>(() => stack.UpAsync(cancellationToken: cancel));
        await Assert.ThrowsAsync<ConcurrentUpdateException>(() => stack.DestroyAsync(cancellationToken: cancel));
        await File.WriteAllTextAsync(Path.Combine(_project.Folder, "go"), "", cancel);
        Assert.That((await first).Summary.Result, Is.EqualTo(UpdateState.Succeeded));

        // As a machine that burnt down leaves it.
        var locks = Directory.CreateDirectory(Path.Combine(_project.State, ".pulumi/locks/organization/disk/dev")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(locks, $"{Guid.NewGuid()}.json"), """{"pid":1,"username":"somebody","hostname":"elsewhere","timestamp":"2026-01-01T00:00:00Z"}""", cancel);
        await Assert.ThrowsAsync<ConcurrentUpdateException>(() => stack.RefreshAsync(cancellationToken: cancel));
        await stack.CancelAsync(cancel);
        Assert.That((await stack.DestroyAsync(cancellationToken: cancel)).Summary.Result, Is.EqualTo(UpdateState.Succeeded));
    }
}
