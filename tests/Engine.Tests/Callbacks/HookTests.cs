using E3.Engine.Events;
using E3.Engine.Providers;
using E3.Engine.Tests.Support;
using Pulumirpc;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Callbacks;

public sealed class HookTests
{
    private static readonly string[] Moments = ["before_create", "after_create", "before_update", "after_update", "before_delete", "after_delete"];

    private Workbench _bench = null!;
    private ProgramFunctions _functions = null!;

    [SetUp]
    public async Task SetUp() => (_bench, _functions) = (new Workbench(), await ProgramFunctions.StartAsync());

    [TearDown]
    public async Task TearDown()
    {
        _bench.Dispose();
        await _functions.DisposeAsync();
    }

    [Test]
    public async Task Run_before_and_after_each_thing_that_is_done()
    {
        _bench.Cloud.After = (verb, name) =>
        {
            _functions.Log.Enqueue($"{verb} {name}");
            return Task.CompletedTask;
        };
        await UpAsync(program => program.ThingAsync("a", [("value", Text("1"))], more: WithHooks));
        Assert.That(_functions.TakeLog(), Is.EqualTo(new[] { "before_create a", "create a", "after_create a" }));
        await UpAsync(program => program.ThingAsync("a", [("value", Text("1"))], more: WithHooks));
        Assert.That(_functions.TakeLog(), Is.Empty);
        await UpAsync(program => program.ThingAsync("a", [("value", Text("2"))], more: WithHooks));
        Assert.That(_functions.TakeLog(), Is.EqualTo(new[] { "before_update a", "update a", "after_update a" }));
        await UpAsync(program => program.ThingAsync("a", [("value", Text("2")), ("key", Text("2"))], more: WithHooks));
        Assert.That(_functions.TakeLog(), Is.EqualTo(new[]
        {
            "before_create a", "create a", "after_create a", "before_delete a", "delete a", "after_delete a",
        }));
        await UpAsync(_ => Task.CompletedTask);
        Assert.That(_functions.TakeLog(), Is.EqualTo(new[] { "before_delete a", "delete a", "after_delete a" }), "while the program waits");
    }

    [Test]
    public async Task Are_shown_the_resource_before_and_after_with_its_options()
    {
        var seen = new List<ResourceHookRequest>();
        Func<ProgramClient, string, Task> main = async (program, value) =>
        {
            await program.Monitor.RegisterResourceHookAsync(new RegisterResourceHookRequest
            {
                Name = "look",
                Callback = _functions.Hook(request =>
                {
                    seen.Add(request);
                    return "";
                }),
            });
            await program.ThingAsync("a", [("value", Text(value)), ("password", Secret("hush-hush"))], more: request => request.Hooks = new()
            {
                AfterUpdate = { "look" },
            });
        };
        await _bench.UpAsync(program => main(program, "1"));
        await _bench.UpAsync(program => main(program, "2"));
        Assert.That(_bench.Errors, Is.Empty);
        var shown = seen.Single();
        Assert.That((shown.Urn, shown.Id, shown.Name, shown.Type), Is.EqualTo((Urn("a"), "id-1", "a", ProgramClient.ThingType)));
        Assert.That(ProgramFunctions.Read(shown.OldInputs)["value"], Is.EqualTo(Text("1")));
        Assert.That(ProgramFunctions.Read(shown.NewInputs)["password"], Is.EqualTo(Secret("hush-hush")));
        Assert.That(ProgramFunctions.Read(shown.NewOutputs)["value"], Is.EqualTo(Text("2")));
        Assert.That(shown.NewOptions.Hooks.AfterUpdate, Is.EqualTo(new[] { "look" }));
        Assert.That(shown.NewOptions.Parent, Does.EndWith("proj-dev"));
    }

