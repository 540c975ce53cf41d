using E3.Engine.Properties;
using E3.Engine.Tests.Support;
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
        Assert.That(result.Changes, Is.EqualTo(new Dictionary<string, int> { ["delete"] = 1, ["same"] = 1, ["update"] = 1 }));
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

        Assert.That(result.Changes, Is.EqualTo(new Dictionary<string, int> { ["same"] = 1 }));
        Assert.That((await bench.FindAsync("a"))!.Outputs["uses"], Is.EqualTo(new PropertyValue.Number(3)));
    }

    [Test]
    public async Task Of_a_stack_that_is_not_there_says_so()
    {
        using var bench = new Workbench();
        await Assert.ThatAsync(() => bench.RunAsync(OperationKind.Refresh), Throws.TypeOf<EngineException>().With.Message.EqualTo("no stack named 'dev' found"));
    }
}
