using E3.Engine.Properties;
using E3.Engine.Tests.Support;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

/// <summary>A refresh before an update or a destroy, and the program running along in a refresh or a destroy.</summary>
public sealed class RunAlongTests
{
    private Workbench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task An_update_that_refreshes_first_undoes_what_drifted_and_makes_what_is_gone()
    {
        await _bench.UpAsync(ProgramAsync);
        var drifted = (await _bench.FindAsync("drifts"))!;
        _bench.Cloud.Things[drifted.Id] = (drifted.Urn, PropertyMap.Empty.With("value", Text("drifted")));
        _bench.Cloud.Things.TryRemove((await _bench.FindAsync("goes"))!.Id, out _);
        _bench.TakeCalls();
        Assert.That((await _bench.UpAsync(ProgramAsync)).HasChanges, Is.False, "without a look nobody knows");

        var preview = await _bench.RunAsync(OperationKind.Preview, ProgramAsync, request => request with { Refresh = true });
        Assert.That(preview.Changes, Is.EqualTo(new Dictionary<string, int> { ["create"] = 1, ["same"] = 1, ["update"] = 1 }), "the look before it does not count");
        Assert.That(_bench.TakeCalls(), Is.Empty);
        var result = await _bench.UpAsync(ProgramAsync, request => request with { Refresh = true });
        Assert.That(result.Changes, Is.EqualTo(preview.Changes));
        Assert.That(_bench.TakeCalls(), Is.EquivalentTo(new[] { "update drifts", "create goes" }));
        Assert.That((await _bench.UpAsync(ProgramAsync, request => request with { Refresh = true })).HasChanges, Is.False);
    }

    [Test]
    public async Task A_destroy_that_refreshes_first_does_not_delete_what_is_gone()
    {
        await _bench.UpAsync(ProgramAsync);
        _bench.Cloud.Things.TryRemove((await _bench.FindAsync("goes"))!.Id, out _);
        _bench.TakeCalls();
        Assert.That((await _bench.RunAsync(OperationKind.Destroy, with: request => request with { Refresh = true })).Succeeded, Is.True);
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete drifts" }));
    }

    [TestCase(OperationKind.Refresh)]
    [TestCase(OperationKind.Destroy)]
    public async Task A_preview_of_it_changes_and_writes_nothing(OperationKind kind)
    {
        await _bench.UpAsync(ProgramAsync);
        _bench.Cloud.Things.TryRemove((await _bench.FindAsync("goes"))!.Id, out _);
        _bench.TakeCalls();
        var before = await File.ReadAllBytesAsync(_bench.StatePath);
        var result = await _bench.RunAsync(kind, with: request => request with { PreviewOnly = true });
        Assert.That(result.HasChanges, Is.True);
        Assert.That(_bench.TakeCalls(), Is.Empty);
        Assert.That(await File.ReadAllBytesAsync(_bench.StatePath), Is.EqualTo(before));
    }

    /// <summary>https://github.com/pulumi/pulumi/issues/9107</summary>
    [TestCase(OperationKind.Refresh)]
    [TestCase(OperationKind.Destroy)]
    public async Task The_program_gives_its_own_provider_the_token_of_today(OperationKind kind)
    {
        await _bench.UpAsync(WithProvider("yesterday"));
        _bench.Cloud.Configured.Clear();
        _bench.TakeCalls();
        var result = await _bench.RunAsync(kind, WithProvider("today", another: true), request => request with { RunProgram = true });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.Cloud.Configured.Select(config => config["token"]), Is.EqualTo(new[] { Text("today") }));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(kind == OperationKind.Destroy ? ["delete a"] : Array.Empty<string>()), "and what is new in the program is not made");
    }

    [Test]
    public async Task A_program_that_fails_destroys_nothing()
    {
        await _bench.UpAsync(ProgramAsync);
        var result = await _bench.RunAsync(OperationKind.Destroy, _ => throw new InvalidOperationException("boom"), request => request with { RunProgram = true });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(2));
    }

    private static async Task ProgramAsync(ProgramClient program)
    {
        await program.ThingAsync("drifts", [("value", Text("1"))]);
        await program.ThingAsync("goes", [("value", Text("1"))]);
    }

    private static Func<ProgramClient, Task> WithProvider(string token, bool another = false) => async program =>
    {
        var provider = await program.ThingAsync("mine", [("token", Text(token))], more: request => request.Type = "pulumi:providers:memory");
        await program.ThingAsync("a", more: request => request.Provider = $"{provider.Urn}::{provider.Id}");
        if (another)
            await program.ThingAsync("b", more: request => request.Provider = $"{provider.Urn}::{provider.Id}");
    };
}