    [Test]
    public async Task Before_that_fail_keep_it_from_being_done()
    {
        var result = await UpAsync(program => program.ThingAsync("a", more: request => request.Hooks = new() { BeforeCreate = { "fails" } }));
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("'fails'").And.Contains("not today"));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        Assert.That(await _bench.FindAsync("a"), Is.Null);
    }

    [Test]
    public async Task After_that_fail_fail_the_run_and_what_was_done_is_kept()
    {
        var result = await UpAsync(program => program.ThingAsync("a", more: request => request.Hooks = new() { AfterCreate = { "fails" } }));
        Assert.That(result.Succeeded, Is.False);
        Assert.That((await _bench.FindAsync("a"))!.Id, Is.EqualTo("id-1"));
    }

    [Test]
    public async Task Whose_failures_are_ignored_only_warn()
    {
        var result = await UpAsync(program => program.ThingAsync("a", more: request => request.Hooks = new() { BeforeCreate = { "warns" }, AfterCreate = { "warns" } }));
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.Events.OfType<DiagnosticEvent>().Count(message => message.Severity == "warning" && message.Message.Contains("not today", StringComparison.Ordinal)), Is.EqualTo(2));
    }

    [Test]
    public async Task Run_in_a_preview_only_when_they_ask_for_it()
    {
        await _bench.RunAsync(OperationKind.Preview, async program =>
        {
            await RegisterAsync(program, onDryRun: true, ["before_create"]);
            await RegisterAsync(program, onDryRun: false, ["after_create"]);
            await program.ThingAsync("a", more: request => request.Hooks = new() { BeforeCreate = { "before_create" }, AfterCreate = { "after_create" } });
            await program.Monitor.SignalAndWaitForShutdownAsync(new());
        });
        Assert.That(_functions.TakeLog(), Is.EqualTo(new[] { "before_create a" }));
    }

    [Test]
    public async Task Of_a_component_run_when_it_begins_and_when_its_outputs_are_there()
    {
        await UpAsync(async program =>
        {
            var group = (await program.Monitor.RegisterResourceAsync(new RegisterResourceRequest
            {
                Type = "test:index:Group",
                Name = "group",
                Parent = program.StackUrn,
                SupportsResultReporting = true,
                Hooks = new() { BeforeCreate = { "before_create" }, AfterCreate = { "after_create" } },
            })).Urn;
            _functions.Log.Enqueue("inside");
            await program.OutputsAsync(group, ("size", Text("1")));
        });
        Assert.That(_functions.TakeLog(), Is.EqualTo(new[] { "before_create group", "inside", "after_create group" }));
    }

    [Test]
    public async Task Of_what_is_destroyed_need_the_program_to_run_along()
    {
        await UpAsync(program => program.ThingAsync("a", more: WithHooks));
        _functions.TakeLog();
        var without = await _bench.RunAsync(OperationKind.Destroy);
        Assert.That(without.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("--run-program"));
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(1));

        var along = await _bench.RunAsync(OperationKind.Destroy, Main(program => program.ThingAsync("a", more: WithHooks)), request => request with { RunProgram = true });
        Assert.That(along.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_functions.TakeLog(), Is.EqualTo(new[] { "before_delete a", "after_delete a" }));
        Assert.That(await _bench.ResourcesAsync(), Is.Empty);
    }

    [Test]
    public async Task Need_names_of_their_own()
    {
        var result = await _bench.UpAsync(async program =>
        {
            await RegisterAsync(program, onDryRun: false, ["before_create"]);
            await RegisterAsync(program, onDryRun: false, ["before_create"]);
        });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Events.OfType<DiagnosticEvent>().Select(message => message.Message), Has.Some.Contains("registered already"));
    }

    [Test]
    public async Task For_errors_say_whether_to_try_again()
    {
        var left = 2;
        _bench.Cloud.Before = (verb, _, _) => verb == "create" && left-- > 0 ? throw new ProviderException($"busy {left}") : Task.CompletedTask;
        var seen = new List<ErrorHookRequest>();
        var result = await _bench.UpAsync(program => WithErrorHookAsync(program, request =>
        {
            seen.Add(request);
            return true;
        }));
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(seen.Select(request => request.FailedOperation), Is.EqualTo(new[] { "create", "create" }));
        Assert.That(seen[1].Errors, Is.EqualTo(new[] { "busy 0", "busy 1" }), "the newest first");
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create a" }));
    }

    [Test]
    public async Task For_errors_that_want_no_other_try_leave_it_failed()
    {
        _bench.Cloud.Before = (_, _, _) => throw new ProviderException("no");
        var result = await _bench.UpAsync(program => WithErrorHookAsync(program, _ => false));
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.EqualTo("no"));
    }

    [Test]
    public async Task For_errors_do_not_repeat_a_create_that_may_have_happened()
    {
        _bench.Cloud.After = (_, _) => throw new IOException("the line went dead");
        await _bench.UpAsync(program => WithErrorHookAsync(program, _ => true));
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(1), "not two");
        _bench.Cloud.After = (_, _) => Task.CompletedTask;
        Assert.That((await _bench.UpAsync(program => WithErrorHookAsync(program, _ => true))).Succeeded, Is.True);
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(1));
    }

    private async Task WithErrorHookAsync(ProgramClient program, Func<ErrorHookRequest, bool> hook)
    {
        await program.Monitor.RegisterErrorHookAsync(new RegisterErrorHookRequest { Name = "again", Callback = _functions.ErrorHook(hook) });
        await program.ThingAsync("a", more: request => request.Hooks = new() { OnError = { "again" } });
        await program.Monitor.SignalAndWaitForShutdownAsync(new());
    }

    private Task<OperationResult> UpAsync(Func<ProgramClient, Task> main) => _bench.UpAsync(Main(main));

    private Func<ProgramClient, Task> Main(Func<ProgramClient, Task> main) => async program =>
    {
        await RegisterAsync(program, onDryRun: false, Moments);
        foreach (var (name, ignore) in new[] { ("fails", false), ("warns", true) })
        {
            await program.Monitor.RegisterResourceHookAsync(
                new RegisterResourceHookRequest { Name = name, Callback = _functions.Hook(_ => "not today"), IgnoreErrors = ignore });
        }
        await main(program);
        await program.Monitor.SignalAndWaitForShutdownAsync(new());
    };

    private async Task RegisterAsync(ProgramClient program, bool onDryRun, string[] moments)
    {
        foreach (var moment in moments)
        {
            await program.Monitor.RegisterResourceHookAsync(new RegisterResourceHookRequest
            {
                Name = moment,
                OnDryRun = onDryRun,
                Callback = _functions.Hook(request =>
                {
                    _functions.Log.Enqueue($"{moment} {MemoryCloud.NameOf(request.Urn)}");
                    return "";
                }),
            });
        }
    }

    private static void WithHooks(RegisterResourceRequest request) => request.Hooks = new()
    {
        BeforeCreate = { "before_create" },
        AfterCreate = { "after_create" },
        BeforeUpdate = { "before_update" },
        AfterUpdate = { "after_update" },
        BeforeDelete = { "before_delete" },
        AfterDelete = { "after_delete" },
    };
}
