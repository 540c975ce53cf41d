using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using E3.LocalCloud.Wan;

namespace E3.EndToEnd.Wan;

[RequiresMachine]
[NonParallelizable]
[CancelAfter(60_000)]
public class WanTests
{
    // Far above what the emulator errs (0.1 ms), below what would hide a wrong pair: a busy machine must not fail this.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(3);
    private static readonly string[] FourRegions = ["ams3", "nyc3", "sfo3", "sgp1"];

    [Test]
    public async Task Every_pair_is_as_far_as_the_profile_says(CancellationToken cancel)
    {
        await using var lab = await WanLab.CreateAsync("digitalocean", FourRegions, cancel);
        var profile = LatencyProfile.Load("digitalocean");

        var pairs = lab.Hosts.SelectMany(from => lab.Hosts.Where(to => to != from).Select(to => (From: from, To: to))).ToList();
        var times = await Task.WhenAll(pairs.Select(pair => Traffic.RoundTripAsync(pair.From, pair.To, cancel)));
        foreach (var ((from, to), time) in pairs.Zip(times))
            Assert.That(time, Is.EqualTo(profile.RoundTrip(from.Region, to.Region)).Within(Tolerance), $"{from.Region} {to.Region}");
        var report = await lab.Client.ReportAsync(null, cancel);
        Assert.That((report.Hosts, report.Drops), Is.EqualTo((4, new WanDrops(0, 0, 0, 0))));
    }

    [Test]
    public async Task Streams_pass_whole_in_large_packets(CancellationToken cancel)
    {
        await using var lab = await WanLab.CreateAsync("digitalocean", ["ams3", "lon1"], cancel);

        var (_, intact) = await Traffic.TransferAsync(lab.Hosts[0], lab.Hosts[1], 32 * 1024 * 1024, cancel);
        var (_, intactBack) = await Traffic.TransferAsync(lab.Hosts[1], lab.Hosts[0], 8 * 1024 * 1024, cancel);

        Assert.That((intact, intactBack), Is.EqualTo((true, true)));
        var report = await lab.Client.ReportAsync(null, cancel);
        Assert.That(report.Bytes / report.Packets, Is.GreaterThan(1500), "acknowledgements included, more than an MTU a packet: segmentation is left to the receiver");
    }

    [Test]
    public async Task A_host_has_windows_for_long_distances_and_no_IPv6_on_its_interface(CancellationToken cancel)
    {
        await using var lab = await WanLab.CreateAsync("lan", ["a"], cancel);
        var host = lab.Hosts[0].Name;

        Assert.Multiple(async () =>
        {
            Assert.That(await WanLab.IpAsync("netns", "exec", host, "cat", "/proc/sys/net/ipv4/tcp_rmem"), Does.EndWith("\t33554432\n"));
            Assert.That(await WanLab.IpAsync("netns", "exec", host, "cat", "/proc/sys/net/ipv4/tcp_wmem"), Does.EndWith("\t33554432\n"));
            Assert.That(await WanLab.IpAsync("-n", host, "-6", "address", "show", "dev", "eth0"), Is.Empty);
            Assert.That(await WanLab.IpAsync("-n", host, "link", "show", "dev", "eth0"), Does.Contain("mtu 1500").And.Contain("qlen 4096"));
        });
    }

    [Test]
    public async Task A_link_is_as_fast_as_the_profile_says(CancellationToken cancel)
    {
        await using var lab = await WanLab.CreateAsync("wan-100ms", ["here", "there"], cancel);

        var (time, intact) = await Traffic.TransferAsync(lab.Hosts[0], lab.Hosts[1], 5_000_000, cancel);

        Assert.That(intact);
        Assert.That(time, Is.GreaterThan(TimeSpan.FromMilliseconds(400 + 50)), "40 Mbit at 100 Mbit/s, and the way");
    }

    [Test]
    public async Task The_profile_can_change_while_hosts_are_up_unless_one_has_no_place_in_it(CancellationToken cancel)
    {
        await using var lab = await WanLab.CreateAsync("lan", ["ams3", "mars1"], cancel);
        Assert.That(await Traffic.RoundTripAsync(lab.Hosts[0], lab.Hosts[1], cancel), Is.LessThan(Tolerance));

        await lab.Client.SetProfileAsync("wan-100ms", cancel);
        Assert.That(
            await Traffic.RoundTripAsync(lab.Hosts[0], lab.Hosts[1], cancel), Is.EqualTo(TimeSpan.FromMilliseconds(100)).Within(Tolerance));

        Assert.That(
            () => lab.Client.SetProfileAsync("digitalocean", cancel), Throws.TypeOf<WanException>().With.Message.Contains("'mars1'"));
        Assert.That((await lab.Client.PingAsync(cancel)).Profile, Is.EqualTo("wan-100ms"));
    }

