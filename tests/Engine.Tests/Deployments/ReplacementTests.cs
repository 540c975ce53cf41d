using E3.Engine.Providers;
using E3.Engine.Tests.Support;
using Pulumirpc;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

public sealed class ReplacementTests
{
    private Workbench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task The_new_one_comes_before_the_old_one_goes()
    {
        await UpAsync("1");
        _bench.TakeCalls();
        var result = await UpAsync("2");
        Assert.That(result.Changes["replace"], Is.EqualTo(1));
        Assert.That(result.Changes, Does.Not.ContainKey("delete").And.Not.ContainKey("create"));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create root", "update leaf", "delete root" }));
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(2));

        Task<OperationResult> UpAsync(string key) => _bench.UpAsync(async program =>
        {
            var root = await program.ThingAsync("root", [("key", Text(key))]);
            await program.ThingAsync("leaf", from: [("value", root, "address")]);
        });
    }

    [Test]
    public async Task Where_the_old_one_is_in_the_way_dependants_that_need_a_new_root_go_first()
    {
        await UpAsync("1");
        _bench.TakeCalls();
        var result = await UpAsync("2");
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        // 'far' would be replaced when 'near' is; 'updated' can live through it with a stale value.
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[]
        {
            "delete far", "delete near", "delete root", "create root", "create near", "create far", "update updated",
        }));
        Assert.That(result.Changes["replace"], Is.EqualTo(3));
        Assert.That((await _bench.ResourcesAsync()).Any(state => state.PendingReplacement || state.Delete), Is.False);

        Task<OperationResult> UpAsync(string solo) => _bench.UpAsync(async program =>
        {
            var root = await program.ThingAsync("root", [("solo", Text(solo))]);
            var near = await program.ThingAsync("near", from: [("key", root, "address")]);
            await program.ThingAsync("far", from: [("key", near, "address")]);
            await program.ThingAsync("updated", from: [("value", root, "address")]);
        });
    }

    [Test]
    public async Task A_create_that_fails_after_the_delete_is_made_up_for_by_the_next_run()
    {
        await UpAsync("1");
        _bench.Cloud.Before = (verb, name, _) => verb == "create" && name == "root" ? throw new ProviderException("no room") : Task.CompletedTask;
        var failed = await UpAsync("2");
        Assert.That(failed.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("no room"));
        Assert.That((await _bench.FindAsync("root"))!.PendingReplacement, Is.True);
        Assert.That((await _bench.FindAsync("near"))!.PendingReplacement, Is.True);
        Assert.That(_bench.Cloud.Things, Is.Empty);

        _bench.Cloud.Before = (_, _, _) => Task.CompletedTask;
        _bench.TakeCalls();
        Assert.That((await UpAsync("2")).Succeeded, Is.True);
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create root", "create near" }));
        Assert.That((await _bench.ResourcesAsync()).Any(state => state.PendingReplacement), Is.False);

        Task<OperationResult> UpAsync(string solo) => _bench.UpAsync(async program =>
        {
            var root = await program.ThingAsync("root", [("solo", Text(solo))]);
            await program.ThingAsync("near", from: [("key", root, "address")]);
        });
    }

    [Test]
    public async Task The_program_can_ask_for_the_old_one_to_go_first_or_last()
    {
        await UpAsync("1", null);
        _bench.TakeCalls();
        await UpAsync("2", true);
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete root", "create root" }));
        await UpAsync("3", false);
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create root", "delete root" }));

        Task<OperationResult> UpAsync(string key, bool? deleteFirst) => _bench.UpAsync(program => program.ThingAsync("root", [("key", Text(key))], more: request =>
        {
            request.DeleteBeforeReplace = deleteFirst ?? false;
            request.DeleteBeforeReplaceDefined = deleteFirst is not null;
        }));
    }

    [Test]
    public async Task What_came_up_half_is_kept_and_gone_on_with_next_time()
    {
        var failed = await _bench.UpAsync(program => program.ThingAsync("a", [("half", Text("yes"))]));
        Assert.That(failed.Succeeded, Is.False);
        Assert.That((await _bench.FindAsync("a"))!.InitErrors, Has.Length.EqualTo(1));
        _bench.TakeCalls();
        Assert.That((await UpAsync(_ => { })).Succeeded, Is.True);
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "update a" }), "although its inputs are the same");
        Assert.That((await _bench.FindAsync("a"))!.InitErrors, Is.Empty);

        Task<OperationResult> UpAsync(Action<RegisterResourceRequest> more) => _bench.UpAsync(program => program.ThingAsync("a", [("half", Text("yes"))], more: more));
    }

    [Test]
    public async Task What_came_up_half_is_replaced_where_the_program_wants_that()
    {
        await _bench.UpAsync(program => program.ThingAsync("a", [("half", Text("yes"))]));
        _bench.TakeCalls();
        await _bench.UpAsync(program => program.ThingAsync("a", [("value", Text("1"))], more: request => request.ReplaceOnChanges.Add("#initerror")));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create a", "delete a" }));
    }

    [Test]
    public async Task Asked_to_by_target_a_resource_is_replaced_although_nothing_differs()
    {
        Func<ProgramClient, Task> program = async client =>
        {
            await client.ThingAsync("a", [("value", Text("1"))]);
            await client.ThingAsync("b", [("value", Text("1"))]);
        };
        await _bench.UpAsync(program);
        _bench.TakeCalls();
        var result = await _bench.UpAsync(program, request => request with { Replace = [Urn("a")], Targets = ["**Thing::a"] });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create a", "delete a" }));
    }
}
