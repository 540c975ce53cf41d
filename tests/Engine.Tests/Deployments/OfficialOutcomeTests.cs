using E3.Engine.Properties;
using E3.Engine.State;
using E3.Engine.Tests.Support;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

/// <summary>What the official engine's own tests (pkg/engine/lifecycletest) expect of states that are not plain, step by step.</summary>
public sealed class OfficialOutcomeTests
{
    private Workbench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task What_is_tainted_is_replaced_once()
    {
        Task Program(ProgramClient client) => client.ThingAsync("a", [("value", Text("1"))]);
        await _bench.UpAsync(Program);
        await EditAsync(snapshot => StateEdits.Taint(snapshot, [Urn("a")], taint: true));
        _bench.TakeCalls();

        var preview = await _bench.RunAsync(OperationKind.Preview, Program);
        Assert.That(preview.Changes, Contains.Item(KeyValuePair.Create("replace", 1)));
        await _bench.UpAsync(Program);
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create a", "delete a" }));
        Assert.That((await _bench.FindAsync("a"))!.Taint, Is.False);
        Assert.That((await _bench.UpAsync(Program)).HasChanges, Is.False);
    }

    [Test]
    public async Task What_is_tainted_and_no_target_stays_tainted()
    {
        async Task Program(ProgramClient client)
        {
            await client.ThingAsync("a");
            await client.ThingAsync("b");
        }
        await _bench.UpAsync(Program);
        await EditAsync(snapshot => StateEdits.Taint(snapshot, null, taint: true));
        _bench.TakeCalls();

        await _bench.UpAsync(Program, request => request with { Targets = [Urn("b")] });
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create b", "delete b" }));
        Assert.That((await _bench.FindAsync("a"))!.Taint, Is.True);
    }

    [Test]
    public async Task A_child_whose_parent_is_gone_after_a_refresh_has_its_grandparent()
    {
        var group = "";
        await _bench.UpAsync(async client =>
        {
            group = (await client.ComponentAsync("group")).Urn;
            var parent = await client.ThingAsync("parent", more: request => request.Parent = group);
            await client.ThingAsync("child", more: request => request.Parent = parent.Urn);
        });
        var gone = (await _bench.ResourcesAsync()).Single(state => Urns.Name(state.Urn) == "parent");
        _bench.Cloud.Remove(gone.Id);

        Assert.That((await _bench.RunAsync(OperationKind.Refresh)).Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That((await _bench.ResourcesAsync()).Single(state => Urns.Name(state.Urn) == "child").Parent, Is.EqualTo(group));
    }

    [Test]
    public async Task What_a_provider_managed_gives_way_to_a_component_of_its_name()
    {
        await _bench.UpAsync(client => client.ThingAsync("a"));
        _bench.TakeCalls();

        var result = await _bench.UpAsync(client => client.ThingAsync("a", more: request => request.Custom = false));
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete a" }));
        Assert.That((await _bench.FindAsync("a"))!.Custom, Is.False);

        await _bench.UpAsync(client => client.ThingAsync("a"));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create a" }));
        Assert.That((await _bench.FindAsync("a"))!.Custom, Is.True);
    }

    [Test]
    public async Task A_protected_one_does_not_give_way()
    {
        await _bench.UpAsync(client => client.ThingAsync("a", more: request => request.Protect = true));

        var result = await _bench.UpAsync(client => client.ThingAsync("a", more: request => (request.Custom, request.Protect) = (false, true)));
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("cannot be replaced because it is protected"));
        Assert.That((await _bench.FindAsync("a"))!.Custom, Is.True);
    }

