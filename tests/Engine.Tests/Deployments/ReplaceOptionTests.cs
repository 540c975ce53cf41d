using E3.Engine.Events;
using E3.Engine.Properties;
using E3.Engine.Protocol;
using E3.Engine.State;
using E3.Engine.Tests.Support;
using Pulumirpc;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

/// <summary>Options by which a program has a say in when and how its resources are replaced.</summary>
public sealed class ReplaceOptionTests
{
    private Workbench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task What_is_tainted_is_replaced_once_and_not_where_it_is_protected()
    {
        Task<OperationResult> UpAsync(bool protect) => _bench.UpAsync(async program =>
        {
            await program.ThingAsync("a", more: request => request.Protect = protect);
            await program.ThingAsync("b");
        });

        await UpAsync(protect: true);
        await _bench.Backend.EditAsync(_bench.Stack, _bench.Secrets, snapshot => StateEdits.Taint(snapshot, [Urn("a")], taint: true), default);
        _bench.TakeCalls();
        Assert.That((await UpAsync(protect: true)).Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("protected"));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        await UpAsync(protect: false);
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create a", "delete a" }));
        Assert.That((await UpAsync(protect: false)).HasChanges, Is.False, "the new one is not tainted");
    }

    [Test]
    public async Task A_trigger_replaces_when_it_becomes_another_value()
    {
        await UpAsync(null);
        _bench.TakeCalls();
        await UpAsync(Text("1"));
        Assert.That(_bench.TakeCalls(), Is.Empty, "a new one replaces nothing");
        await UpAsync(Secret("1"));
        Assert.That(_bench.TakeCalls(), Is.Empty, "nor one that became secret");
        await UpAsync(Text("2"));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create a", "delete a" }));
        await UpAsync(null);
        Assert.That(_bench.TakeCalls(), Is.Empty);
        await UpAsync(Text("3"));
        var preview = await _bench.RunAsync(OperationKind.Preview, program => ThingAsync(program, PropertyValue.Unknown.Value));
        Assert.That(preview.Changes["replace"], Is.EqualTo(1), "one that is not known yet may become anything");

        Task<OperationResult> UpAsync(PropertyValue? trigger) => _bench.UpAsync(program => ThingAsync(program, trigger));

        static Task<Made> ThingAsync(ProgramClient program, PropertyValue? trigger) => program.ThingAsync("a", more: request =>
            request.ReplacementTrigger = trigger is null ? null : WireProperties.Write(trigger, secrets: true, resources: true));
    }

    [Test]
    public async Task A_secret_trigger_is_not_written_in_clear()
    {
        await _bench.UpAsync(program => program.ThingAsync("a", more: request =>
            request.ReplacementTrigger = WireProperties.Write(Secret("hush-hush"), secrets: true, resources: true)));
        Assert.That(await File.ReadAllTextAsync(_bench.StatePath), Does.Contain("replacementTrigger").And.Not.Contain("hush-hush"));
        Assert.That((await _bench.FindAsync("a"))!.ReplacementTrigger, Is.EqualTo(Secret("hush-hush")));
    }

    [TestCase(false, "create root", "create with", "delete with", "delete root")]
    [TestCase(true, "delete with", "delete root", "create root", "create with")]
    public async Task What_is_to_be_replaced_with_another_is(bool deleteFirst, params string[] calls)
    {
        await UpAsync("1");
        _bench.TakeCalls();
        var result = await UpAsync("2");
        Assert.That(result.Changes["replace"], Is.EqualTo(2));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(calls));

