using System.Globalization;
using E3.LocalCloud.Control;
using E3.LocalCloud.Hosts;

namespace E3.EndToEnd.LocalCloud;

/// <summary>Whatever is killed comes back as it was, or is cleaned up without a trace.</summary>
[NonParallelizable]
[CancelAfter(300_000)]
public sealed class SurvivalTests
{
    private CloudOfHosts _cloud = null!;

    private static CancellationToken Cancel => TestContext.CurrentContext.CancellationToken;

    [SetUp]
    public async Task StartAsync()
    {
        await CloudOfHosts.DemandMachineAsync();
        _cloud = new CloudOfHosts();
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_cloud is not null)
            await _cloud.DisposeAsync();
    }

    [Test]
    public async Task A_killed_emulator_and_a_killed_host_are_back_by_themselves()
    {
        var (health, one, two) = await TwoHostsAsync();
        var key = await one.RunAsync("echo kept > /root/file; cat /etc/ssh/ssh_host_ed25519_key.pub");

        Linux.Signal(health.Emulator!.Pid, Linux.Kill);
        await CloudOfHosts.UntilAsync(async () => (await _cloud.Control.StatusAsync(Cancel))!.Emulator is { Alive: true, Restarts: 1 });
        await CloudOfHosts.UntilAsync(one.AnswersAsync);
        Assert.That(await one.PingAsync(two), Is.Not.Null);

        Linux.Signal(FirstProcess(one), Linux.Kill);
        await CloudOfHosts.UntilAsync(one.AnswersAsync);
        Assert.That(await one.RunAsync("cat /root/file /etc/ssh/ssh_host_ed25519_key.pub"), Is.EqualTo($"kept\n{key}"));
        Assert.That(await two.PingAsync(one), Is.Not.Null);
    }

    [Test]
    public async Task A_killed_server_finds_its_hosts_again_running_or_not()
    {
        var (health, one, two) = await TwoHostsAsync();
        await one.RunAsync("setsid sleep 1000 > /dev/null 2>&1 < /dev/null & echo kept > /root/file");
        await two.RunAsync("echo kept > /root/file");
        Linux.Signal(health.Pid, Linux.Kill);
        Linux.Signal(FirstProcess(two), Linux.Kill);

        health = await _cloud.StartAsync();
        Assert.That((health.Droplets, health.Running, health.Problems.Count), Is.EqualTo((2, 2, 0)));
        Assert.That(await one.RunAsync("cat /root/file; pgrep -c sleep"), Is.EqualTo("kept\n1"), "never stopped");
        Assert.That(await two.RunAsync("cat /root/file; pgrep -c sleep || true"), Is.EqualTo("kept\n0"), "started again");
        Assert.That(await one.PingAsync(two), Is.Not.Null);
    }

    [Test]
    public async Task Stop_ends_every_process_and_start_brings_the_droplets_back()
    {
        var (health, one, _) = await TwoHostsAsync();
        await one.RunAsync("echo kept > /root/file");
        await _cloud.Control.StopAsync(Cancel);
        Assert.That(await Traces.OfAsync(_cloud, health.Network), Is.EqualTo(new[] { _cloud.Control.Root }), "the state only");
        await _cloud.StartAsync();
        Assert.That(await one.RunAsync("cat /root/file"), Is.EqualTo("kept"));
    }

    [Test]
    public async Task Power_off_and_on_keep_the_disk_and_deleting_leaves_no_trace_of_a_host()
    {
        var (health, one, two) = await TwoHostsAsync();
        await one.RunAsync("echo kept > /root/file");
        await ActAsync(one, "power_off");
        Assert.That(await one.AnswersAsync(), Is.False);
        Assert.That(await two.PingAsync(one), Is.Null);
        await ActAsync(one, "power_on");
        Assert.That(await one.RunAsync("cat /root/file"), Is.EqualTo("kept"));

        await _cloud.CallAsync("DELETE", "/v2/droplets?tag_name=mpc");
        await CloudOfHosts.UntilAsync(async () => (await _cloud.Control.StatusAsync(Cancel))!.Removing == 0);
        await _cloud.Control.StopAsync(Cancel);
        Assert.That(await Traces.OfAsync(_cloud, health.Network), Is.EqualTo(new[] { _cloud.Control.Root }));
        Assert.That(Directory.EnumerateFileSystemEntries(Path.Combine(_cloud.Control.Root, "hosts")), Is.Empty);
    }

    [Test]
    public async Task When_everything_was_killed_reclaim_leaves_nothing()
    {
        Assert.That(await Traces.OfAsync(_cloud, null), Is.Empty);
        var (health, one, two) = await TwoHostsAsync();
        await one.RunAsync("ip link add d0 type dummy; setsid sleep 1000 > /dev/null 2>&1 < /dev/null &");
        Assert.That(await Traces.OfAsync(_cloud, health.Network), Is.Not.Empty);
        Linux.Signal(health.Pid, Linux.Kill);
        Linux.Signal(health.Emulator!.Pid, Linux.Kill);
        Linux.Signal(FirstProcess(two), Linux.Kill);

        Assert.That(_cloud.Control.FindLeftovers(), Has.Property(nameof(Reclaimed.Any)).True);
        var reclaimed = await _cloud.Control.ReclaimAsync(Cancel);
        Assert.That(reclaimed.Namespaces, Is.EqualTo(2));
        Assert.That(await Traces.OfAsync(_cloud, health.Network), Is.Empty);
        Assert.That((await _cloud.Control.ReclaimAsync(Cancel)).Any, Is.False, "nothing the second time");
    }

    [Test]
    public async Task Nobody_takes_the_addresses_of_a_cloud_that_was_killed()
    {
        var (health, one, _) = await TwoHostsAsync();
        Linux.Signal(health.Pid, Linux.Kill);
        Linux.Signal(health.Emulator!.Pid, Linux.Kill);
        await using var other = new CloudOfHosts();
        Assert.That((await other.StartAsync()).Network, Is.Not.EqualTo(health.Network));
        Assert.That((await _cloud.StartAsync()).Network, Is.EqualTo(health.Network));
        Assert.That(await one.AnswersAsync(), Is.True);
    }

    [Test]
    public async Task Two_clouds_at_once_do_not_meet()
    {
        await using var other = new CloudOfHosts();
        var both = await Task.WhenAll(_cloud.StartAsync(), other.StartAsync());
        Assert.That(both[0].Network, Is.Not.EqualTo(both[1].Network));
        await _cloud.AddKeyAsync();
        await other.AddKeyAsync();
        var mine = (await _cloud.DropletsAsync("ams3-1"))["ams3-1"];
        var theirs = (await other.DropletsAsync("ams3-1"))["ams3-1"];
        Assert.That(await mine.PingAsync(theirs), Is.Null);
        await other.Control.ReclaimAsync(Cancel);
        Assert.That(await mine.AnswersAsync(), Is.True);
    }

    private async Task<(CloudHealth Health, Host One, Host Two)> TwoHostsAsync()
    {
        var health = await _cloud.StartAsync();
        await _cloud.AddKeyAsync();
        var hosts = await _cloud.DropletsAsync("ams3-1", "nyc3-1");
        return (health, hosts["ams3-1"], hosts["nyc3-1"]);
    }

    private int FirstProcess(Host host) => int.Parse(
        File.ReadAllText(Path.Combine(_cloud.Control.Root, "hosts", $"{host.Id}", "init")).Split(' ')[0], CultureInfo.InvariantCulture);

    private async Task ActAsync(Host host, string type)
    {
        var action = (await _cloud.CallAsync("POST", $"/v2/droplets/{host.Id}/actions", $$"""{"type":"{{type}}"}"""))["action"]!["id"]!.GetValue<long>();
        await CloudOfHosts.UntilAsync(async () =>
            (await _cloud.CallAsync("GET", $"/v2/actions/{action}"))["action"]!["status"]!.GetValue<string>() == "completed");
    }
}