    [Test]
    public async Task The_operator_is_next_to_every_host(CancellationToken cancel)
    {
        await using var lab = await WanLab.CreateAsync("digitalocean", ["sgp1"], cancel);
        var door = new WanOperator(WanLab.Operator, IPAddress.Parse("198.19.240.1"), 24);
        await lab.Client.AddOperatorAsync(door, cancel);
        await lab.Client.AddOperatorAsync(door, cancel);

        using var here = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        here.Bind(new IPEndPoint(door.Address, 0));
        using var there = WanLab.Socket(lab.Hosts[0], SocketType.Dgram);

        Assert.That(await Traffic.RoundTripAsync(here, there, cancel), Is.LessThan(Tolerance));
    }

    [Test]
    public async Task A_packet_for_nobody_is_dropped_and_counted(CancellationToken cancel)
    {
        await using var lab = await WanLab.CreateAsync("lan", ["a", "b"], cancel);
        var mark = (await lab.Client.ReportAsync(null, cancel)).Mark;

        using var socket = WanLab.Socket(lab.Hosts[0], SocketType.Dgram);
        await socket.SendToAsync("anyone?"u8.ToArray(), new IPEndPoint(IPAddress.Parse("198.19.240.200"), 9), cancel);
        // What comes back from b was sent after it.
        await Traffic.RoundTripAsync(lab.Hosts[0], lab.Hosts[1], cancel);

        var report = await lab.Client.ReportAsync(mark, cancel);
        Assert.That(report.Drops, Is.EqualTo(new WanDrops(1, 0, 0, 0)));
        Assert.That(report.Packets, Is.Positive);
    }

    [Test]
    public async Task A_killed_emulator_leaves_no_interface(CancellationToken cancel)
    {
        await using var lab = await WanLab.CreateAsync("lan", ["a", "b"], cancel);
        await lab.Client.AddOperatorAsync(new WanOperator(WanLab.Operator, IPAddress.Parse("198.19.240.1"), 24), cancel);
        Assert.That(await WanLab.InterfacesAsync(lab.Hosts[0]), Does.Contain("eth0"));
        Assert.That(await WanLab.InterfacesAsync(), Does.Contain(WanLab.Operator));

        using (var process = Process.GetProcessById(lab.Process.Pid))
            process.Kill();
        await lab.Process.Exited.WaitAsync(cancel);

        Assert.That(await WanLab.InterfacesAsync(), Does.Not.Contain(WanLab.Operator));
        foreach (var host in lab.Hosts)
            Assert.That(await WanLab.InterfacesAsync(host), Is.EqualTo(new[] { "lo" }));
    }

    [Test]
    public async Task A_deleted_namespace_is_noticed_and_its_host_can_come_back(CancellationToken cancel)
    {
        await using var lab = await WanLab.CreateAsync("lan", ["a", "b", "c"], cancel);
        var gone = lab.Hosts[2];
        await WanLab.IpAsync("netns", "del", gone.Name);
        while ((await lab.Client.PingAsync(cancel)).Lost is not [var lost] || lost != gone.Name)
            await Task.Delay(10, cancel);
        Assert.That(await Traffic.RoundTripAsync(lab.Hosts[0], lab.Hosts[1], cancel), Is.LessThan(Tolerance), "the others go on");

        await WanLab.IpAsync("netns", "add", gone.Name);
        await lab.Client.AddHostAsync(gone, cancel);
        Assert.That(await Traffic.RoundTripAsync(lab.Hosts[0], gone, cancel), Is.LessThan(Tolerance));
        Assert.That((await lab.Client.PingAsync(cancel)).Lost, Is.Empty);
    }

    [Test]
    public async Task A_host_is_added_once_and_removed_once(CancellationToken cancel)
    {
        await using var lab = await WanLab.CreateAsync("lan", ["a", "b"], cancel);
        var (a, b) = (lab.Hosts[0], lab.Hosts[1]);
        await lab.Client.AddHostAsync(a, cancel);
        Assert.That(() => lab.Client.AddHostAsync(a with { Region = "z" }, cancel), Throws.TypeOf<WanException>().With.Message.Contains("already"));
        Assert.That(
            () => lab.Client.AddHostAsync(b with { Name = "thief" }, cancel), Throws.TypeOf<WanException>().With.Message.Contains($"belongs to {b.Name}"));

        await lab.Client.RemoveHostAsync(a.Name, cancel);
        await lab.Client.RemoveHostAsync(a.Name, cancel);
        Assert.That(await WanLab.InterfacesAsync(a), Is.EqualTo(new[] { "lo" }));

        await lab.Client.AddHostAsync(a, cancel);
        Assert.That(await Traffic.RoundTripAsync(a, b, cancel), Is.LessThan(Tolerance));
    }

    [Test]
    public async Task A_namespace_that_is_not_there_is_named_and_nothing_is_left(CancellationToken cancel)
    {
        await using var lab = await WanLab.CreateAsync("lan", [], cancel);
        var host = new WanHost("h", "a", "/run/netns/e3-nowhere", IPAddress.Parse("198.19.240.2"), 24);

        Assert.That(() => lab.Client.AddHostAsync(host, cancel), Throws.TypeOf<WanException>().With.Message.Contains("/run/netns/e3-nowhere"));
        Assert.That(await WanLab.InterfacesAsync(), Has.None.StartsWith("e3w"));
        Assert.That((await lab.Client.PingAsync(cancel)).Hosts, Is.Zero);
    }
}
