using E3.Engine.Tests.Support;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;

namespace E3.Engine.Tests.Programs;

/// <summary>A program in the caller's process, which serves it as a language runtime (Automation API's inline programs).</summary>
public sealed class InlineProgramTests
{
    private Workbench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task Is_told_its_stack_its_settings_and_where_the_engine_is()
    {
        _bench.Config["proj:size"] = new ConfigValue("3", Secret: false, IsObject: false);
        _bench.Config["proj:token"] = new ConfigValue("hush-hush", Secret: true, IsObject: false);
        RunRequest? told = null;
        var result = await RunAsync(OperationKind.Update, async (request, client) =>
        {
            told = request;
            await client.ThingAsync("a");
            await client.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Info, Message = "hello" });
            return new RunResponse();
        });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create a" }));
        Assert.That((told!.Project, told.Stack, told.Organization, told.DryRun, told.Parallel), Is.EqualTo(("proj", "dev", "organization", false, 16)));
        Assert.That(told.Config["proj:size"], Is.EqualTo("3"));
        Assert.That(told.Config["proj:token"], Is.EqualTo("hush-hush"));
        Assert.That(told.ConfigSecretKeys, Is.EqualTo(new[] { "proj:token" }));
        Assert.That(told.Pwd, Is.EqualTo(_bench.Folder));
        Assert.That(_bench.Events.OfType<E3.Engine.Events.DiagnosticEvent>().Select(message => message.Message), Has.Member("hello"));
    }

    [Test]
    public async Task Is_told_that_a_preview_is_one()
    {
        var dryRun = false;
        var result = await RunAsync(OperationKind.Preview, async (request, client) =>
        {
            dryRun = request.DryRun;
            await client.ThingAsync("a");
            return new RunResponse();
        });
        Assert.That((result.Succeeded, dryRun, result.Changes["create"]), Is.EqualTo((true, true, 2)));
        Assert.That(_bench.TakeCalls(), Is.Empty);
    }

    [TestCase(false, "an unhandled error occurred: it went wrong")]
    [TestCase(true, "it went wrong")]
    public async Task Fails_the_run_and_deletes_nothing_when_it_fails(bool bail, string expected)
    {
        await _bench.UpAsync(client => client.ThingAsync("a"));
        var result = await RunAsync(OperationKind.Update, async (_, client) =>
        {
            if (bail)
                await client.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Error, Message = "it went wrong" });
            return new RunResponse { Bail = bail, Error = "it went wrong" };
        });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Is.EqualTo(new[] { expected }));
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(1));
    }

    /// <summary>Pulumi's SDK for Node.js answers the call itself with the error.</summary>
    [Test]
    public async Task That_throws_fails_the_run_which_is_in_the_history()
    {
        var result = await RunAsync(OperationKind.Update, (_, _) => throw new RpcException(new Status(StatusCode.Unknown, "it went wrong")));
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Is.EqualTo(new[] { "an unhandled error occurred: it went wrong" }));
        Assert.That((await _bench.Backend.HistoryAsync(_bench.Stack, CancellationToken.None)).Single().Result, Is.EqualTo("failed"));
    }

    [Test]
    public async Task That_is_not_there_is_named_by_its_address()
    {
        string address;
        await using (var gone = await LoopbackService.StartAsync(new Runtime((_, _) => Task.FromResult(new RunResponse()))))
            address = gone.Address;
        var request = _bench.Request(OperationKind.Update) with { Client = address };
        Assert.That(() => Engine().RunAsync(request, _bench, default, default), Throws.TypeOf<EngineException>().With.Message.Contains(address));
        Assert.That(
            () => Engine().RunAsync(request with { Client = "nonsense" }, _bench, default, default),
            Throws.TypeOf<EngineException>().With.Message.Contains("expected host:port"));
        Assert.That((await _bench.Backend.HistoryAsync(_bench.Stack, CancellationToken.None)).Select(update => update.Result), Is.EqualTo(new[] { "failed", "failed" }));
    }

    [Test]
    public async Task Asked_to_stop_is_told_to_end()
    {
        using var stop = new CancellationTokenSource();
        using var abort = new CancellationTokenSource();
        var ended = new TaskCompletionSource();
        await using var server = await LoopbackService.StartAsync(new Runtime(async (_, context) =>
        {
            await stop.CancelAsync();
            await abort.CancelAsync();
            context.CancellationToken.Register(ended.SetResult);
            await ended.Task;
            return new RunResponse();
        }));
        var result = await Engine().RunAsync(_bench.Request(OperationKind.Update) with { Client = server.Address }, _bench, stop.Token, abort.Token);
        await ended.Task;
        Assert.That(result.Canceled, Is.True);
    }

    private StackEngine Engine() => new(_bench.Backend, _bench.Cloud.Provider, _bench.Secrets, TimeProvider.System);

    private async Task<OperationResult> RunAsync(OperationKind kind, Func<RunRequest, ProgramClient, Task<RunResponse>> main)
    {
        _bench.Events.Clear();
        await using var server = await LoopbackService.StartAsync(new Runtime(async (request, _) =>
        {
            using var monitor = GrpcChannel.ForAddress($"http://{request.MonitorAddress}");
            using var engine = GrpcChannel.ForAddress($"http://{request.Args[0]}");
            var environment = new Dictionary<string, string?> { ["PULUMI_PROJECT"] = request.Project, ["PULUMI_STACK"] = request.Stack };
            var client = new ProgramClient(new ResourceMonitor.ResourceMonitorClient(monitor), new Pulumirpc.Engine.EngineClient(engine), environment);
            await client.RegisterStackAsync();
            return await main(request, client);
        }));
        return await Engine().RunAsync(_bench.Request(kind) with { Client = server.Address }, _bench, default, default);
    }

    private sealed class Runtime(Func<RunRequest, ServerCallContext, Task<RunResponse>> run) : LanguageRuntime.LanguageRuntimeBase
    {
        public override Task<RunResponse> Run(RunRequest request, ServerCallContext context) => run(request, context);
    }
}