    [Test]
    public async Task The_old_half_of_a_replacement_that_could_not_be_deleted_is_deleted_by_the_next_update_or_destroy([Values] bool destroy)
    {
        await _bench.UpAsync(client => client.ThingAsync("a", [("key", Text("1"))]));
        var old = (await _bench.FindAsync("a"))!.Id;
        Task Program(ProgramClient client) => client.ThingAsync("a", [("key", Text("2"))]);
        _bench.Cloud.Before = (verb, _, _) => verb == "delete" ? throw new Engine.Providers.ProviderException("not now") : Task.CompletedTask;
        Assert.That((await _bench.UpAsync(Program)).Succeeded, Is.False);
        Assert.That((await _bench.ResourcesAsync()).Single(state => state.Delete).Id, Is.EqualTo(old));
        _bench.Cloud.Before = (_, _, _) => Task.CompletedTask;
        _bench.TakeCalls();

        var result = destroy ? await _bench.RunAsync(OperationKind.Destroy) : await _bench.UpAsync(Program);
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.Cloud.Things.ContainsKey(old), Is.False);
        Assert.That(_bench.TakeCalls(), Is.EqualTo(destroy ? new[] { "delete a", "delete a" } : ["delete a"]));
        Assert.That((await _bench.ResourcesAsync()).Any(state => state.Delete), Is.False);
    }

    [Test]
    public async Task What_was_deleted_to_be_replaced_is_only_forgotten_by_destroy_and_by_a_program_without_it([Values] bool destroy)
    {
        await _bench.UpAsync(client => client.ThingAsync("a", [("solo", Text("1"))]));
        _bench.Cloud.Before = (verb, _, _) => verb == "create" ? throw new Engine.Providers.ProviderException("not now") : Task.CompletedTask;
        Assert.That((await _bench.UpAsync(client => client.ThingAsync("a", [("solo", Text("2"))]))).Succeeded, Is.False);
        Assert.That((await _bench.FindAsync("a"))!.PendingReplacement, Is.True);
        _bench.TakeCalls();

        var result = destroy ? await _bench.RunAsync(OperationKind.Destroy) : await _bench.UpAsync(_ => Task.CompletedTask);
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        Assert.That(await _bench.FindAsync("a"), Is.Null);
    }

    [TestCase("nested.*")]
    [TestCase("nested[*]")]
    [TestCase("*")]
    [TestCase("nested[\"b.c\"]")]
    public async Task Changes_are_ignored_by_wildcard_and_quoted_name(string path)
    {
        Task Program(ProgramClient client, string value) => client.ThingAsync(
            "a", [("nested", new PropertyValue.Map(PropertyMap.Empty.With("b.c", Text(value))))], more: request => request.IgnoreChanges.Add(path));
        await _bench.UpAsync(client => Program(client, "1"));

        Assert.That((await _bench.UpAsync(client => Program(client, "2"))).HasChanges, Is.False);
    }

    [TestCase("nested", true)]
    [TestCase("*", true)]
    [TestCase("other", false)]
    public async Task A_change_replaces_when_a_path_or_a_wildcard_names_it(string path, bool replaces)
    {
        Task Program(ProgramClient client, string value) => client.ThingAsync(
            "a", [("nested", new PropertyValue.List([Text("x"), Text(value)]))], more: request => request.ReplaceOnChanges.Add(path));
        await _bench.UpAsync(client => Program(client, "1"));
        _bench.TakeCalls();

        await _bench.UpAsync(client => Program(client, "2"));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(replaces ? ["create a", "delete a"] : new[] { "update a" }));
    }

    [Test]
    public async Task A_package_has_a_default_provider_per_version_and_place_it_is_downloaded_from()
    {
        await _bench.UpAsync(async client =>
        {
            await client.ThingAsync("plain");
            await client.ThingAsync("versioned", more: request => request.Version = "1.2.3");
            await client.ThingAsync("elsewhere", more: request => (request.Version, request.PluginDownloadURL) = ("1.2.3", "https://example.test"));
        });

        var providers = (await _bench.ResourcesAsync()).Where(state => state.IsProvider).ToDictionary(state => Urns.Name(state.Urn), state => state.Inputs);
        Assert.That(providers.Keys, Is.EquivalentTo(new[] { "default", "default_1_2_3", "default_1_2_3_https_/example.test" }));
        Assert.That(providers["default_1_2_3_https_/example.test"]["pluginDownloadURL"], Is.EqualTo(Text("https://example.test")));
    }

    private async Task EditAsync(Func<Snapshot, Snapshot> edit) => await _bench.Backend.EditAsync(_bench.Stack, _bench.Secrets, edit, default);
}
