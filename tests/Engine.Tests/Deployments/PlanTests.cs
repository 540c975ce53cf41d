using System.Text.Json;
using E3.Engine.Tests.Support;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

/// <summary>An update that is held to what a preview found.</summary>
public sealed class PlanTests
{
    private Workbench _bench = null!;
    private string _file = "";

    [SetUp]
    public async Task SetUp()
    {
        _bench = new Workbench();
        _file = Path.Combine(_bench.Folder, "plan.json");
        _bench.Config["proj:size"] = new ConfigValue("3", Secret: false, IsObject: false);
        _bench.Config["proj:token"] = new ConfigValue("hush-hush", Secret: true, IsObject: false);
        await _bench.UpAsync(Program());
        _bench.TakeCalls();
    }

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task Does_what_was_planned()
    {
        await PlanAsync(Program(value: "2", key: "2", solo: "2", secret: "other", fresh: true, gone: false));
        var result = await _bench.UpAsync(Program(value: "2", key: "2", solo: "2", secret: "other", fresh: true, gone: false), Held);
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Has.Member("create fresh").And.Member("delete gone").And.Member("delete replaced").And.Member("update follows"));
    }

    [Test]
    public async Task Is_written_in_the_official_shape_without_a_secret_in_clear()
    {
        await PlanAsync(Program(value: "2", fresh: true));
        var text = await File.ReadAllTextAsync(_file);
        Assert.That(text, Does.Not.Contain("hush-hush").And.Not.Contain("pass-phrase"));
        using var plan = JsonDocument.Parse(text);
        Assert.That(plan.RootElement.EnumerateObject().Select(entry => entry.Name), Is.EqualTo(new[] { "manifest", "config", "resourcePlans", "secrets_providers" }));
        Assert.That(plan.RootElement.GetProperty("config").GetProperty("proj:token").TryGetProperty("secure", out _), Is.True);
        var changes = plan.RootElement.GetProperty("resourcePlans").GetProperty(Urn("changes"));
        Assert.That(changes.GetProperty("steps").EnumerateArray().Select(step => step.GetString()), Is.EqualTo(new[] { "update" }));
        Assert.That(changes.GetProperty("goal").GetProperty("inputDiff").GetProperty("updates").GetProperty("value").GetString(), Is.EqualTo("2"));
        Assert.That(changes.GetProperty("goal").GetProperty("type").GetString(), Is.EqualTo(ProgramClient.ThingType));
    }

    [TestCase("value", "'value'")]
    [TestCase("key", "'key'")]
    [TestCase("fresh", "the plan has nothing for it")]
    [TestCase("gone", "nothing is deleted")]
    [TestCase("protect", "protect")]
    [TestCase("output", "outputs")]
    public async Task Refuses_what_was_not(string changed, string expected)
    {
        await PlanAsync(Program());
        var result = await _bench.UpAsync(
            Program(
                value: changed == "value" ? "2" : "1", key: changed == "key" ? "2" : "1", fresh: changed == "fresh", gone: changed != "gone",
                protect: changed == "protect", output: changed == "output" ? "2" : "1"),
            Held);
        Assert.That(result.Succeeded, Is.False);
        Assert.That(string.Join('\n', _bench.Errors), Does.Contain("plan").And.Contains(expected));
        Assert.That(_bench.TakeCalls(), Is.Empty);
    }

    [Test]
    public async Task Refuses_another_value_than_the_planned_one_and_the_lack_of_a_planned_step()
    {
        await PlanAsync(Program(value: "2", fresh: true));
        Assert.That((await _bench.UpAsync(Program(value: "2"), Held)).Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains(Urn("fresh")).And.Contains("not done"));
        Assert.That(_bench.TakeCalls(), Is.Empty, "that is found before 'changes' is touched");
        Assert.That((await _bench.UpAsync(Program(value: "3", fresh: true), Held)).Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains(Urn("changes")));
    }

    [Test]
    public async Task May_do_less_than_was_planned()
    {
        await PlanAsync(Program(value: "2"));
        await _bench.UpAsync(Program(value: "2"));
        _bench.TakeCalls();
        var result = await _bench.UpAsync(Program(value: "2"), Held);
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.Empty, "somebody has done it already");
    }

    [Test]
    public async Task Takes_no_notice_of_the_look_before_it()
    {
        await _bench.RunAsync(OperationKind.Preview, Program(value: "2"), request => request with { SavePlanFile = _file, Refresh = true });
        Assert.That(await File.ReadAllTextAsync(_file), Does.Not.Contain("refresh"), "the official command would not know what to do with it");
        var result = await _bench.UpAsync(Program(value: "2"), request => Held(request) with { Refresh = true });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
    }

    [Test]
    public async Task Of_another_stack_is_refused()
    {
        await PlanAsync(Program());
        Assert.That(() => _bench.UpAsync(Program(), request => Held(request) with { Stack = "other" }), Throws.TypeOf<EngineException>().With.Message.Contains("'other'").And.Message.Contains("urn:pulumi:dev::"));
    }

    [TestCase("proj:size")]
    [TestCase("proj:token")]
    public async Task Does_not_begin_when_a_setting_has_changed(string key)
    {
        await PlanAsync(Program());
        _bench.Config[key] = _bench.Config[key] with { Value = "4" };
        Assert.That(() => _bench.UpAsync(Program(), Held), Throws.TypeOf<EngineException>().With.Message.Contains(key).And.Message.Not.Contains("hush"));
    }

    [TestCase(null, "there is no plan")]
    [TestCase("nonsense", "is not an update plan")]
    public async Task That_cannot_be_read_is_named(string? content, string expected)
    {
        if (content is not null)
            await File.WriteAllTextAsync(_file, content);
        Assert.That(() => _bench.UpAsync(Program(), Held), Throws.TypeOf<EngineException>().With.Message.Contains(expected).And.Message.Contains(_file));
    }

    private OperationRequest Held(OperationRequest request) => request with { PlanFile = _file };

    private async Task PlanAsync(Func<ProgramClient, Task> program)
    {
        var result = await _bench.RunAsync(OperationKind.Preview, program, request => request with { SavePlanFile = _file });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
    }

    private static Func<ProgramClient, Task> Program(
        string value = "1", string key = "1", string solo = "1", string secret = "pass-phrase", bool fresh = false, bool gone = true, bool protect = false, string output = "1") =>
        async program =>
        {
            await program.ThingAsync("changes", [("value", Text(value)), ("password", Secret(secret))], more: request => request.Protect = protect);
            var replaced = await program.ThingAsync("replaced", [("key", Text(key)), ("solo", Text(solo))]);
            await program.ThingAsync("follows", from: [("value", replaced, "address")]);
            if (fresh)
                await program.ThingAsync("fresh");
            if (gone)
                await program.ThingAsync("gone");
            await program.OutputsAsync(program.StackUrn, ("address", replaced["address"]), ("said", Text(output)));
        };
}
