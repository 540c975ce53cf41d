using E3.Engine.Events;
using E3.Engine.Properties;
using E3.Engine.Tests.Support;
using Pulumirpc;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

public sealed class ImportTests
{
    private Workbench _bench = null!;

    [SetUp]
    public void SetUp()
    {
        _bench = new Workbench();
        _bench.Cloud.Things["by-hand"] = ("", PropertyMap.Empty.With("value", Text("1")).With("key", Text("k")));
    }

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task Takes_over_what_exists_and_leaves_it_as_it_is()
    {
        var result = await UpAsync("1", "k");
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(result.Changes["import"], Is.EqualTo(1));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        var state = (await _bench.FindAsync("a"))!;
        Assert.That((state.Id, state.ImportId, state.Outputs["address"]), Is.EqualTo(("by-hand", "by-hand", Text("address-of-by-hand"))));
        Assert.That((await UpAsync("1", "k")).HasChanges, Is.False);
        Assert.That((await _bench.UpAsync(program => program.ThingAsync("a", [("value", Text("1")), ("key", Text("k"))]))).HasChanges, Is.False, "once the option is gone");
    }

    [Test]
    public async Task Changes_what_differs_in_the_program()
    {
        var result = await UpAsync("2", "k");
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That((result.Changes["import"], result.Changes["update"]), Is.EqualTo((1, 1)));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "update a" }));
        Assert.That(_bench.Cloud.Things["by-hand"].Inputs["value"], Is.EqualTo(Text("2")));
    }

    /// <summary>The record of the look-up goes as a part of the replacement, and does not count (pkg/resource/deploy/step.go, DeleteStep).</summary>
    [Test]
    public async Task Takes_over_what_was_only_looked_up_before()
    {
        var id = _bench.Cloud.NextId();
        _bench.Cloud.Things[id] = ("", PropertyMap.Empty.With("value", Text("1")));
        await _bench.UpAsync(program => program.Monitor.ReadResourceAsync(
            new ReadResourceRequest { Type = ProgramClient.ThingType, Name = "theirs", Parent = program.StackUrn, Id = id, Properties = new() }).ResponseAsync);
        var result = await _bench.UpAsync(program => program.ThingAsync("theirs", [("value", Text("1"))], more: request => request.ImportId = id));
        Assert.That(_bench.Errors, Is.Empty);
        Assert.That(result.Changes, Is.EqualTo(new Dictionary<string, int> { ["replace"] = 1, ["same"] = 1 }));
        Assert.That(
            _bench.Events.OfType<ResOutputsEvent>().Where(told => told.Metadata.Urn == Urn("theirs")).Select(told => told.Metadata.Op),
            Is.EqualTo(new[] { "import-replacement", "replace", "discard-replaced" }));
        Assert.That((await _bench.FindAsync("theirs"))!.External, Is.False);
        Assert.That(_bench.TakeCalls(), Is.Empty);
    }

    [Test]
    public async Task Refuses_to_replace_what_was_imported_and_a_preview_says_so()
    {
        var preview = await _bench.RunAsync(OperationKind.Preview, program => ThingAsync(program, "1", "other"));
        Assert.That(preview.Changes["replace"], Is.EqualTo(1));
        Assert.That(_bench.Events.OfType<DiagnosticEvent>().Where(message => message.Severity == "warning").Select(message => message.Message), Has.Some.Contains("was imported"));
        var result = await UpAsync("1", "other");
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("was imported").And.Contains("key"));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Replaces_what_the_program_made_under_that_name_before()
    {
        await _bench.UpAsync(program => program.ThingAsync("a", [("value", Text("1")), ("key", Text("k"))]));
        _bench.TakeCalls();
        var result = await UpAsync("1", "k");
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete a" }));
        Assert.That(_bench.Cloud.Things.Keys, Is.EqualTo(new[] { "by-hand" }));
        Assert.That(result.Changes["replace"], Is.EqualTo(1));
    }

    [Test]
    public async Task Of_something_that_is_not_there_fails()
    {
        var result = await _bench.UpAsync(program => program.ThingAsync("a", more: request => request.ImportId = "nothing"));
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("'nothing'").And.Contains("does not exist"));
    }

    [Test]
    public async Task In_a_preview_writes_nothing_and_knows_the_outputs()
    {
        PropertyValue address = PropertyValue.Null.Value;
        var result = await _bench.RunAsync(OperationKind.Preview, async program => address = (await ThingAsync(program, "1", "k"))["address"]);
        Assert.That((result.Succeeded, result.Changes["import"], address), Is.EqualTo((true, 1, Text("address-of-by-hand"))));
        Assert.That(Directory.EnumerateFileSystemEntries(_bench.Folder), Is.Empty);
    }

    [Test]
    public async Task Without_a_program_brings_parents_children_and_their_provider()
    {
        var group = "urn:pulumi:dev::proj::test:index:Group::group";
        var result = await _bench.RunAsync(OperationKind.Import, with: request => request with
        {
            Imports =
            [
                new ImportSpec(ProgramClient.ThingType, "a", "by-hand") { Parent = group, Properties = ["value"] },
                new ImportSpec("test:index:Group", "group", "") { Component = true },
            ],
        });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(result.Imported.Select(state => MemoryCloud.NameOf(state.Urn)), Is.EqualTo(new[] { "group", "a" }));
        var state = (await _bench.ResourcesAsync()).Single(resource => resource.Type == ProgramClient.ThingType);
        Assert.That((state.Id, state.ImportId, state.Protect, state.Parent), Is.EqualTo(("by-hand", "", true, group)));
        Assert.That(state.Inputs.Keys, Is.EqualTo(new[] { "value" }));
        Assert.That(state.Provider, Does.Contain("pulumi:providers:memory::default::"));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        Assert.That((await _bench.Backend.HistoryAsync(_bench.Stack, CancellationToken.None)).Single().Kind, Is.EqualTo("resource-import"), "as the official command writes it");

        await _bench.RunAsync(OperationKind.Import, with: request => request with { Imports = [new ImportSpec("test:index:Group", "group", "") { Component = true }] });
        Assert.That(_bench.Errors, Has.Some.Contains("already exists"));
    }

    [Test]
    public async Task Without_a_program_it_takes_the_default_provider_of_the_version_in_the_state()
    {
        await _bench.UpAsync(program => program.ThingAsync("before", more: request => request.Version = "1.2.3"));
        await _bench.RunAsync(OperationKind.Import, with: request => request with { Imports = [new ImportSpec(ProgramClient.ThingType, "a", "by-hand")] });
        Assert.That((await _bench.FindAsync("a"))!.Provider, Is.EqualTo((await _bench.FindAsync("before"))!.Provider));
    }

    [Test]
    public async Task Without_a_program_and_with_an_empty_state_its_default_provider_has_the_version_of_the_package()
    {
        _bench.Cloud.Version = "1.2.3";
        await _bench.RunAsync(OperationKind.Import, with: request => request with { Imports = [new ImportSpec(ProgramClient.ThingType, "a", "by-hand")] });
        var provider = (await _bench.FindAsync("a"))!.Provider;
        Assert.That(provider, Does.Contain("::default_1_2_3::"));

        await _bench.UpAsync(program => program.ThingAsync("a", more: request => (request.Version, request.Protect) = ("1.2.3", true)));
        Assert.That((await _bench.FindAsync("a"))!.Provider, Is.EqualTo(provider), "the next update goes on with it");
    }

    [Test]
    public async Task Without_a_program_names_what_is_wrong_and_does_the_rest()
    {
        var result = await _bench.RunAsync(OperationKind.Import, with: request => request with
        {
            Imports =
            [
                new ImportSpec(ProgramClient.ThingType, "none", "nothing"),
                new ImportSpec(ProgramClient.ThingType, "orphan", "by-hand") { Parent = Urn("nobody") },
                new ImportSpec(ProgramClient.ThingType, "provided", "by-hand") { Provider = Urn("nobody") },
                new ImportSpec("nonsense", "odd", "by-hand"),
                new ImportSpec(ProgramClient.ThingType, "good", "by-hand") { Protect = false },
            ],
        });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Exactly(4).Items);
        Assert.That((await _bench.FindAsync("good"))!.Protect, Is.False);
    }

    private Task<OperationResult> UpAsync(string value, string key) => _bench.UpAsync(program => ThingAsync(program, value, key));

    private static Task<Made> ThingAsync(ProgramClient program, string value, string key) =>
        program.ThingAsync("a", [("value", Text(value)), ("key", Text(key))], more: request => request.ImportId = "by-hand");
}
