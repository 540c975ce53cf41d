namespace E3.Infra.Tests.Program;

internal sealed class SoftwareTests : ProgramTests
{
    private const string Two = """{"ams3":1,"nyc3":1}""";

    [Test]
    public async Task Without_a_word_about_software_nothing_is_put_on_the_hosts()
    {
        var run = await RunAsync(Two);

        Assert.That(run.Resources.Keys, Has.None.StartsWith("colmena").And.None.StartsWith("software").And.None.EqualTo("hive"));
    }

    [Test]
    public async Task Whatever_is_done_on_a_host_waits_for_its_software()
    {
        var run = await RunAsync(Two, ("software", "script"), ("overlays", new[] { "direct", "wireguard" }));

        Assert.That(run.ExitCode, Is.Zero, () => string.Join('\n', run.Errors));
        foreach (var host in new[] { "local-ams3-1", "local-nyc3-1" })
        {
            Assert.That(run[$"wireguard-{host}-identity"].Dependencies, Has.One.EndsWith($"::software-{host}"));
            Assert.That(run["direct-floor"].Dependencies, Has.One.EndsWith($"::software-{host}"));
            Assert.That(run[$"software-{host}"].Dependencies, Has.One.EndsWith($"::{host}-ready"));
        }
    }

    [Test]
    public async Task The_script_that_is_here_installs_what_a_host_runs()
    {
        var run = await RunAsync(Two, ("software", "script"));

        Assert.That(run.Input("software-local-ams3-1", "create").StringValue, Is.EqualTo("sh"));
        Assert.That(run.Input("software-local-ams3-1", "stdin").StringValue, Does.Contain("wireguard-tools").And.Contain("python3"));
    }

    [Test]
    public async Task A_script_or_a_flake_that_is_not_there_is_told_before_anything_is_declared()
    {
        var script = await RunAsync(Two, ("software", "script"), ("softwareScript", "no-such.sh"));
        var flake = await RunAsync(Two, ("software", "colmena"));

        Assert.That(script.Errors.Single(), Does.Contain("e3:softwareScript is \"no-such.sh\", but there is no file"));
        Assert.That(flake.Errors.Single(), Does.Contain("e3:software: colmena needs the flake beside Pulumi.yaml").And.Contain("has no flake.nix and no flake.lock and no nix"));
    }
}
