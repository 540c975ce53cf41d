using Pulumi.Automation.Tests.Dummy;

namespace Pulumi.Automation.Tests.Words;

/// <summary>What the command is told for each operation on a stack. The first call of each test selects the stack.</summary>
public class StackWordsTests : DummyTests
{
    private const string Summary = """{"sequence":1,"timestamp":5,"summaryEvent":{"maybeCorrupt":false,"durationSeconds":2,"resourceChanges":{"create":3,"same":1},"PolicyPacks":{}}}""";
    private const string History = """[{"kind":"update","startTime":"2026-01-02T03:04:05.000Z","message":"why","environment":{},"config":{},"result":"succeeded","endTime":"2026-01-02T03:04:06.000Z","version":4,"resourceChanges":{"create":3}}]""";

    [Test]
    public async Task Up_runs_then_asks_for_outputs_and_its_entry_in_the_history()
    {
        Dummy.Answer(2, "done\n", "a warning\n")
            .Answer(3, """{"name":"x","key":"[secret]","word":"[secret]"}""").Answer(4, """{"name":"x","key":"hush","word":"[secret]"}""").Answer(5, History);
        using var stack = await Dummy.StackAsync();
        var result = await stack.UpAsync();

        Assert.Multiple(() =>
        {
            Assert.That(Dummy.Calls.Skip(1), Is.EqualTo(new[]
            {
                "up --yes --skip-preview --exec-kind auto.local --stack dev --non-interactive",
                "stack output --json --stack dev --non-interactive",
                "stack output --json --show-secrets --stack dev --non-interactive",
                "stack history --json --show-secrets --page-size 1 --page 1 --stack dev --non-interactive",
            }));
            Assert.That((result.StandardOutput, result.StandardError), Is.EqualTo(("done\n", "a warning\n")));
            Assert.That(result.Outputs.ToDictionary(output => output.Key, output => (output.Value.Value, output.Value.IsSecret)), Is.EqualTo(
                new Dictionary<string, (object, bool)> { ["name"] = ("x", false), ["key"] = ("hush", true), ["word"] = ("[secret]", true) }));
            Assert.That((result.Summary.Kind, result.Summary.Result, result.Summary.Version, result.Summary.Message),
                Is.EqualTo((UpdateKind.Update, UpdateState.Succeeded, 4, "why")));
            Assert.That(result.Summary.ResourceChanges, Is.EqualTo(new Dictionary<OperationType, int> { [OperationType.Create] = 3 }));
            Assert.That(result.Summary.EndTime - result.Summary.StartTime, Is.EqualTo(TimeSpan.FromSeconds(1)));
        });
    }

    [Test]
    public async Task Up_says_every_option()
    {
        Dummy.Answer(5, History);
        using var stack = await Dummy.StackAsync();
        await stack.UpAsync(new()
        {
            ExpectNoChanges = true,
            ShowReads = false,
            Diff = true,
            Plan = "plan.json",
            Replace = ["r1", "r2"],
            ExcludeDependents = true,
            TargetDependents = true,
            ContinueOnError = true,
            Refresh = true,
            Parallel = 3,
            Message = "two words",
            Exclude = ["x"],
            Target = ["t1", "t2"],
            PolicyPacks = ["pack"],
            PolicyPackConfigs = ["pack.json"],
            Color = "never",
            LogFlow = true,
            LogVerbosity = 9,
            LogToStdErr = true,
            Tracing = "file:trace",
            Debug = true,
            Json = true,
            ConfigFile = "other.yaml",
            Profiling = "prof",
            ShowSecrets = false,
        });

        Assert.Multiple(() =>
        {
            Assert.That(Dummy.WordsOf(2), Is.EqualTo(new[]
            {
                "up", "--yes", "--skip-preview", "--expect-no-changes", "--show-reads=false", "--diff", "--plan", "plan.json", "--replace", "r1", "--replace", "r2",
                "--exclude-dependents", "--target-dependents", "--continue-on-error", "--refresh", "--parallel", "3", "--message", "two words", "--exclude", "x",
                "--target", "t1", "--target", "t2", "--policy-pack", "pack", "--policy-pack-configs", "pack.json", "--color", "never", "--logflow",
                "--verbose", "9", "--logtostderr", "--tracing", "file:trace", "--debug", "--json", "--config-file", "other.yaml", "--profiling", "prof",
                "--exec-kind", "auto.local", "--stack", "dev", "--non-interactive",
            }));
            Assert.That(Dummy.Calls[4], Is.EqualTo("stack history --json --page-size 1 --page 1 --stack dev --non-interactive"));
        });
    }

    [Test]
    public async Task Preview_takes_what_would_change_from_the_events()
    {
        Dummy.Answer(2, events: Summary);
        using var stack = await Dummy.StackAsync();
        var preview = await stack.PreviewAsync(new() { Plan = "plan.json", Diff = true, Refresh = true, ShowReads = true });

        var log = Dummy.WordsOf(2)[^1];
        Assert.Multiple(() =>
        {
            Assert.That(Dummy.Calls[1], Is.EqualTo(
                $"preview --show-reads=true --diff --save-plan plan.json --refresh --exec-kind auto.local --stack dev --non-interactive --event-log {log}"));
            Assert.That(preview.ChangeSummary, Is.EqualTo(new Dictionary<OperationType, int> { [OperationType.Create] = 3, [OperationType.Same] = 1 }));
            Assert.That(Dummy.VariableOf(2, "PULUMI_DEBUG_COMMANDS"), Is.EqualTo("true"));
            Assert.That(Directory.Exists(Path.GetDirectoryName(log)), Is.False, "the log of events is left behind");
        });
    }

