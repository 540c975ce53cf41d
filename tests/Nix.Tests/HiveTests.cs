using System.Text.Json;

namespace E3.Nix.Tests;

public class HiveTests
{
    private const string Good = """
        {
          "version": 1,
          "operatorKeys": ["ssh-ed25519 AAAA operator"],
          "hosts": {
            "dev-ams3-1": { "address": "203.0.113.7", "overlays": ["direct", "wireguard"], "tags": ["ams3"] },
            "dev-sgp1-1": { "address": "203.0.113.8", "overlays": ["headscale"], "roles": ["headscale-server"] },
            "pi": { "address": "pi.example.org", "kind": "raspberry-pi", "user": "operator", "port": 2222, "overlays": [] }
          }
        }
        """;

    [Test]
    public async Task Nodes_are_the_hosts_of_the_file() => Assert.That(
        await HiveAsync(Good, "builtins.attrNames hive"), Is.EqualTo("""["dev-ams3-1","dev-sgp1-1","meta","pi"]"""));

    [Test]
    public async Task A_node_is_deployed_to_over_its_public_address() => Assert.That(
        await HiveAsync(Good, "with hive.pi.deployment; [ targetHost targetPort targetUser ]"), Is.EqualTo("""["pi.example.org",2222,"operator"]"""));

    [Test]
    public async Task A_node_has_the_modules_of_its_kind_overlays_and_roles() => Assert.That(
        await HiveAsync(Good, "map baseNameOf hive.dev-sgp1-1.imports"), Is.EqualTo("""["base.nix","mpyc.nix","droplet.nix","headscale.nix","headscale-server.nix"]"""));

    [Test]
    public async Task A_node_lets_the_operator_in() => Assert.That(
        await HiveAsync(Good, "hive.pi.users.users.root.openssh.authorizedKeys.keys"), Is.EqualTo("""["ssh-ed25519 AAAA operator"]"""));

    [Test]
    public async Task An_operator_who_is_not_root_is_there_after_a_deployment_and_can_do_the_next_one() => Assert.That(
        await HiveAsync(Good, "with builtins.elemAt hive.pi.imports 3; [ users.users.operator.openssh.authorizedKeys.keys users.users.operator.extraGroups security.sudo nix.settings.trusted-users ]"),
        Is.EqualTo("""[["ssh-ed25519 AAAA operator"],["wheel"],{"wheelNeedsPassword":false},["root","operator"]]"""));

    [Test]
    public async Task What_nixos_anywhere_installs_is_what_Colmena_keeps() => Assert.That(
        await HiveAsync(
            Good.Replace("\"tags\": [\"ams3\"]", "\"kind\": \"installed-droplet\"", StringComparison.Ordinal),
            """
            let
              installed = builtins.elemAt (outputs.lib.configurationsOf FILE).dev-ams3-1.modules 1;
              kept = removeAttrs hive.dev-ams3-1 [ "deployment" ];
            in [ (map baseNameOf installed.imports) (installed == kept) (builtins.attrNames hive.meta.specialArgs) ]
            """),
        Is.EqualTo("""[["base.nix","mpyc.nix","installed-droplet.nix","wireguard.nix"],true,["disko","nixos-wsl"]]"""));

    [Test]
    public async Task A_node_can_be_selected_by_region_kind_and_overlay() => Assert.That(
        await HiveAsync(Good, "hive.dev-ams3-1.deployment.tags"), Is.EqualTo("""["ams3","droplet","wireguard"]"""));

    [TestCase("[]", "hosts.json: it must be an object")]
    [TestCase("""{"version":2,"hosts":{}}""", "hosts.json: version must be 1")]
    [TestCase("""{"version":1}""", "hosts.json: hosts must be an object of hosts by name")]
    [TestCase("""{"version":1,"hosts":{},"operatorKeys":"ssh-ed25519"}""", "operatorKeys must be a list")]
    [TestCase("""{"version":1,"hosts":{"meta":{"address":"a"}}}""", "hosts.meta: Colmena keeps that name for itself")]
    [TestCase("""{"version":1,"hosts":{"A_b":{"address":"a"}}}""", "hosts.A_b: a host's name has lower-case letters, digits and dashes only")]
    [TestCase("""{"version":1,"hosts":{"a":{}}}""", "hosts.a.address must be a name or an IPv4 address")]
    [TestCase("""{"version":1,"hosts":{"a":{"address":"[2001:db8::1]"}}}""", "hosts.a.address must be a name or an IPv4 address")]
    [TestCase("""{"version":1,"hosts":{"a":{"address":"b","kind":"mainframe"}}}""", "hosts.a.kind must be one of droplet, installed-droplet, raspberry-pi-2, raspberry-pi, wsl")]
    [TestCase("""{"version":1,"hosts":{"a":{"address":"b","overlays":["wiregard"]}}}""", "hosts.a is to have wiregard; there are headscale-server, headscale, nebula")]
    [TestCase("""{"version":1,"hosts":{"a":{"address":"b","port":"22"}}}""", "hosts.a.port must be a whole number from 1 to 65535")]
    [TestCase("""{"version":1,"hosts":{"a":{"address":"b","user":"-o"}}}""", "hosts.a.user must be the name of a user")]
    [TestCase("""{"version":1,"hosts":{"a":{"address":"b","adress":"c"}}}""", "hosts.a has adress; there are address, kind")]
    public async Task A_hosts_file_that_is_wrong_is_told_where(string json, string message)
    {
        using var file = new HostsFile(json);
        var run = await Nix.EvaluateAsync($"(import {Nix.Root}nix/hosts.nix {file.Path}).hosts");
        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.StandardError, Does.Contain(message));
    }

    private static async Task<string> HiveAsync(string json, string expression)
    {
        using var file = new HostsFile(json);
        return JsonSerializer.Serialize(await Nix.ValueAsync($"let hive = outputs.lib.hiveOf {file.Path}; in {expression.Replace("FILE", file.Path, StringComparison.Ordinal)}"));
    }

    private sealed class HostsFile : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("e3-hosts-").FullName;

        public HostsFile(string json) => File.WriteAllText(Path, json);

        public string Path => System.IO.Path.Combine(_folder, "hosts.json");

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
