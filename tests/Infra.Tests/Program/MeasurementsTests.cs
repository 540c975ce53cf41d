using System.Text.Json;

namespace E3.Infra.Tests.Program;

internal sealed class MeasurementsTests : ProgramTests
{
    private static readonly object[] TwoJobs =
    [
        new { program = "floor", rounds = 7, bytes = 16 },
        new { program = "mpyc", script = "secretsanta.py", arguments = new[] { 3 } },
    ];

    [Test]
    public async Task Every_job_runs_over_every_overlay()
    {
        var run = await RunAsync("""{"ams3":1,"nyc3":1}""", ("jobs", TwoJobs));

        Assert.That(run.ExitCode, Is.Zero, () => string.Join('\n', run.Errors));
        Assert.That(
            run.Names("command:local:Command").Where(name => name != "operator-key"),
            Is.EqualTo(new[] { "direct-floor", "direct-secretsanta", "wireguard-floor", "wireguard-secretsanta" }));
    }

    [Test]
    public async Task No_two_share_the_machine()
    {
        var run = await RunAsync("""{"ams3":1,"nyc3":1}""", ("jobs", TwoJobs));
        string[] order = ["direct-floor", "direct-secretsanta", "wireguard-floor", "wireguard-secretsanta"];

        foreach (var (before, after) in order.Zip(order.Skip(1)))
        {
            Assert.That(run[after].Dependencies, Has.Some.EndsWith("::" + before), after);
        }
    }

    [Test]
    public async Task A_measurement_waits_for_the_firewall_and_for_every_overlay_so_that_none_comes_up_meanwhile()
    {
        var run = await RunAsync("""{"ams3":1,"nyc3":1}""");

        Assert.That(run["wireguard-floor"].Dependencies, Has.Some.EndsWith("::firewall"));
        Assert.That(run["wireguard-floor"].Dependencies, Has.Some.EndsWith("::wireguard-local-ams3-1-joined").And.Some.EndsWith("::wireguard-local-nyc3-1-joined"));
        Assert.That(run["direct-floor"].Dependencies, Has.Some.EndsWith("::wireguard-local-ams3-1-joined"));
        Assert.That(run["direct-floor"].Dependencies, Has.Some.EndsWith("::local-ams3-1-awake").And.Some.EndsWith("::local-nyc3-1-awake"));
    }

    [Test]
    public async Task The_runner_is_told_what_to_measure_and_between_whom()
    {
        var checkout = Directory.CreateTempSubdirectory("e3-mpyc-").FullName;
        Directory.CreateDirectory(Path.Combine(checkout, "mpyc"));
        await File.WriteAllTextAsync(Path.Combine(checkout, "mpyc", "runtime.py"), "");
        Directory.CreateDirectory(Path.Combine(checkout, "demos"));
        await File.WriteAllTextAsync(Path.Combine(checkout, "demos", "secretsanta.py"), "");

        var run = await RunAsync("""{"ams3":1,"nyc3":1}""", ("jobs", TwoJobs), ("repeats", "5"), ("mpyc", checkout), ("witness", "http://127.0.0.1:8790"));
        Directory.Delete(checkout, recursive: true);
        var floor = JsonDocument.Parse(run.Input("wireguard-floor", "stdin").StringValue).RootElement;
        var mpyc = JsonDocument.Parse(run.Input("direct-secretsanta", "stdin").StringValue).RootElement;

        Assert.Multiple(() =>
        {
            Assert.That(Run.IsSecret(run["wireguard-floor"].Object.Fields["stdin"]));
            Assert.That(floor.GetProperty("overlay").GetString(), Is.EqualTo("wireguard"));
            Assert.That(floor.GetProperty("repeats").GetInt32(), Is.EqualTo(5));
            Assert.That(floor.GetProperty("witness").GetString(), Does.StartWith("http://127.0.0.1:8790"));
            Assert.That(floor.GetProperty("job").GetProperty("rounds").GetInt32(), Is.EqualTo(7));
            Assert.That(floor.GetProperty("job").GetProperty("bytes").GetInt32(), Is.EqualTo(16));
            Assert.That(floor.GetProperty("parties").EnumerateArray().Select(party => party.GetProperty("name").GetString()), Is.EqualTo(new[] { "local-ams3-1", "local-nyc3-1" }));
            Assert.That(floor.GetProperty("parties")[1].GetProperty("ssh").GetProperty("host").GetString(), Is.EqualTo("address-of-local-nyc3-1"));
            Assert.That(floor.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("address").GetString()), Is.EqualTo(new[] { "10.213.3.1", "10.213.5.1" }));
            Assert.That(mpyc.GetProperty("job").GetProperty("program").GetString(), Is.EqualTo("secretsanta.py"));
            Assert.That(mpyc.GetProperty("job").GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()), Is.EqualTo(new[] { "3" }));
            Assert.That(mpyc.GetProperty("job").GetProperty("mpyc").GetProperty("path").GetString(), Is.EqualTo(checkout));
            Assert.That(mpyc.GetProperty("links")[0].GetProperty("address").GetString(), Is.EqualTo("address-of-local-nyc3-1"));
        });
    }

    [TestCase("/nowhere/mpyc", "e3:mpyc is /nowhere/mpyc, and there is no such folder")]
    [TestCase("system", "there is no MPyC program secretsanta.py")]
    public async Task What_a_job_names_and_is_not_there_is_a_mistake_before_anything_is_declared(string mpyc, string named)
    {
        var run = await RunAsync("""{"ams3":1}""", ("jobs", TwoJobs), ("mpyc", mpyc));

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Errors, Has.Some.Contains(named).And.Some.Contains("Pulumi.local.yaml has a mistake; nothing was changed"));
        Assert.That(run.Resources, Is.Empty);
    }

    [Test]
    public async Task Results_are_outputs_one_can_look_into()
    {
        var run = await RunAsync("""{"ams3":1,"nyc3":1}""");
        var results = run.Outputs!.Fields["measurements"].ListValue.Values.Select(result => result.StructValue.Fields).ToList();

        Assert.That(results.Select(result => result["job"].StringValue), Is.EqualTo(new[] { "direct-floor", "wireguard-floor" }));
        Assert.That(results[0]["medianSeconds"].NumberValue, Is.EqualTo(1.5));
        Assert.That(results[0]["valid"].BoolValue, Is.True);
        Assert.That(results[0]["matrix"].ListValue.Values[0].StructValue.Fields["rttMs"].NumberValue, Is.EqualTo(2));
    }

    [Test]
    public async Task Without_hosts_there_is_nothing_to_measure()
    {
        var run = await RunAsync("""{"ams3":0}""");

        Assert.That(run.Names("command:local:Command"), Is.EqualTo(new[] { "operator-key" }));
        Assert.That(run.Outputs!.Fields["measurements"].ListValue.Values, Is.Empty);
    }
}