        Task<OperationResult> UpAsync(string key) => _bench.UpAsync(async program =>
        {
            var root = await program.ThingAsync("root", [(deleteFirst ? "solo" : "key", Text(key))]);
            await program.ThingAsync("with", more: request => request.ReplaceWith.Add(root.Urn));
        });
    }

    [Test]
    public async Task What_vanishes_with_another_is_replaced_with_it_without_a_call_to_delete_it()
    {
        await UpAsync("1");
        _bench.TakeCalls();
        await UpAsync("2");
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create host", "create guest", "delete host" }));

        Task<OperationResult> UpAsync(string key) => _bench.UpAsync(async program =>
        {
            var host = await program.ThingAsync("host", [("key", Text(key))]);
            await program.ThingAsync("guest", dependsOn: [host], more: request => request.DeletedWith = host.Urn);
        });
    }

    [Test]
    public async Task Hidden_changes_are_made_and_marked_for_whoever_shows_them()
    {
        await UpAsync("1");
        await UpAsync("2");
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create a", "update a" }));
        var update = _bench.Events.OfType<ResourcePreEvent>().Single(step => step.Metadata.Op == "update").Metadata;
        Assert.That(update.New!.HideDiffs, Is.EqualTo(new[] { "value" }));
        Assert.That(await File.ReadAllTextAsync(_bench.StatePath), Does.Contain("\"hideDiff\":[\"value\"]"));

        Task<OperationResult> UpAsync(string value) => _bench.UpAsync(program => program.ThingAsync("a", [("value", Text(value))], more: request => request.HideDiffs.Add("value")));
    }

    [Test]
    public async Task Taking_the_protection_away_and_replacing_can_be_one_update()
    {
        await UpAsync("1", protect: true);
        Assert.That((await UpAsync("2", protect: true)).Succeeded, Is.False);
        _bench.TakeCalls();
        Assert.That((await UpAsync("2", protect: false)).Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create a", "delete a" }));

        Task<OperationResult> UpAsync(string key, bool protect) => _bench.UpAsync(program => program.ThingAsync("a", [("key", Text(key))], more: request => request.Protect = protect));
    }

    [Test]
    public async Task A_protected_dependant_keeps_what_must_go_first_from_being_replaced()
    {
        await UpAsync("1");
        _bench.TakeCalls();
        Assert.That((await UpAsync("2")).Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains(Urn("leaf")).And.Contains("protected"));
        Assert.That(_bench.TakeCalls(), Is.Empty);

        Task<OperationResult> UpAsync(string solo) => _bench.UpAsync(async program =>
        {
            var root = await program.ThingAsync("root", [("solo", Text(solo))]);
            await program.ThingAsync("leaf", from: [("key", root, "address")], more: request => request.Protect = true);
        });
    }

    [Test]
    public async Task What_is_to_be_retained_is_not_deleted_when_it_is_replaced()
    {
        foreach (var key in new[] { "1", "2" })
            await _bench.UpAsync(program => program.ThingAsync("a", [("key", Text(key))], more: request => request.RetainOnDelete = true));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create a", "create a" }));
        Assert.That((await _bench.ResourcesAsync()).Count(state => state.Urn == Urn("a")), Is.EqualTo(1));
    }

    [Test]
    public async Task A_new_resource_gets_the_values_whose_changes_were_ignored()
    {
        await UpAsync("1");
        await UpAsync("2");
        Assert.That(_bench.Cloud.Things.Single().Value.Inputs["value"], Is.EqualTo(Text("2")));

        Task<OperationResult> UpAsync(string both) => _bench.UpAsync(program => program.ThingAsync(
            "a", [("key", Text(both)), ("value", Text(both))], more: request => request.IgnoreChanges.Add("value")));
    }

    [Test]
    public async Task Any_change_replaces_when_all_are_named()
    {
        foreach (var value in new[] { "1", "2" })
            await _bench.UpAsync(program => program.ThingAsync("a", [("value", Text(value))], more: request => request.ReplaceOnChanges.Add("*")));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create a", "create a", "delete a" }));
    }

    [Test]
    public async Task Children_take_what_their_parents_say_unless_they_say_otherwise()
    {
        await _bench.UpAsync(async program =>
        {
            var host = await program.ThingAsync("host");
            var group = (await program.Monitor.RegisterResourceAsync(new RegisterResourceRequest
            {
                Type = "test:index:Group",
                Name = "group",
                Parent = program.StackUrn,
                SupportsResultReporting = true,
                Protect = true,
                RetainOnDelete = true,
                DeletedWith = host.Urn,
            })).Urn;
            await program.ThingAsync("takes", more: request => request.Parent = group);
            await program.ThingAsync("differs", more: request => (request.Parent, request.Protect, request.RetainOnDelete) = (group, false, false));
        });
        Assert.That(_bench.Errors, Is.Empty);
        var states = (await _bench.ResourcesAsync()).ToDictionary(state => MemoryCloud.NameOf(state.Urn));
        Assert.That((states["takes"].Protect, states["takes"].RetainOnDelete, states["takes"].DeletedWith), Is.EqualTo((true, true, Urn("host"))));
        Assert.That((states["differs"].Protect, states["differs"].RetainOnDelete, states["differs"].DeletedWith), Is.EqualTo((false, false, Urn("host"))));
    }
}
