using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using E3.Infra.Exports;

namespace E3.Infra.Tests.Exports;

/// <summary>Every export read by the tool it is for.</summary>
public class ExportTests
{
    private static readonly ImmutableArray<ExportedHost> Hosts =
    [
        new("dev-ams3-1", "ams3", "203.0.113.7", 22, "root", "ssh-ed25519 AAAAC3+/x", ".e3/keys/dev/id_ed25519", "droplet", ["headscale-server"]),
        new("pi", "at-home", "pi.example.org", 2222, "me", "ssh-ed25519 AAAAC3y", "~/.ssh/id", null, []),
    ];

    [Test]
    public void Ssh_reads_the_configuration()
    {
        var config = Ask("ssh", SshConfig.Of(Hosts), file => ["-G", "-F", file, "pi"]).Split('\n');

        Assert.That(config, Does.Contain("hostname pi.example.org").And.Contain("port 2222").And.Contain("user me").And.Contain("hostkeyalias pi")
            .And.Contain("stricthostkeychecking true").And.Contain("knownhostscommand /usr/bin/env echo pi ssh-ed25519 AAAAC3y"));
        Assert.That(Ask("ssh", SshConfig.Of(Hosts), file => ["-G", "-F", file, "dev-ams3-1"]), Does.Contain("identityfile .e3/keys/dev/id_ed25519"));
    }

    [Test]
    public void Parallel_ssh_reads_the_hosts()
    {
        // Nobody listens there; that both were tried shows that both were read.
        var hosts = PsshHosts.Of([Hosts[0] with { Address = "127.0.0.1", Port = 1 }, Hosts[1] with { Address = "127.0.0.1", Port = 2 }]);
        var tried = Ask("parallel-ssh", hosts, file => ["-h", file, "-t", "5", "true"], mayFail: true);

        Assert.That(tried, Does.Contain("127.0.0.1").And.Match(@"\[1\].*\n(.*\n)*.*\[2\]"));
    }

    [Test]
    public void Ansible_reads_the_inventory()
    {
        var listed = JsonDocument.Parse(Ask("ansible-inventory", AnsibleInventory.Of(Hosts), file => ["-i", file, "--list"])).RootElement;
        var variables = listed.GetProperty("_meta").GetProperty("hostvars").GetProperty("pi");

        Assert.That(listed.GetProperty("at_home").GetProperty("hosts")[0].GetString(), Is.EqualTo("pi"));
        Assert.That(variables.GetProperty("ansible_host").GetString(), Is.EqualTo("pi.example.org"));
        Assert.That(variables.GetProperty("ansible_port").GetInt32(), Is.EqualTo(2222));
        Assert.That(variables.GetProperty("ansible_ssh_common_args").GetString(), Does.Contain("'KnownHostsCommand=/usr/bin/env echo pi ssh-ed25519 AAAAC3y'"));
    }

    [Test]
    public void The_flake_reads_the_hosts_that_run_NixOS()
    {
        var root = Path.GetFullPath(Path.Combine(TestContext.CurrentContext.TestDirectory, "../../../../.."));
        var read = Ask("nix-instantiate", ColmenaHosts.Of(Hosts, ["direct", "wireguard"], "ssh-ed25519 AAAA operator"),
            file => ["--eval", "--strict", "--json", "--expr", $"import {root}/nix/hosts.nix {file}"]);
        var hosts = JsonDocument.Parse(read).RootElement;

        Assert.That(hosts.GetProperty("operatorKeys")[0].GetString(), Is.EqualTo("ssh-ed25519 AAAA operator"));
        Assert.That(hosts.GetProperty("hosts").EnumerateObject().Single().Name, Is.EqualTo("dev-ams3-1"));
        Assert.That(hosts.GetProperty("hosts").GetProperty("dev-ams3-1").GetProperty("overlays").EnumerateArray().Select(name => name.GetString()), Is.EqualTo(new[] { "wireguard", "headscale-server" }));
    }

    [Test]
    public void Mpyc_is_told_all_parties_and_its_own_place() => Assert.That(
        MpycParties.Of([new ExportedParties("wireguard", [["localhost", "10.213.5.1"], ["10.213.128.1", "localhost"]])], Hosts),
        Is.EqualTo("""
            # On each host: python3 PROGRAM.py, followed by its line

            # over wireguard
            # dev-ams3-1
            -P localhost:11365 -P 10.213.5.1:11365 -I0
            # pi
            -P 10.213.128.1:11365 -P localhost:11365 -I1

            """));

    private static string Ask(string tool, string export, Func<string, string[]> arguments, bool mayFail = false)
    {
        var folder = Directory.CreateTempSubdirectory("e3-export-");
        var file = Path.Combine(folder.FullName, "export.json");
        File.WriteAllText(file, export);
        try
        {
            var start = new ProcessStartInfo(tool, arguments(file)) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["HOME"] = folder.FullName;
            start.Environment["NIX_CONFIG"] = "build-users-group =";
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.That(mayFail || process.ExitCode == 0, Is.True, error.Result);
            return output;
        }
        catch (System.ComponentModel.Win32Exception) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Ignore($"needs {tool}");
            throw;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
