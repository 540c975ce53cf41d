using Pulumi.Automation.Commands;
using Pulumi.Automation.Commands.Exceptions;
using Pulumi.Automation.Tests.Dummy;
using Semver;

namespace Pulumi.Automation.Tests.Running;

/// <summary>How the command is found, run, listened to and stopped.</summary>
public class CommandTests : DummyTests
{
    [TestCase("v3.200.0\n", "3.200.0")]
    [TestCase("3.1.0", "3.1.0")]
    [TestCase("3.259.0-alpha.1", "3.259.0-alpha.1")]
    public async Task A_version_will_do(string printed, string version)
    {
        File.WriteAllText(Dummy.In("version"), printed);
        using var workspace = await Dummy.WorkspaceAsync();
        Assert.That(workspace.PulumiVersion, Is.EqualTo(version));
    }

    [TestCase("3.0.9", "Minimum version requirement failed")]
    [TestCase("2.21.1", "Minimum version requirement failed")]
    [TestCase("4.0.0", "Major version mismatch")]
    [TestCase("what?", "Failed to get Pulumi version")]
    public async Task A_version_will_not_do_unless_nobody_cares(string printed, string message)
    {
        File.WriteAllText(Dummy.In("version"), printed);
        Assert.That(() => LocalPulumiCommand.CreateAsync(), Throws.InvalidOperationException.With.Message.Contains(message));

        var command = await LocalPulumiCommand.CreateAsync(new() { SkipVersionCheck = true });
        Assert.That(command.Version?.ToString(), Is.EqualTo(printed == "what?" ? null : printed));
        using var workspace = await Dummy.WorkspaceAsync(new()
        {
            EnvironmentVariables = new Dictionary<string, string?> { [LocalPulumiCommand.SkipVersionCheckVar] = "true" },
        });
        Assert.That(workspace.WorkDir, Is.EqualTo(Dummy.WorkDir));
    }

    [Test]
    public void A_newer_version_may_be_wanted()
        => Assert.That(
            () => LocalPulumiCommand.CreateAsync(new() { Version = new SemVersion(3, 201, 0) }),
            Throws.InvalidOperationException.With.Message.Contains("3.201.0"));

    [Test]
    public void A_command_that_fails_to_tell_its_version_is_no_command()
    {
        File.WriteAllText(Dummy.In("version.code"), "3");
        Assert.That(() => LocalPulumiCommand.CreateAsync(), Throws.InvalidOperationException.With.Message.Contains("failed to get pulumi version"));
    }

    [Test]
    public async Task Each_call_runs_in_the_workspaces_folder_with_its_variables()
    {
        using var workspace = await Dummy.WorkspaceAsync(new()
        {
            PulumiHome = "/somewhere",
            EnvironmentVariables = new Dictionary<string, string?> { ["PULUMI_CONFIG_PASSPHRASE"] = "p", ["DUMMY_PULUMI"] = Dummy.In("") },
        });
        await workspace.CreateStackAsync("dev");

        Assert.Multiple(() =>
        {
            Assert.That(Dummy.Read(1, "folder").Trim(), Is.EqualTo(Dummy.WorkDir));
            Assert.That(Dummy.VariableOf(1, "PULUMI_HOME"), Is.EqualTo("/somewhere"));
            Assert.That(Dummy.VariableOf(1, "PULUMI_CONFIG_PASSPHRASE"), Is.EqualTo("p"));
            Assert.That(Dummy.VariableOf(1, "PULUMI_DEBUG_COMMANDS"), Is.Null);
        });
    }

    [Test]
    public async Task Whoever_listens_gets_each_line()
    {
        var (output, error) = (new List<string>(), new List<string>());
        Dummy.Answer(2, "one\ntwo\n", "three\n").Answer(3, """[{"kind":"refresh","result":"succeeded"}]""");
        using var stack = await Dummy.StackAsync();
        await stack.RefreshAsync(new() { OnStandardOutput = output.Add, OnStandardError = error.Add });
        Assert.Multiple(() =>
        {
            Assert.That(output, Is.EqualTo(new[] { "one", "two" }));
            Assert.That(error, Is.EqualTo(new[] { "three" }));
        });
    }

    private static readonly TestCaseData<string, Type>[] Failures =
    [
        new("error: no stack named 'organization/shop/dev' found", typeof(StackNotFoundException)),
        new("error: stack 'dev' already exists", typeof(StackAlreadyExistsException)),
        new("error: [409] Conflict: Another update is currently in progress.", typeof(ConcurrentUpdateException)),
        new("error: the stack is currently locked by 1 lock(s). Either wait …", typeof(ConcurrentUpdateException)),
        new("error: update failed", typeof(CommandException)),
    ];

    [TestCaseSource(nameof(Failures))]
    public async Task What_the_command_says_of_a_failure_decides_which_exception_it_is(string error, Type type)
    {
        Dummy.Answer(1, "some output", error, 255);
        using var workspace = await Dummy.WorkspaceAsync();
        var failure = (await Assert.CatchAsync<CommandException>(() => workspace.CreateStackAsync("dev")))!;
        Assert.Multiple(() =>
        {
            Assert.That(failure, Is.TypeOf(type));
            Assert.That(failure.Name, Is.EqualTo(type.Name));
            Assert.That(failure.Message, Is.EqualTo($"code: 255\nstdout: some output\nstderr: {error}\n"));
        });
    }

    [Test]
    public async Task A_command_that_is_cancelled_is_interrupted_and_awaited()
    {
        using var cancel = new CancellationTokenSource();
        Dummy.HoldOpen(2);
        using var stack = await Dummy.StackAsync();
        await Assert.CatchAsync<OperationCanceledException>(
            () => stack.RefreshAsync(new() { OnStandardOutput = _ => cancel.Cancel() }, cancel.Token));
        Assert.Multiple(() =>
        {
            Assert.That(File.Exists(Dummy.In("2.interrupted")), "it was killed and could not finish what was under way");
            Assert.That(Dummy.Calls, Has.Count.EqualTo(2), "nothing more is asked of it");
        });
    }

    [Test]
    public async Task A_program_of_ones_own_may_be_the_command()
    {
        using var workspace = await LocalWorkspace.CreateAsync(new() { PulumiCommand = new Echo() });
        await workspace.SetTagAsync("dev", "a", "b");
        Assert.That(workspace.PulumiVersion, Is.EqualTo("3.7.0"));
        Assert.That(await workspace.GetTagAsync("dev", "a"), Is.EqualTo("stack tag get a --stack dev"));
    }

    private sealed class Echo : PulumiCommand
    {
        public override SemVersion? Version => new(3, 7, 0);

        public override Task<CommandResult> RunAsync(
            IList<string> args, string workingDir, IDictionary<string, string?> additionalEnv, Action<string>? onStandardOutput = null,
            Action<string>? onStandardError = null, Action<Automation.Events.EngineEvent>? onEngineEvent = null, CancellationToken cancellationToken = default)
            => Task.FromResult(new CommandResult(0, string.Join(' ', args), ""));

        public override Task<CommandResult> RunInputAsync(
            IList<string> args, string workingDir, IDictionary<string, string?> additionalEnv, Action<string>? onStandardOutput = null,
            Action<string>? onStandardError = null, string? stdIn = null, Action<Automation.Events.EngineEvent>? onEngineEvent = null,
            CancellationToken cancellationToken = default)
            => RunAsync(args, workingDir, additionalEnv, cancellationToken: cancellationToken);
    }
}
