using E3.Engine.Events;
using E3.Engine.Tests.Support;
using Pulumirpc;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

/// <summary>Look-ups of what something else manages, and what becomes of a name that goes from one to the other.</summary>
public sealed class ReadTests
{
    private Workbench _bench = null!;

    [SetUp]
    public async Task SetUp()
    {
        _bench = new Workbench();
        await _bench.UpAsync(program => program.ThingAsync("a", [("value", Text("1"))]));
        _bench.TakeCalls();
    }

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task What_was_managed_and_is_now_looked_up_by_its_id_is_let_go_of()
    {
        var id = (await _bench.FindAsync("a"))!.Id;
        await _bench.UpAsync(program => ReadAsync(program, id));
        Assert.That(_bench.Errors, Is.Empty);
        Assert.That((await _bench.FindAsync("a"))!.External, Is.True);
        await _bench.RunAsync(OperationKind.Destroy);
        Assert.That(_bench.TakeCalls(), Is.Empty);
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_was_managed_under_the_name_of_another_that_is_looked_up_is_deleted()
    {
        _bench.Cloud.Things["by-hand"] = ("", E3.Engine.Properties.PropertyMap.Empty);
        await _bench.UpAsync(program => ReadAsync(program, "by-hand"));
        Assert.That(_bench.Errors, Is.Empty);
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete a" }));
        Assert.That((await _bench.FindAsync("a"))!.Id, Is.EqualTo("by-hand"));
    }

    [Test]
    public async Task What_was_looked_up_and_is_now_to_be_managed_is_made_anew()
    {
        _bench.Cloud.Things["by-hand"] = ("", E3.Engine.Properties.PropertyMap.Empty);
        await _bench.UpAsync(program => ReadAsync(program, "by-hand", "b"));
        _bench.TakeCalls();
        await _bench.UpAsync(program => program.ThingAsync("b"));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create b" }));
        Assert.That(_bench.Cloud.Things.ContainsKey("by-hand"), Is.True);
    }

    [Test]
    public async Task What_does_not_exist_fails_the_run_by_its_id()
    {
        var result = await _bench.UpAsync(program => ReadAsync(program, "nothing", "b"));
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("'nothing'"));
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_has_no_id_is_not_looked_up()
    {
        var result = await _bench.UpAsync(program => program.Monitor.ReadResourceAsync(
            new ReadResourceRequest { Type = ProgramClient.ThingType, Name = "theirs", Parent = program.StackUrn, Properties = new() }).ResponseAsync);
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("an id is needed to read 'theirs' (memory:index:Thing), and the program gave none"));
    }

    [Test]
    public async Task A_look_up_counts_when_it_finds_something_else_than_before_and_a_default_provider_never()
    {
        _bench.Cloud.Things["by-hand"] = ("", E3.Engine.Properties.PropertyMap.Empty);
        Task Program(ProgramClient program) => ReadAsync(program, "by-hand", "b");
        Dictionary<string, int> nothing = new() { ["same"] = 1 };

        Assert.That((await _bench.UpAsync(Program)).Changes, Is.EqualTo(new Dictionary<string, int>(nothing) { ["delete"] = 1 }));
        Assert.That((await _bench.UpAsync(Program)).Changes, Is.EqualTo(nothing));
        _bench.Cloud.Things["by-hand"] = ("", E3.Engine.Properties.PropertyMap.Empty.With("value", Text("by hand")));
        Assert.That((await _bench.UpAsync(Program)).Changes, Is.EqualTo(new Dictionary<string, int>(nothing) { ["read"] = 1 }));
    }

    [TestCase(">=3.100.0 <4.0.0", true)]
    [TestCase("<3.0.0 || >=3.200.0", true)]
    [TestCase(">=4.0.0", false)]
    [TestCase(">=3.5.0 !3.259.0", false)]
    public async Task A_program_may_ask_for_a_version_of_Pulumi(string range, bool given)
    {
        var result = await _bench.UpAsync(async program =>
        {
            await program.ThingAsync("a", [("value", Text("1"))]);
            await program.Engine.RequirePulumiVersionAsync(new RequirePulumiVersionRequest { PulumiVersionRange = range });
        });
        Assert.That(result.Succeeded, Is.EqualTo(given));
        Assert.That(_bench.Events.OfType<DiagnosticEvent>().Any(message => message.Message.Contains(range, StringComparison.Ordinal)), Is.EqualTo(!given));
    }

    private static async Task ReadAsync(ProgramClient program, string id, string name = "a") =>
        await program.Monitor.ReadResourceAsync(new ReadResourceRequest { Type = ProgramClient.ThingType, Name = name, Id = id, Parent = program.StackUrn });
}