    [Test]
    public async Task A_preview_that_says_nothing_is_an_error()
    {
        using var stack = await Dummy.StackAsync();
        var failure = (await Assert.ThrowsAsync<Exceptions.NoSummaryEventException>(() => stack.PreviewAsync()))!;
        Assert.That(failure.Name, Is.EqualTo("SummaryEvent"));
    }

    [Test]
    public async Task Refresh_and_destroy()
    {
        Dummy.Answer(3, History).Answer(5, History).Answer(7, History).Answer(9, History).Answer(11, History);
        using var stack = await Dummy.StackAsync();
        await stack.RefreshAsync();
        await stack.RefreshAsync(new()
        {
            ExpectNoChanges = true,
            SkipPendingCreates = true,
            ClearPendingCreates = true,
            ImportPendingCreates = [new("urn:a", "1"), new("urn:b", "2")],
            RunProgram = false,
            Parallel = 1,
        });
        await stack.RefreshAsync(new() { PreviewOnly = true });
        await stack.DestroyAsync();
        await stack.DestroyAsync(new() { PreviewOnly = true, ExcludeDependents = true, TargetDependents = true, ContinueOnError = true, Refresh = true, Target = ["t"] });

        Assert.That(Dummy.Calls.Skip(1).Where(call => !call.StartsWith("stack history", StringComparison.Ordinal)), Is.EqualTo(new[]
        {
            "refresh --yes --exec-kind auto.local --stack dev --non-interactive",
            "refresh --yes --skip-preview --expect-no-changes --skip-pending-creates --clear-pending-creates --import-pending-creates urn:a "
                + "--import-pending-creates 1 --import-pending-creates urn:b --import-pending-creates 2 --run-program=false --parallel 1 "
                + "--exec-kind auto.local --stack dev --non-interactive",
            "refresh --yes --preview-only --exec-kind auto.local --stack dev --non-interactive",
            "destroy --yes --skip-preview --exec-kind auto.local --stack dev --non-interactive",
            "destroy --preview-only --exclude-dependents --target-dependents --continue-on-error --refresh --target t --exec-kind auto.local --stack dev --non-interactive",
        }));
    }

    [Test]
    public async Task History_is_read_page_by_page()
    {
        Dummy.Answer(2, "").Answer(3, History);
        using var stack = await Dummy.StackAsync();
        var none = await stack.GetHistoryAsync();
        var some = await stack.GetHistoryAsync(new() { PageSize = 5, Page = 2, ShowSecrets = false });

        Assert.Multiple(() =>
        {
            Assert.That(none, Is.Empty);
            Assert.That(some.Select(entry => entry.Version), Is.EqualTo(new int?[] { 4 }));
            Assert.That(Dummy.Calls.Skip(1), Is.EqualTo(new[]
            {
                "stack history --json --show-secrets --stack dev --non-interactive",
                "stack history --json --page-size 5 --page 2 --stack dev --non-interactive",
            }));
            Assert.That(() => stack.GetHistoryAsync(new() { PageSize = 0 }), Throws.ArgumentException);
        });
    }

    [Test]
    public async Task Cancel_and_repairs_of_the_state()
    {
        using var stack = await Dummy.StackAsync();
        await stack.CancelAsync();
        await stack.State.DeleteAsync("urn:x", force: true);
        await stack.State.UnprotectAsync("urn:x");
        await stack.State.UnprotectAllAsync();

        Assert.That(Dummy.Calls.Skip(1), Is.EqualTo(new[]
        {
            "cancel --yes --stack dev --non-interactive",
            "state delete urn:x --force --stack dev --non-interactive",
            "state unprotect urn:x --stack dev --non-interactive",
            "state unprotect --all --stack dev --non-interactive",
        }));
    }

    [Test]
    public async Task Import_writes_down_which_resources_and_reads_the_program_for_them()
    {
        Dummy.Answer(3, History);
        using var stack = await Dummy.StackAsync();
        var result = await stack.ImportAsync(new()
        {
            Resources = [new() { Name = "web", Type = "digitalocean:index/droplet:Droplet", Id = "42" }],
            NameTable = new() { ["group"] = "urn:group" },
            Protect = false,
        });

        var words = Dummy.WordsOf(2);
        Assert.Multiple(() =>
        {
            Assert.That(string.Join(' ', words), Is.EqualTo(
                $"import --yes --skip-preview --file {words[4]} --protect=false --out {words[7]} --stack dev --non-interactive"));
            Assert.That(Dummy.Read(2, "file"), Is.EqualTo(
                """{"nameTable":{"group":"urn:group"},"resources":[{"name":"web","type":"digitalocean:index/droplet:Droplet","id":"42"}]}"""));
            Assert.That(result.GeneratedCode, Is.EqualTo("var generated = true;\n"));
            Assert.That(File.Exists(words[4]), Is.False);
        });
    }

    [Test]
    public async Task A_stack_is_made_only_if_it_is_not_there()
    {
        Dummy.Answer(1, error: "error: no stack named 'dev' found\n", code: 255);
        using var workspace = await Dummy.WorkspaceAsync();
        await WorkspaceStack.CreateOrSelectAsync("dev", workspace);
        await WorkspaceStack.CreateOrSelectAsync("dev", workspace);

        Assert.That(Dummy.Calls, Is.EqualTo(new[]
        {
            "stack select --stack dev --non-interactive",
            "stack init dev --non-interactive",
            "stack select --stack dev --non-interactive",
        }));
    }
}
