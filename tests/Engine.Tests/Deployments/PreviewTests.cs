using E3.Engine.Events;
using E3.Engine.Properties;
using E3.Engine.Tests.Support;
using Pulumirpc;
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
        Assert.That(result.Changes, Is.EqualTo(new Dictionary<string, int> { ["create"] = 1, ["delete"] = 1, ["replace"] = 1, ["same"] = 2, ["update"] = 1 }));
        Assert.That(address, Is.EqualTo(PropertyValue.Unknown.Value));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        Assert.That(Files(), Is.EqualTo(before));
        var update = _bench.Events.OfType<ResourcePreEvent>().Single(step => step.Metadata.Op == "update");
        Assert.That(update.Metadata.DetailedDiff!.Keys, Is.EqualTo(new[] { "value" }));
        Assert.That(update.Planning, Is.True);
    }

    /// <summary>The engine offers to wait (invokeDependsOn), so the SDKs leave it to it (pkg/resource/deploy/resourcetracker).</summary>
    [Test]
    public async Task Calls_no_function_that_depends_on_what_is_yet_to_be_created()
    {
        var unknown = new List<string>();
        Func<ProgramClient, Task> program = async client =>
        {
            unknown.Clear();
            var group = await client.ComponentAsync("group");
            var inner = await client.ComponentAsync("inner", group.Urn);
            var made = await client.ThingAsync("made", more: request => request.Parent = inner.Urn);
            var empty = await client.ComponentAsync("empty");
            foreach (var (name, urn) in new[] { ("resource", made.Urn), ("component", group.Urn), ("empty", empty.Urn), ("nothing", "") })
            {
                var request = new ResourceInvokeRequest { Tok = "memory:index:look", Args = new() };
                if (urn.Length > 0)
                    request.DependsOn.Add(urn);
                if ((await client.Monitor.InvokeAsync(request)).Unknown)
                    unknown.Add(name);
            }
        };
        Assert.That((await _bench.RunAsync(OperationKind.Preview, program)).Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(unknown, Is.EqualTo(new[] { "resource", "component" }));
        await _bench.UpAsync(program);
        Assert.That(_bench.Errors.Concat(unknown), Is.Empty);
        await _bench.RunAsync(OperationKind.Preview, program);
        Assert.That(_bench.Errors.Concat(unknown), Is.Empty, "it is there now");
    }

    [Test]
    public async Task A_function_that_depends_on_a_component_waits_for_what_is_being_registered_in_it()
    {
        var isUnknown = false;
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        _bench.Cloud.BeforeLook = async (what, name, _) =>
        {
            if ((what, name) == ("check", "slow"))
            {
                entered.SetResult();
                await leave.Task;
            }
        };
        await _bench.RunAsync(OperationKind.Preview, async client =>
        {
            var group = await client.ComponentAsync("group");
            var slow = client.ThingAsync("slow", more: request => request.Parent = group.Urn);
            await entered.Task;
            var called = client.Monitor.InvokeAsync(new ResourceInvokeRequest { Tok = "memory:index:look", Args = new(), DependsOn = { group.Urn } }).ResponseAsync;
            leave.SetResult();
            isUnknown = (await called).Unknown;
            await slow;
        });
        Assert.That(_bench.Errors, Is.Empty);
        Assert.That(isUnknown, Is.True);
    }

    [Test]
    public async Task Of_a_stack_that_is_not_there_makes_none()
    {
        var result = await _bench.RunAsync(OperationKind.Preview, program => program.ThingAsync("a"));
        Assert.That(result.Changes["create"], Is.EqualTo(2));
        Assert.That(Directory.EnumerateFileSystemEntries(_bench.Folder), Is.Empty);
    }

    /// <summary>https://github.com/pulumi/pulumi/issues/16806</summary>
    [Test]
    public async Task Says_what_the_update_then_does()
    {
        await _bench.UpAsync(program => MainAsync(program, "1"));
        var preview = await _bench.RunAsync(OperationKind.Preview, program => MainAsync(program, "2"));
        var planned = Steps();
        var update = await _bench.UpAsync(program => MainAsync(program, "2"));
        Assert.That(update.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(Steps(), Is.EqualTo(planned));
        Assert.That(update.Changes, Is.EqualTo(preview.Changes));
        Assert.That(planned.Select(step => step.Op).Distinct(), Is.SupersetOf(new[] { "create", "update", "replace", "delete", "delete-replaced", "same", "import", "read" }));

        (string Op, string Urn)[] Steps() => [.. _bench.Events.OfType<ResourcePreEvent>().Select(step => (step.Metadata.Op, step.Metadata.Urn)).Order()];

        async Task MainAsync(ProgramClient program, string version)
        {
            var changes = await program.ThingAsync("changes", [("value", Text(version))]);
            var replaced = await program.ThingAsync("replaced", [("key", Text(version))]);
            var first = await program.ThingAsync("gone-first", [("solo", Text(version))]);
            await program.ThingAsync("follows", from: [("value", replaced, "address")]);
            await program.ThingAsync("goes-along", from: [("key", first, "address")]);
            await program.ThingAsync("stays", dependsOn: [changes]);
            await program.ThingAsync(version == "1" ? "goes" : "comes");
            if (version == "1")
                return;
            _bench.Cloud.Things["by-hand"] = ("", PropertyMap.Empty);
            await program.ThingAsync("taken-over", more: request => request.ImportId = "by-hand");
            await program.Monitor.ReadResourceAsync(new ReadResourceRequest { Type = ProgramClient.ThingType, Name = "seen", Id = "by-hand", Parent = program.StackUrn });
        }
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_bench.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(path => $"{path} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}")];
}
