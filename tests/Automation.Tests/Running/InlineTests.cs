using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Pulumi.Automation.Commands.Exceptions;
using Pulumi.Automation.Tests.Dummy;
using Pulumi.Tests.StandIn;
using Pulumirpc;

namespace Pulumi.Automation.Tests.Running;

/// <summary>Programs that are part of this process, called as the engine calls them.</summary>
public class InlineTests : DummyTests
{
    private const string History = """[{"kind":"update","result":"succeeded"}]""";

    public class ShopStack : Stack
    {
        public ShopStack() => Name = Output.Create(Deployment.Instance.ProjectName);

        [Output("name")]
        public Output<string> Name { get; private set; }
    }

    public sealed class ServedStack(string name) : Stack
    {
        [Output("name")]
        public Output<string> Name { get; private set; } = Output.Create(name);
    }

    private sealed class Services : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(ServedStack) ? new ServedStack("served") : null;
    }

    private static readonly Type Served = typeof(ServedStack);
    private static readonly Type NoStack = typeof(Stack);

    private static readonly TestCaseData<PulumiFn, string?>[] Forms =
    [
        new(PulumiFn.Create(() => { _ = new ComponentResource("a:b:C", "inside"); }), null),
        new(PulumiFn.Create(() => new Dictionary<string, object?> { ["name"] = "of a dictionary" }), "of a dictionary"),
        new(PulumiFn.Create(async () => await Task.Yield()), null),
        new(PulumiFn.Create(async () =>
        {
            await Task.Yield();
            return (IDictionary<string, object?>)new Dictionary<string, object?> { ["name"] = Output.Create("later") };
        }), "later"),
        new(PulumiFn.Create(async (CancellationToken _) => await Task.Yield()), null),
        new(PulumiFn.Create((CancellationToken cancellation) => Task.FromResult<IDictionary<string, object?>>(
            new Dictionary<string, object?> { ["name"] = cancellation.CanBeCanceled ? "can be stopped" : "" })), "can be stopped"),
        new(PulumiFn.Create<ShopStack>(), "shop"),
        new(PulumiFn.Create<ServedStack>(new Services()), "served"),
        new(PulumiFn.Create(new Services(), Served), "served"),
    ];

    [TestCaseSource(nameof(Forms))]
    public async Task Every_form_of_program_runs(PulumiFn program, string? name)
    {
        await using var engine = await StandInEngine.StartAsync();
        Dummy.Answer(5, History);
        await UpAsync(program, engine);

        Assert.Multiple(() =>
        {
            Assert.That(engine.Registered.First(request => request.Type == "pulumi:pulumi:Stack").Name, Is.EqualTo("shop-dev"));
            Assert.That(engine.Outputs.Single().Outputs.Fields.GetValueOrDefault("name")?.StringValue, Is.EqualTo(name));
            Assert.That(engine.Shutdowns, Is.EqualTo(1));
            Assert.That(Dummy.WordsOf(2)[^5..], Is.EqualTo(new[] { "--exec-kind", "auto.inline", "--stack", "dev", "--non-interactive" }));
        });
    }

    [Test]
    public void A_class_that_is_no_stack_is_refused()
        => Assert.That(() => PulumiFn.Create(new Services(), NoStack), Throws.ArgumentException);

    [Test]
    public async Task The_program_knows_its_run()
    {
        await using var engine = await StandInEngine.StartAsync();
        (string Project, string Stack, string Organization, bool DryRun, string? Plain, string? Secret) seen = default;
        var program = PulumiFn.Create(() =>
        {
            var run = Deployment.Instance;
            seen = (run.ProjectName, run.StackName, run.OrganizationName, run.IsDryRun, new Config("shop").Get("plain"), new Config("other").Get("key"));
        });
        Dummy.Answer(5, History);
        await UpAsync(program, engine, request =>
        {
            request.DryRun = true;
            request.Organization = "acme";
            request.Config["shop:plain"] = "1";
            request.Config["other:key"] = "hush";
            request.ConfigSecretKeys.Add("other:key");
        });

        Assert.That(seen, Is.EqualTo(("shop", "dev", "acme", true, "1", "hush")));
    }

    [Test]
    public async Task An_exception_of_the_program_reaches_the_caller_as_it_is()
    {
        await using var engine = await StandInEngine.StartAsync();
        Dummy.Answer(2, error: "error: update failed", code: 1);
        var failure = (await Assert.ThrowsAsync<FileNotFoundException>(
            () => UpAsync(PulumiFn.Create((Action)(() => throw new FileNotFoundException("no such thing"))), engine)))!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Message, Is.EqualTo("no such thing"));
            Assert.That(engine.Errors.Single(), Does.Contain("no such thing"), "the engine is told too");
            Assert.That(Response!.Bail, Is.True);
            Assert.That(Response!.Error, Is.EqualTo("no such thing"));
            Assert.That(Environment.ExitCode, Is.Zero, "the process is not the program's");
        });
    }

    [Test]
    public async Task An_output_that_nobody_awaits_fails_the_run_too()
    {
        await using var engine = await StandInEngine.StartAsync();
        Dummy.Answer(2, error: "error: update failed", code: 1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => UpAsync(
            PulumiFn.Create(() => { Output.Create(1).Apply(Fail); }), engine));

        static int Fail(int value) => throw new InvalidOperationException($"in an apply of {value}");
    }

    [Test]
    public async Task A_logged_error_fails_the_run_by_what_the_command_says()
    {
        await using var engine = await StandInEngine.StartAsync();
        Dummy.Answer(2, error: "error: update failed", code: 1);
        await Assert.ThrowsAsync<CommandException>(() => UpAsync(PulumiFn.Create(() => Log.Error("bad")), engine));
        Assert.That(Response!.Bail, Is.True);
    }

    [Test]
    public async Task Programs_run_side_by_side_and_within_each_other()
    {
        await using var first = await StandInEngine.StartAsync();
        await using var second = await StandInEngine.StartAsync();
        await using var inner = await StandInEngine.StartAsync();
        using var both = new Barrier(2);
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();
        var innerProgram = PulumiFn.Create(() => { seen["inner"] = Deployment.Instance.StackName; });

        PulumiFn Program(string name, bool hasInner) => PulumiFn.Create(async () =>
        {
            await Task.Run(both.SignalAndWait);
            if (hasInner)
            {
                await CallAsync(innerProgram, inner, "inner");
            }

            seen[name] = Deployment.Instance.StackName;
            _ = new ComponentResource("a:b:C", name);
        });

        await Task.WhenAll(CallAsync(Program("first", hasInner: true), first, "first"), CallAsync(Program("second", hasInner: false), second, "second"));

        Assert.Multiple(() =>
        {
            Assert.That(seen, Is.EquivalentTo(new Dictionary<string, string> { ["first"] = "first", ["second"] = "second", ["inner"] = "inner" }));
            Assert.That(first.Registered.Select(request => request.Name), Is.EqualTo(new[] { "shop-first", "first" }));
            Assert.That(second.Registered.Select(request => request.Name), Is.EqualTo(new[] { "shop-second", "second" }));
        });
    }

    [Test]
    public async Task Its_log_is_copied_to_the_callers_logger()
    {
        await using var engine = await StandInEngine.StartAsync();
        Dummy.Answer(5, History);
        var lines = new Lines();
        await UpAsync(PulumiFn.Create(() => Log.Warn("careful")), engine, logger: lines);
        Assert.That(lines.Written, Has.Some.EqualTo("Warning: careful"));
    }

    private RunResponse? Response { get; set; }

    private async Task UpAsync(PulumiFn program, StandInEngine engine, Action<RunRequest>? change = null, ILogger? logger = null)
    {
        Dummy.HoldOpen(2);
        using var stack = await Dummy.StackAsync(new() { Program = program });
        await stack.UpAsync(new() { Logger = logger, OnStandardOutput = line => _ = line == "waiting" ? CallThenReleaseAsync() : Task.CompletedTask });

        async Task CallThenReleaseAsync()
        {
            try
            {
                Response = await CallAsync(Dummy.WordsOf(2).First(word => word.StartsWith("--client=", StringComparison.Ordinal))["--client=".Length..], engine, "dev", change);
            }
            finally
            {
                Dummy.Release(2);
            }
        }
    }

    private static async Task CallAsync(PulumiFn program, StandInEngine engine, string stack)
    {
        var command = new CallingCommand(async address =>
        {
            var response = await CallAsync(address, engine, stack, change: null);
            Assert.That(response.Error, Is.Empty);
        });
        using var workspace = await LocalWorkspace.CreateAsync(new() { PulumiCommand = command, Program = program });
        using var selected = await WorkspaceStack.SelectAsync(stack, workspace);
        await selected.UpAsync();
    }

    private static async Task<RunResponse> CallAsync(string address, StandInEngine engine, string stack, Action<RunRequest>? change)
    {
        using var channel = GrpcChannel.ForAddress($"http://{address}");
        var runtime = new LanguageRuntime.LanguageRuntimeClient(channel);
        await runtime.GetPluginInfoAsync(new());
        Assert.That((await runtime.GetRequiredPluginsAsync(new())).Plugins, Is.Empty);
        var request = new RunRequest { Project = "shop", Stack = stack, Args = { engine.Address }, MonitorAddress = engine.Address, Parallel = 4 };
        change?.Invoke(request);
        return await runtime.RunAsync(request);
    }

    private sealed class CallingCommand(Func<string, Task> call) : Commands.PulumiCommand
    {
        public override Semver.SemVersion? Version => new(3, 200, 0);

        public override async Task<Commands.CommandResult> RunAsync(
            IList<string> args, string workingDir, IDictionary<string, string?> additionalEnv, Action<string>? onStandardOutput = null,
            Action<string>? onStandardError = null, Action<Automation.Events.EngineEvent>? onEngineEvent = null, CancellationToken cancellationToken = default)
        {
            if (args.FirstOrDefault(word => word.StartsWith("--client=", StringComparison.Ordinal)) is { } client)
            {
                await call(client["--client=".Length..]);
            }

            return new(0, args.Contains("history") ? History : "{}", "");
        }

        public override Task<Commands.CommandResult> RunInputAsync(
            IList<string> args, string workingDir, IDictionary<string, string?> additionalEnv, Action<string>? onStandardOutput = null,
            Action<string>? onStandardError = null, string? stdIn = null, Action<Automation.Events.EngineEvent>? onEngineEvent = null,
            CancellationToken cancellationToken = default)
            => RunAsync(args, workingDir, additionalEnv, cancellationToken: cancellationToken);
    }

    private sealed class Lines : ILogger
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Written.Enqueue($"{logLevel}: {formatter(state, exception)}");
    }
}
