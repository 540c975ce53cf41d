using E3.Engine.Events;
using E3.Engine.Properties;
using E3.Engine.Tests.Support;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

public sealed class PreviewTests
{
    private Workbench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task Writes_and_calls_nothing_and_says_what_would_be_done()
    {
        await _bench.UpAsync(async program =>
        {
            await program.ThingAsync("stays", [("value", Text("1"))]);
            await program.ThingAsync("changes", [("value", Text("1"))]);
            await program.ThingAsync("goes");
            await program.ThingAsync("new-key", [("key", Text("1"))]);
        });
        _bench.TakeCalls();
        var before = Files();
        PropertyValue address = PropertyValue.Null.Value;
        var result = await _bench.RunAsync(OperationKind.Preview, async program =>
        {
            await program.ThingAsync("stays", [("value", Text("1"))]);
            await program.ThingAsync("changes", [("value", Text("2"))]);
            await program.ThingAsync("new-key", [("key", Text("2"))]);
            address = (await program.ThingAsync("comes"))["address"];
        });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(result.Changes, Is.EqualTo(new Dictionary<string, int> { ["create"] = 1, ["delete"] = 1, ["replace"] = 1, ["same"] = 3, ["update"] = 1 }));
        Assert.That(address, Is.EqualTo(PropertyValue.Unknown.Value));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        Assert.That(Files(), Is.EqualTo(before));
        var update = _bench.Events.OfType<ResourcePreEvent>().Single(step => step.Metadata.Op == "update");
        Assert.That(update.Metadata.DetailedDiff!.Keys, Is.EqualTo(new[] { "value" }));
        Assert.That(update.Planning, Is.True);
    }

    [Test]
    public async Task Of_a_stack_that_is_not_there_makes_none()
    {
        var result = await _bench.RunAsync(OperationKind.Preview, program => program.ThingAsync("a"));
        Assert.That(result.Changes["create"], Is.EqualTo(3));
        Assert.That(Directory.EnumerateFileSystemEntries(_bench.Folder), Is.Empty);
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_bench.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(path => $"{path} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}")];
}
