using E3.Engine.Events;
using E3.Engine.Properties;
using E3.Engine.Tests.Support;
using Pulumirpc;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

public sealed class RefreshTests
{
    [Test]
    public async Task Takes_over_what_changed_and_forgets_what_is_gone()
    {
        using var bench = new Workbench();
        Func<ProgramClient, Task> program = async client =>
        {
            var gone = await client.ThingAsync("gone", [("value", Text("1"))]);
            await client.ThingAsync("leaf", dependsOn: [gone]);
            await client.ThingAsync("changed", [("value", Text("1"))]);
        };
        await bench.UpAsync(program);
        bench.TakeCalls();
        bench.Cloud.Things.TryRemove((await bench.FindAsync("gone"))!.Id, out _);
        var changed = (await bench.FindAsync("changed"))!;
        bench.Cloud.Things[changed.Id] = (changed.Urn, PropertyMap.Empty.With("value", Text("drifted")));

        var result = await bench.RunAsync(OperationKind.Refresh);
        Assert.That(result.Succeeded, Is.True, string.Join('\n', bench.Errors));
        Assert.That(result.Changes, Is.EqualTo(new Dictionary<string, int> { ["delete"] = 1, ["same"] = 2, ["update"] = 1 }));
        Assert.That(await bench.FindAsync("gone"), Is.Null);
        Assert.That((await bench.FindAsync("leaf"))!.Dependencies, Is.Empty);
        Assert.That((await bench.FindAsync("changed"))!.Outputs["value"], Is.EqualTo(Text("drifted")));
        Assert.That(bench.TakeCalls(), Is.Empty);

        await bench.UpAsync(program);
        Assert.That(bench.TakeCalls(), Is.EqualTo(new[] { "create gone", "update changed" }));
    }

    [Test]
    public async Task Writes_down_an_output_that_changes_by_itself_and_counts_no_change()
    {
        using var bench = new Workbench();
        await bench.UpAsync(client => client.ThingAsync("a"));
        bench.Cloud.Uses = 3;

        var result = await bench.RunAsync(OperationKind.Refresh);

        Assert.That(result.Changes, Is.EqualTo(new Dictionary<string, int> { ["same"] = 2 }));
        Assert.That((await bench.FindAsync("a"))!.Outputs["uses"], Is.EqualTo(new PropertyValue.Number(3)));
    }

    /// <summary>As in the official engine (pkg/engine/update.go, OnResourceStepPost): the last event of a resource says what came of it.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public async Task Ends_each_resource_with_what_came_of_it_and_counts_components_and_providers_of_the_programs_own(bool runProgram)
    {
        using var bench = new Workbench();
        await bench.UpAsync(ProgramAsync);
        var made = (await bench.ResourcesAsync()).ToDictionary(state => MemoryCloud.NameOf(state.Urn));
        bench.Cloud.Things.TryRemove(made["gone"].Id, out _);
        var drifts = made["drifts"];
        bench.Cloud.Things[drifts.Id] = (drifts.Urn, PropertyMap.Empty.With("value", Text("drifted")));

        var result = await bench.RunAsync(OperationKind.Refresh, ProgramAsync, request => request with { RunProgram = runProgram });

        Assert.That(result.Succeeded, Is.True, string.Join('\n', bench.Errors));
        // The stack, the component, the provider and what stayed as it was.
        Assert.That(result.Changes, Is.EqualTo(new Dictionary<string, int> { ["delete"] = 1, ["same"] = 4, ["update"] = 1 }));
        var last = bench.Events.OfType<ResOutputsEvent>().ToLookup(told => MemoryCloud.NameOf(told.Metadata.Urn), told => told.Metadata);
        Assert.That(
            new[] { "gone", "drifts", "stays", "group", "mine", "proj-dev" }.Select(name => last[name].Last().Op),
            Is.EqualTo(new[] { "delete", "update", "same", "same", "same", "same" }));
        Assert.That(last["gone"].Last().New, Is.Null);

        static async Task ProgramAsync(ProgramClient client)
        {
            var group = await client.ComponentAsync("group");
            var provider = await client.ThingAsync("mine", more: request => request.Type = "pulumi:providers:memory");
            foreach (var name in new[] { "gone", "drifts", "stays" })
                await client.ThingAsync(name, [("value", Text("1"))], more: request => (request.Parent, request.Provider) = (group.Urn, $"{provider.Urn}::{provider.Id}"));
        }
    }

    [Test]
    public async Task Of_what_is_only_looked_up_its_outputs_count_and_its_provider_is_not_asked_what_an_update_would_do()
    {
        using var bench = new Workbench();
        var id = bench.Cloud.NextId();
        bench.Cloud.Things[id] = ("", PropertyMap.Empty.With("value", Text("1")));
        await bench.UpAsync(client => client.Monitor.ReadResourceAsync(
            new ReadResourceRequest { Type = ProgramClient.ThingType, Name = "theirs", Parent = client.StackUrn, Id = id, Properties = new() }).ResponseAsync);
        Assert.That(bench.Errors, Is.Empty);
        bench.Cloud.BeforeLook = (what, _, _) => what == "diff" ? throw new InvalidOperationException("asked for a diff") : Task.CompletedTask;

        Assert.That((await bench.RunAsync(OperationKind.Refresh)).Changes, Is.EqualTo(new Dictionary<string, int> { ["same"] = 2 }));
        bench.Cloud.Uses = 7;
        var result = await bench.RunAsync(OperationKind.Refresh);
        Assert.That(bench.Errors, Is.Empty);
        Assert.That(result.Changes, Is.EqualTo(new Dictionary<string, int> { ["same"] = 1, ["update"] = 1 }));
    }

    [Test]
    public async Task Forgets_the_old_half_of_a_replacement_that_is_gone_and_what_needs_the_new_half_goes_on_needing_it()
    {
        using var bench = new Workbench();
        Func<string, Func<ProgramClient, Task>> program = key => async client =>
        {
            var made = await client.ThingAsync("a", [("key", Text(key))]);
            await client.ThingAsync("b", dependsOn: [made]);
        };
        await bench.UpAsync(program("1"));
        var old = (await bench.FindAsync("a"))!.Id;
        bench.Cloud.Before = (verb, _, _) => verb == "delete" ? throw new InvalidOperationException("not now") : Task.CompletedTask;
        Assert.That((await bench.UpAsync(program("2"))).Succeeded, Is.False);
        bench.Cloud.Before = (_, _, _) => Task.CompletedTask;
        bench.Cloud.Remove(old);
        bench.TakeCalls();

        Assert.That((await bench.RunAsync(OperationKind.Refresh)).Succeeded, Is.True, string.Join('\n', bench.Errors));
        Assert.That((await bench.ResourcesAsync()).Where(state => state.Delete), Is.Empty);
        Assert.That((await bench.FindAsync("b"))!.Dependencies, Is.EqualTo(new[] { Urn("a") }));
        Assert.That((await bench.UpAsync(program("2"))).HasChanges, Is.False);
        Assert.That(bench.TakeCalls(), Is.Empty);
    }

    [Test]
    public async Task Of_a_stack_that_is_not_there_says_so()
    {
        using var bench = new Workbench();
        await Assert.ThatAsync(() => bench.RunAsync(OperationKind.Refresh), Throws.TypeOf<EngineException>().With.Message.EqualTo("no stack named 'dev' found"));
    }
}
