using E3.Engine.Events;
using E3.Engine.Programs;
using E3.Engine.Providers;
using E3.Engine.Tests.Support;
using Grpc.Core;
using Pulumirpc;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

public sealed class FailureTests
{
    private Workbench _bench = null!;

    [SetUp]
    public async Task SetUp()
    {
        _bench = new Workbench();
        await _bench.UpAsync(async program =>
        {
            await program.ThingAsync("a");
            await program.ThingAsync("b");
        });
        _bench.TakeCalls();
    }

    [TearDown]
    public void TearDown() => _bench.Dispose();

    /// <summary>https://github.com/pulumi/pulumi/issues/7050</summary>
    [Test]
    public async Task An_exception_in_the_program_is_not_read_as_everything_was_removed()
    {
        var result = await _bench.UpAsync(_ => throw new InvalidOperationException("boom"));
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("boom"));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_program_that_never_registers_its_stack_deletes_nothing()
    {
        var engine = new StackEngine(_bench.Backend, _bench.Cloud.Provider, _bench.Secrets, TimeProvider.System)
        {
            Programs = _ => new ProgramProcess(new ProgramCommand("true", []), _bench.Folder),
        };
        var result = await engine.RunAsync(_bench.Request(OperationKind.Update), _bench, default, default);
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("without registering its stack"));
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_process_that_dies_is_reported_with_its_last_words_and_deletes_nothing()
    {
        var engine = new StackEngine(_bench.Backend, _bench.Cloud.Provider, _bench.Secrets, TimeProvider.System);
        var request = _bench.Request(OperationKind.Update) with { Program = new ProgramCommand("sh", ["-c", "echo said; echo alas >&2; exit 7"]) };
        var result = await engine.RunAsync(request, _bench, default, default);
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("exit code 7").And.Contains("alas"));
        Assert.That(_bench.Events.OfType<StdoutEngineEvent>().Select(line => line.Message), Has.Member("said"));
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_program_that_cannot_be_started_is_named()
    {
        var engine = new StackEngine(_bench.Backend, _bench.Cloud.Provider, _bench.Secrets, TimeProvider.System);
        var request = _bench.Request(OperationKind.Update) with { Program = new ProgramCommand("/no/such/program", []) };
        Assert.That(() => engine.RunAsync(request, _bench, default, default), Throws.TypeOf<EngineException>().With.Message.Contains("/no/such/program"));
    }

