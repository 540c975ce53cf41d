using E3.Engine.Providers;
using E3.Engine.Tests.Support;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

public sealed class TargetTests
{
    private Workbench _bench = null!;

    [SetUp]
    public async Task SetUp()
    {
        _bench = new Workbench();
        await _bench.UpAsync(Program("1"));
        _bench.TakeCalls();
    }

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task Only_targets_are_touched()
    {
        var result = await _bench.UpAsync(Program("2"), request => request with { Targets = [Urn("root")] });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "update root" }));
    }

    [Test]
    public async Task Dependents_are_targets_too_when_asked_for()
    {
        await _bench.UpAsync(Program("2"), request => request with { Targets = [Urn("root")], TargetDependents = true });
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "update root", "update leaf" }));
    }

    [Test]
    public async Task Globs_name_many()
    {
        await _bench.UpAsync(Program("2"), request => request with { Targets = ["**::*e*"] });
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "update leaf", "update other" }));
    }

    [Test]
    public async Task What_is_no_target_is_neither_created_nor_deleted()
    {
        var result = await _bench.UpAsync(
            async program =>
            {
                await program.ThingAsync("fresh");
                await program.ThingAsync("root", [("value", Text("2"))]);
            },
            request => request with { Targets = [Urn("root")] });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "update root" }));
        Assert.That(await _bench.FindAsync("leaf"), Is.Not.Null);
    }

    [Test]
    public async Task A_target_that_needs_something_left_out_is_refused()
    {
        var result = await _bench.UpAsync(
            async program =>
            {
                var fresh = await program.ThingAsync("fresh");
                await program.ThingAsync("needs-it", dependsOn: [fresh]);
            },
            request => request with { Targets = [Urn("needs-it")] });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains(Urn("fresh")).And.Contains("not among the targets"));
    }

    [Test]
    public async Task Something_else_that_still_needs_a_target_keeps_it_from_being_destroyed()
    {
        var refused = await _bench.RunAsync(OperationKind.Destroy, with: request => request with { Targets = [Urn("root")] });
        Assert.That(refused.Succeeded, Is.False);
        Assert.That(_bench.TakeCalls(), Is.Empty);
        var both = await _bench.RunAsync(OperationKind.Destroy, with: request => request with { Targets = [Urn("root")], TargetDependents = true });
        Assert.That(both.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete leaf", "delete root" }));
    }

    [Test]
    public async Task The_old_half_of_what_is_not_a_target_stays()
    {
        _bench.Cloud.Before = (verb, _, _) => verb == "delete" ? throw new ProviderException("in use") : Task.CompletedTask;
        await _bench.UpAsync(program => program.ThingAsync("other", [("key", Text("new"))]), request => request with { Targets = [Urn("other")] });
        _bench.Cloud.Before = (_, _, _) => Task.CompletedTask;
        _bench.TakeCalls();
        await _bench.RunAsync(OperationKind.Destroy, with: request => request with { Targets = [Urn("leaf")] });
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete leaf" }));
        await _bench.RunAsync(OperationKind.Destroy);
        Assert.That(_bench.Cloud.Things, Is.Empty);
    }

    [Test]
    public async Task A_target_that_fits_nothing_is_an_error()
    {
        var result = await _bench.UpAsync(Program("1"), request => request with { Targets = [Urn("nobody")] });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains(Urn("nobody")));
    }

    [Test]
    public async Task What_is_left_alone_may_need_what_the_program_no_longer_has()
    {
        // 'leaf' keeps its old state, which needs 'root'; a new target needs 'leaf'.
        var result = await _bench.UpAsync(
            async program =>
            {
                var leaf = await program.ThingAsync("leaf");
                await program.ThingAsync("top", dependsOn: [leaf]);
            },
            request => request with { Targets = [Urn("top")] });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That((await _bench.ResourcesAsync()).Select(state => MemoryCloud.NameOf(state.Urn)), Is.SupersetOf(new[] { "root", "leaf", "top" }));
    }

    private static Func<ProgramClient, Task> Program(string value) => async program =>
    {
        var root = await program.ThingAsync("root", [("value", Text(value))]);
        await program.ThingAsync("leaf", [("value", Text(value))], dependsOn: [root]);
        await program.ThingAsync("other", [("value", Text(value))]);
    };
}
