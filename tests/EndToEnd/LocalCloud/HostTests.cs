using E3.LocalCloud.Wan;

namespace E3.EndToEnd.LocalCloud;

/// <summary>Four droplets in four regions, seen as their owner sees them.</summary>
[NonParallelizable]
[CancelAfter(240_000)]
public sealed class HostTests
{
    private static readonly string[] Names = ["ams3-1", "nyc3-1", "sfo3-1", "sgp1-1"];
    private CloudOfHosts _cloud = null!;
    private Dictionary<string, Host> _hosts = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        await CloudOfHosts.DemandMachineAsync();
        _cloud = new CloudOfHosts();
        Directory.CreateDirectory(_cloud.OperatorFolder);
        await File.WriteAllTextAsync(Path.Combine(_cloud.OperatorFolder, "passphrase"), "canary");
        await _cloud.StartAsync();
        await _cloud.AddKeyAsync();
        _hosts = await _cloud.DropletsAsync(Names);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_cloud is not null)
            await _cloud.DisposeAsync();
    }

    [Test]
    public async Task Each_has_a_name_a_host_key_and_processes_of_its_own()
    {
        var keys = new HashSet<string>();
        foreach (var host in _hosts.Values)
        {
            Assert.That(await host.RunAsync("hostname; cat /etc/hostname; id -u"), Is.EqualTo($"{host.Name}\n{host.Name}\n0"));
            Assert.That(keys.Add(await host.RunAsync("cat /etc/ssh/ssh_host_ed25519_key.pub")), Is.True);
            Assert.That(await host.RunAsync("ps -e -o comm= | sort -u | tr '\\n' ' '"), Does.Not.Contain("dotnet"));
            Assert.That(await host.RunAsync("ip -br addr show eth0"), Does.Contain(host.Address));
        }

        Assert.That(await _hosts["ams3-1"].RunAsync("command -v dotnet python3 nft wg sftp | wc -l"), Is.EqualTo("5"));
    }

    [Test]
    public async Task Writes_stay_in_the_host_that_made_them()
    {
        await _hosts["ams3-1"].RunAsync("echo mine > /opt/only-here && rm /etc/debian_version");
        Assert.That(await _hosts["nyc3-1"].RunAsync("test ! -e /opt/only-here && test -e /etc/debian_version && echo so"), Is.EqualTo("so"));
        Assert.That(File.Exists("/opt/only-here"), Is.False);
        Assert.That(File.Exists("/etc/debian_version"), Is.True);
    }

    [Test]
    public async Task Nothing_of_the_operator_is_in_sight()
    {
        var host = _hosts["sfo3-1"];
        Assert.That(File.Exists(Path.Combine(_cloud.OperatorFolder, "passphrase")), Is.True);
        Assert.That(await host.RunAsync($"find {_cloud.OperatorFolder} /home /root"), Is.EqualTo(
            $"{_cloud.OperatorFolder}\n/home\n/root\n/root/.ssh\n/root/.ssh/authorized_keys"));
        Assert.That(await host.RunAsync("cat /proc/1/environ | tr '\\0' '\\n' | cut -d= -f1 | sort -u"), Does.Not.Contain("PULUMI"));
        Assert.That(await host.RunAsync("cut -d: -f2 /etc/shadow | sort -u"), Is.EqualTo("*"));
        Assert.That(await host.RunAsync("mknod /root/vda b 254 0 2>/dev/null || echo refused"), Is.EqualTo("refused"));
    }

    [Test]
    public async Task Hosts_are_as_far_from_each_other_as_their_regions()
    {
        var profile = LatencyProfile.Load("digitalocean");
        foreach (var (from, to) in new[] { ("ams3-1", "nyc3-1"), ("sfo3-1", "sgp1-1"), ("sgp1-1", "ams3-1") })
        {
            var expected = profile.RoundTrip(from[..4], to[..4]).TotalMilliseconds;
            Assert.That(await _hosts[from].PingAsync(_hosts[to]), Is.EqualTo(expected).Within(5), $"{from} to {to}");
        }
    }

    [Test]
    public async Task A_process_that_loses_its_parent_is_reaped() => Assert.That(
        await _hosts["nyc3-1"].RunAsync("(setsid true &) ; sleep 0.3; ps -e -o stat= | grep -c Z || true"), Is.EqualTo("0"));
}
