using E3.Engine.Tests.Support;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests;

public sealed class UpdateTests
{
    private Workbench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task Creates_then_leaves_alone_then_updates_then_deletes()
    {
        var created = await _bench.UpAsync(async program =>
        {
            var made = await program.ThingAsync("a", [("value", Text("1"))]);
            await program.OutputsAsync(program.StackUrn, ("address", made["address"]));
        });
        Assert.That(created.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(created.Changes, Is.EqualTo(new Dictionary<string, int> { ["create"] = 2 }));
        Assert.That(created.Outputs!["address"], Is.EqualTo(Text("address-of-id-1")));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create a" }));
        Assert.That(File.Exists(_bench.JournalPath), Is.False);

        var before = await File.ReadAllBytesAsync(_bench.StatePath);
        var same = await _bench.UpAsync(async program =>
        {
            var made = await program.ThingAsync("a", [("value", Text("1"))]);
            await program.OutputsAsync(program.StackUrn, ("address", made["address"]));
        });
        Assert.That(same.Changes, Is.EqualTo(new Dictionary<string, int> { ["same"] = 2 }));
        Assert.That(same.HasChanges, Is.False);
        Assert.That(await File.ReadAllBytesAsync(_bench.StatePath), Is.EqualTo(before), "nothing changed, nothing written");

        var updated = await _bench.UpAsync(async program => await program.ThingAsync("a", [("value", Text("2"))]));
        Assert.That(updated.Changes["update"], Is.EqualTo(1));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "update a" }));
        Assert.That((await _bench.FindAsync("a"))!.Inputs["value"], Is.EqualTo(Text("2")));

        var deleted = await _bench.UpAsync(_ => Task.CompletedTask);
        Assert.That(deleted.Changes["delete"], Is.EqualTo(1), "a default provider does not count");
        Assert.That(_bench.Cloud.Things, Is.Empty);
    }
}
