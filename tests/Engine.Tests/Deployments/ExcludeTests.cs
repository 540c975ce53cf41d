using E3.Engine.Tests.Support;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

public sealed class ExcludeTests
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
    public async Task What_is_excluded_is_left_alone_and_its_dependents_are_not()
    {
        var result = await _bench.UpAsync(Program("2"), request => request with { Excludes = [Urn("root")] });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.EquivalentTo(new[] { "update leaf", "update other" }));
    }

    [Test]
    public async Task Its_dependents_are_left_alone_too_when_asked_for()
    {
        var result = await _bench.UpAsync(Program("2"), request => request with { Excludes = ["**::root"], ExcludeDependents = true });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "update other" }));
    }

    [Test]
    public async Task What_is_gone_from_the_program_and_excluded_stays()
    {
        await _bench.UpAsync(_ => Task.CompletedTask, request => request with { Excludes = [Urn("other")] });
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete leaf", "delete root" }));
        Assert.That(await _bench.FindAsync("other"), Is.Not.Null);
    }

    [Test]
    public async Task A_destroy_keeps_what_is_excluded_and_what_that_needs()
    {
        var result = await _bench.RunAsync(OperationKind.Destroy, with: request => request with { Excludes = [Urn("leaf")] });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete other" }));
        Assert.That((await _bench.ResourcesAsync()).Where(state => state.Type == ProgramClient.ThingType).Select(state => MemoryCloud.NameOf(state.Urn)), Is.EqualTo(new[] { "root", "leaf" }));
    }

    [Test]
    public async Task A_destroy_keeps_what_is_protected_when_told_to()
    {
        await _bench.UpAsync(async program =>
        {
            var root = await program.ThingAsync("root", [("value", Text("1"))]);
            await program.ThingAsync("leaf", [("value", Text("1"))], dependsOn: [root], more: request => request.Protect = true);
            await program.ThingAsync("other", [("value", Text("1"))]);
        });
        var result = await _bench.RunAsync(OperationKind.Destroy, with: request => request with { ExcludeProtected = true });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete other" }));
        Assert.That((await _bench.RunAsync(OperationKind.Destroy, with: request => request with { IgnoreProtect = true })).Succeeded, Is.True);
        Assert.That(_bench.Cloud.Things, Is.Empty);
    }

    [Test]
    public async Task A_refresh_does_not_look_at_what_is_excluded()
    {
        _bench.Cloud.Things.Clear();
        var result = await _bench.RunAsync(OperationKind.Refresh, with: request => request with { Excludes = [Urn("root")], ExcludeDependents = true });
        Assert.That(result.Changes["delete"], Is.EqualTo(1));
        Assert.That(await _bench.FindAsync("leaf"), Is.Not.Null);
        Assert.That(await _bench.FindAsync("other"), Is.Null);
    }

    [Test]
    public async Task What_fits_nothing_is_an_error()
    {
        var result = await _bench.UpAsync(Program("1"), request => request with { Excludes = [Urn("nobody")] });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains(Urn("nobody")));
    }

    [Test]
    public void Targets_and_excludes_together_are_refused() => Assert.That(
        () => _bench.UpAsync(Program("1"), request => request with { Excludes = [Urn("root")], Targets = [Urn("leaf")] }),
        Throws.TypeOf<EngineException>().With.Message.Contains("together"));

    [Test]
    public async Task What_depends_on_something_new_that_is_excluded_is_refused()
    {
        var result = await _bench.UpAsync(
            async program =>
            {
                var fresh = await program.ThingAsync("fresh");
                await program.ThingAsync("needs-it", dependsOn: [fresh]);
            },
            request => request with { Excludes = ["**::fresh"] });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains(Urn("fresh")).And.Contains("excluded"));
    }

    private static Func<ProgramClient, Task> Program(string value) => async program =>
    {
        var root = await program.ThingAsync("root", [("value", Text(value))]);
        await program.ThingAsync("leaf", [("value", Text(value))], dependsOn: [root]);
        await program.ThingAsync("other", [("value", Text(value))]);
    };
}
