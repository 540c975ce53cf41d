using Pulumi.Automation.Commands;
using Pulumi.Automation.Commands.Exceptions;
using Pulumi.Automation.Events;

namespace Pulumi.Automation.Tests.E3;

/// <summary>E3's own command, driven as the official one is.</summary>
public class E3StackTests
{
    private E3Installation _installation = null!;
    private WorkspaceStack _stack = null!;

    private sealed class Group(string name, ComponentResourceOptions? options = null) : ComponentResource("test:index:Group", name, options);

    private static PulumiFn Groups(int count) => PulumiFn.Create(() =>
    {
        var first = new Group("first");
        for (var number = 1; number < count; number++)
        {
            _ = new Group($"group-{number}", new() { Parent = first });
        }

        Log.Info("said by the program");
        return new Dictionary<string, object?>
        {
            ["count"] = count,
            ["hush"] = Output.CreateSecret("hushed"),
            ["key"] = new Config().GetSecret("key"),
        };
    });

    [SetUp]
    public async Task Open()
    {
        _installation = new();
        _stack = await LocalWorkspace.CreateStackAsync(await ArgsAsync("shop", "dev", Groups(2)));
    }

    [TearDown]
    public void Close()
    {
        _stack.Dispose();
        _installation.Dispose();
    }

    [Test]
    public async Task Plugins_that_are_built_in_are_there_and_others_are_refused()
    {
        var workspace = _stack.Workspace;
        await workspace.InstallAsync();
        await workspace.InstallPluginAsync("command", "1.2.1");
        var plugins = await workspace.ListPluginsAsync();

        Assert.That(plugins.Select(plugin => (plugin.Kind, plugin.Name)), Has.Member((PluginKind.Resource, "command")));
        await Assert.ThatAsync(
            () => workspace.InstallPluginAsync("random", "4.21.2"),
            Throws.TypeOf<CommandException>().With.Message.Contains("there is no provider for package 'random' here"));
        await Assert.ThatAsync(() => workspace.RemovePluginAsync("command"), Throws.TypeOf<CommandException>().With.Message.Contains("is built in"));
    }

    [Test]
    public async Task A_stack_from_its_first_preview_to_its_end()
    {
        await _stack.SetConfigAsync("key", new("s3cret", isSecret: true));
        var events = new List<EngineEvent>();
        var preview = await _stack.PreviewAsync(new() { OnEvent = events.Add });
        var up = await _stack.UpAsync(new() { Message = "first" });
        var same = await _stack.UpAsync(new() { ExpectNoChanges = true });
        var refresh = await _stack.RefreshAsync();
        var exported = await _stack.ExportStackAsync();
        await _stack.ImportStackAsync(exported);
        var outputs = await _stack.GetOutputsAsync();
        var destroyed = await _stack.DestroyAsync();
        var history = await _stack.GetHistoryAsync();
        await _stack.Workspace.RemoveStackAsync("dev");

        Assert.Multiple(() =>
        {
            Assert.That(preview.ChangeSummary, Is.EqualTo(new Dictionary<OperationType, int> { [OperationType.Create] = 3 }));
            Assert.That(events.Select(happened => happened.Sequence), Is.Ordered);
            Assert.That(events.Count(happened => happened.SummaryEvent is not null), Is.EqualTo(1));
            Assert.That(events, Has.Some.Matches<EngineEvent>(happened => happened!.DiagnosticEvent is { } said && said.Message.Contains("said by the program", StringComparison.Ordinal)));
            Assert.That(events[0].PreludeEvent!.Config["shop:key"], Is.EqualTo("[secret]"));
            Assert.That((up.Summary.Kind, up.Summary.Result, up.Summary.Message, up.Summary.Version), Is.EqualTo((UpdateKind.Update, UpdateState.Succeeded, "first", 1)));
            Assert.That((up.Outputs["count"].Value, up.Outputs["count"].IsSecret), Is.EqualTo((2L, false)));
            Assert.That((up.Outputs["key"].Value, up.Outputs["key"].IsSecret), Is.EqualTo(("s3cret", true)));
            Assert.That(same.Summary.ResourceChanges![OperationType.Same], Is.EqualTo(3));
            Assert.That(refresh.Summary.Kind, Is.EqualTo(UpdateKind.Refresh));
            Assert.That(exported.Json.GetRawText(), Does.Contain("hushed"));
            Assert.That((outputs["hush"].Value, outputs["hush"].IsSecret), Is.EqualTo(("hushed", true)));
            Assert.That(destroyed.Summary.ResourceChanges![OperationType.Delete], Is.EqualTo(3));
            Assert.That(history[0].Kind, Is.EqualTo(UpdateKind.Destroy));
            Assert.That(history[^1].Message, Is.EqualTo("first"));
        });
        Assert.That(await _stack.Workspace.ListStacksAsync(), Is.Empty);
    }

    [Test]
    public async Task Mistakes_are_told_apart()
    {
        await Assert.ThrowsAsync<StackAlreadyExistsException>(async () => await LocalWorkspace.CreateStackAsync(await ArgsAsync("shop", "dev", Groups(1))));
        await Assert.ThrowsAsync<StackNotFoundException>(async () => await LocalWorkspace.SelectStackAsync(await ArgsAsync("shop", "other", Groups(1))));
        await Assert.ThrowsAsync<FileNotFoundException>(() => _stack.UpAsync(new() { Program = PulumiFn.Create((Action)(() => throw new FileNotFoundException("mine"))) }));
        var started = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var first = _stack.UpAsync(new()
        {
            Program = PulumiFn.Create(async () =>
            {
                started.SetResult();
                await go.Task;
            }),
        });
        await started.Task;
        await Assert.ThrowsAsync<ConcurrentUpdateException>(() => _stack.UpAsync());
        go.SetResult();
        await first;
    }

    [Test]
    public async Task A_run_that_is_cancelled_leaves_a_stack_that_goes_on()
    {
        using var cancel = new CancellationTokenSource();
        var run = _stack.UpAsync(
            new()
            {
                Program = PulumiFn.Create(async (CancellationToken over) =>
                {
                    await cancel.CancelAsync();
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, over);
                }),
            },
            cancel.Token);
        await Assert.CatchAsync<OperationCanceledException>(() => run);
        var up = await _stack.UpAsync();
        Assert.That(up.Summary.Result, Is.EqualTo(UpdateState.Succeeded));
    }

    private async Task<InlineProgramArgs> ArgsAsync(string project, string stack, PulumiFn program) => new(project, stack, program)
    {
        PulumiCommand = await LocalPulumiCommand.CreateAsync(new() { Root = _installation.Root }),
        EnvironmentVariables = new Dictionary<string, string?>
        {
            ["PULUMI_CONFIG_PASSPHRASE"] = "correct horse",
            ["PULUMI_BACKEND_URL"] = $"file://{_installation.State}",
        },
    };
}