    [Test]
    public async Task An_error_that_the_program_logs_fails_the_run_and_deletes_nothing()
    {
        var result = await _bench.UpAsync(async program =>
            await program.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Error, Message = "it will not do" }));
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_needs_a_failed_resource_is_not_tried_and_the_rest_is_done()
    {
        _bench.Cloud.Before = (_, name, _) => name == "bad" ? throw new ProviderException("the cloud says no") : Task.CompletedTask;
        Result dependant = default;
        var result = await _bench.UpAsync(async program =>
        {
            var bad = await program.ThingAsync("bad");
            Assert.That(bad.Result, Is.EqualTo(Result.Fail));
            dependant = (await program.ThingAsync("dependant", dependsOn: [bad])).Result;
            await program.ThingAsync("independent");
        });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(dependant, Is.EqualTo(Result.Skip));
        Assert.That(_bench.Errors, Is.EqualTo(new[] { "the cloud says no" }));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create independent" }), "and 'a' and 'b' are not deleted");
    }

    [Test]
    public async Task Told_to_continue_it_deletes_what_is_gone_from_the_program()
    {
        _bench.Cloud.Before = (_, name, _) => name == "bad" ? throw new ProviderException("no") : Task.CompletedTask;
        var result = await _bench.UpAsync(
            async program =>
            {
                await program.ThingAsync("bad");
                await program.ThingAsync("a");
            },
            request => request with { ContinueOnError = true });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete b" }));
    }

    [Test]
    public async Task Wrong_inputs_are_named_with_their_resource()
    {
        var result = await _bench.UpAsync(program => program.ThingAsync("c", [("wrong", Text("x"))]));
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Is.EqualTo(new[] { $"property 'wrong' of {Urn("c")}: is wrong" }));
    }

    [Test]
    public async Task A_type_that_is_none_is_named_and_a_component_may_have_any_word()
    {
        var result = await _bench.UpAsync(async program =>
        {
            await program.Monitor.RegisterResourceAsync(new RegisterResourceRequest { Type = "singlename", Name = "a", Parent = program.StackUrn });
            await program.ThingAsync("b", more: request => request.Type = "very:bad");
        });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("Type 'very:bad' is not a valid type token"));
        Assert.That((await _bench.ResourcesAsync()).Select(state => state.Type), Has.Member("singlename"));
        Assert.That((await _bench.UpAsync(program => program.Monitor.ReadResourceAsync(
            new ReadResourceRequest { Type = "very:bad", Name = "b", Id = "1", Properties = new() }).ResponseAsync)).Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("Type 'very:bad' is not a valid type token"));
    }

    [Test]
    public async Task The_same_name_twice_is_refused()
    {
        var result = await _bench.UpAsync(async program =>
        {
            await program.ThingAsync("a");
            await program.ThingAsync("a");
        });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.StartsWith("Duplicate resource URN"));
    }

    [Test]
    public async Task An_option_that_is_not_there_fails_the_resource()
    {
        var result = await _bench.UpAsync(program => program.ThingAsync("c", more: request => request.PackageRef = "ref"));
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("'c'").And.Contains("parameterized"));
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_package_without_a_provider_is_named()
    {
        var result = await _bench.UpAsync(program => program.ThingAsync("c", more: request => request.Type = "aws:s3/bucket:Bucket"));
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("'aws'"));
    }

    [Test]
    public async Task Asked_to_stop_it_finishes_what_is_under_way_and_starts_nothing_new()
    {
        using var stop = new CancellationTokenSource();
        _bench.Cloud.Before = async (_, name, _) =>
        {
            if (name != "slow")
                return;
            await stop.CancelAsync();
            await Task.Yield();
        };
        var result = await _bench.RunAsync(
            OperationKind.Update,
            async program =>
            {
                await program.ThingAsync("slow");
                try
                {
                    await program.ThingAsync("next");
                }
                catch (RpcException refused)
                {
                    await program.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Error, Message = $"Running program failed with an unhandled exception:\n{refused}" });
                    throw;
                }
            },
            stop: stop.Token);
        Assert.That(result.Succeeded, Is.False);
        Assert.That(result.Canceled, Is.True);
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create slow" }));
        Assert.That(await _bench.FindAsync("slow"), Is.Not.Null);
        Assert.That(_bench.Events.OfType<StoppingEvent>().Count(), Is.EqualTo(1));
        Assert.That(_bench.Errors, Is.Empty, "what the program makes of it is no failure of its own");
        Assert.That(File.Exists(_bench.JournalPath), Is.False);
    }

    [Test]
    public async Task The_last_event_of_every_operation_is_the_one_at_which_readers_stop()
    {
        foreach (var kind in new[] { OperationKind.Preview, OperationKind.Update, OperationKind.Refresh, OperationKind.Destroy })
        {
            await _bench.RunAsync(kind);
            Assert.That(_bench.Events[^1], Is.EqualTo(new CancelEvent()), kind.ToString());
            Assert.That(_bench.Events.OfType<CancelEvent>().Count(), Is.EqualTo(1), kind.ToString());
        }

        Assert.That(() => _bench.RunAsync(OperationKind.Refresh, with: request => request with { Stack = "nowhere" }), Throws.InstanceOf<EngineException>());
        Assert.That(_bench.Events[^1], Is.EqualTo(new CancelEvent()), "even of one that could not begin");
    }

    /// <summary>https://github.com/pulumi/pulumi/issues/4265, https://github.com/pulumi/pulumi/issues/5945</summary>
    [Test]
    public async Task Aborted_it_drops_the_call_and_the_next_run_takes_over_what_came_of_it()
    {
        using var abort = new CancellationTokenSource();
        _bench.Cloud.After = async (_, name) =>
        {
            if (name != "lost")
                return;
            await abort.CancelAsync();
            abort.Token.ThrowIfCancellationRequested();
        };
        var result = await _bench.RunAsync(OperationKind.Update, async program => await program.ThingAsync("lost"), abort: abort.Token);
        Assert.That(result.Succeeded, Is.False);
        Assert.That(await _bench.FindAsync("lost"), Is.Null);
        _bench.TakeCalls();

        _bench.Cloud.After = (_, _) => Task.CompletedTask;
        var next = await _bench.UpAsync(async program => await program.ThingAsync("lost"));
        Assert.That(next.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.EquivalentTo(new[] { "delete a", "delete b" }), "not created a second time");
        Assert.That((await _bench.FindAsync("lost"))!.Id, Is.EqualTo(_bench.Cloud.Things.Single().Key));
    }

    [Test]
    public async Task A_create_whose_end_nobody_knows_is_looked_for_next_time()
    {
        _bench.Cloud.After = (_, name) => name == "lost" ? throw new IOException("the line went dead") : Task.CompletedTask;
        Assert.That((await _bench.UpAsync(program => program.ThingAsync("lost"))).Succeeded, Is.False);
        _bench.Cloud.After = (_, _) => Task.CompletedTask;
        _bench.TakeCalls();
        Assert.That((await _bench.UpAsync(program => program.ThingAsync("lost"))).Succeeded, Is.True);
        Assert.That(_bench.TakeCalls(), Is.EquivalentTo(new[] { "delete a", "delete b" }));
    }
}
