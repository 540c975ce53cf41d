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
    public async Task NixOS_is_installed_on_a_droplet_once_and_Colmena_goes_on_from_there()
    {
        using var flake = new FlakeBesideTheProgram();
        var run = await RunAsync(
            Two, ("software", "nixos-anywhere"), ("overlays", new[] { "direct", "wireguard" }), ("devices", """{"pi":{"address":"192.0.2.9","kind":"raspberry-pi"}}"""));

        Assert.That(run.ExitCode, Is.Zero, () => string.Join('\n', run.Errors));
        Assert.That(run.Resources.Keys.Where(name => name.StartsWith("nixos-", StringComparison.Ordinal)), Is.EquivalentTo(new[] { "nixos-local-ams3-1", "nixos-local-nyc3-1" }), "a device is somebody's own");
        Assert.That(run["nixos-local-ams3-1"].Dependencies, Has.One.EndsWith("::local-ams3-1-ready").And.One.EndsWith("::hive"));
        Assert.That(run["colmena-local-ams3-1"].Dependencies, Has.One.EndsWith("::nixos-local-ams3-1"));
        Assert.That(run["wireguard-local-ams3-1-identity"].Dependencies, Has.One.EndsWith("::colmena-local-ams3-1"));
        Assert.That(run.Input("nixos-local-ams3-1", "triggers").ListValue.Values.Select(value => value.StringValue), Is.EqualTo(new[] { "local-ams3-1-id" }));
        Assert.That(run.Input("nixos-local-ams3-1", "update").StringValue, Does.Not.Contain("nixos-anywhere"));
        Assert.That(run.Input("hive", "stdin").StringValue, Does.Contain("\"kind\": \"installed-droplet\"").And.Contain("\"kind\": \"raspberry-pi\""));
        Assert.That(run["local-ams3-1"].IgnoreChanges, Is.EqualTo(new[] { "image" }), "another image is for other droplets");
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

    /// <summary>A flake where the program looks for one, as long as the test needs it.</summary>
    private sealed class FlakeBesideTheProgram : IDisposable
    {
        private readonly string _root = Directory.GetParent(Environment.CurrentDirectory)!.FullName;

        public FlakeBesideTheProgram()
        {
            Directory.CreateDirectory(Path.Combine(_root, "nix"));
            foreach (var file in new[] { "flake.nix", "flake.lock", "nix/base.nix" })
                File.WriteAllText(Path.Combine(_root, file), "{ }");
        }

        public void Dispose()
        {
            Directory.Delete(Path.Combine(_root, "nix"), recursive: true);
            File.Delete(Path.Combine(_root, "flake.nix"));
            File.Delete(Path.Combine(_root, "flake.lock"));
        }
    }
}
