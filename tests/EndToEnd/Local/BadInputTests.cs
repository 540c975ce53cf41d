using System.Globalization;
using E3.EndToEnd.Workspaces;
using E3.LocalCloud.Control;
using E3.LocalCloud.Hosts;

namespace E3.EndToEnd.Local;

/// <summary>A mistake of the user's is one clear message, an exit code that is not zero, and nothing changed.</summary>
[RequiresMachine]
[CancelAfter(240_000)]
internal sealed class BadInputTests
{
    [Test]
    public async Task Every_mistake_in_the_settings_is_named_and_nothing_changes(CancellationToken cancel)
    {
        await using var workspace = await Workspace.CreateAsync(
            cancel, ("sgp1: 1", "sgp9: 1\n    lon1: -1\n    fra1: three"), ("e3:repeats: 3", "e3:repeat: 3"), ("- wireguard", "- wiregard"));

        var up = await workspace.E3Async(cancel, "up", "--yes", "--non-interactive");

        foreach (var named in new[] { "e3:regions.sgp9 is not a region", "e3:regions.lon1 is \"-1\"", "e3:regions.fra1 is \"three\"", "did you mean repeats", "wiregard is not an overlay" })
            ShouldSay(up, named);
        if (File.Exists(workspace.Checkpoint))
            Assert.That((await StackState.ReadAsync(workspace, cancel)).Ids("digitalocean:index/droplet:Droplet"), Is.Empty);
    }

    [Test]
    public async Task Broken_YAML_is_named_with_its_file(CancellationToken cancel)
    {
        await using var workspace = await Workspace.CreateAsync(cancel, ("  e3:repeats: 3", "  e3:repeats: [3"));

        ShouldSay(await workspace.E3Async(cancel, "up", "--yes", "--non-interactive"), "Pulumi.local.yaml");
        Assert.That(File.Exists(workspace.Checkpoint), Is.False);
    }

    [Test]
    public async Task A_taken_port_names_who_has_it(CancellationToken cancel)
    {
        await using var workspace = await Workspace.CreateAsync(cancel);
        using var squatter = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, workspace.Port);
        squatter.Start();

        var up = await workspace.E3Async(cancel, "up", "--yes", "--non-interactive");

        ShouldSay(up, $"{workspace.Port}");
        Assert.That(up.All, Does.Contain($"{Environment.ProcessId}"), "the holder's pid");
        Assert.That(File.Exists(workspace.Checkpoint), Is.False);
    }

    [Test]
    public async Task A_missing_wireguard_go_is_named_before_anything_is_made(CancellationToken cancel)
    {
        await using var workspace = await Workspace.CreateAsync(cancel);
        // Every program of the machine but that one.
        var programs = Directory.CreateDirectory(Path.Combine(workspace.Folder, "programs")).FullName;
        await Shell.RunAsync($"IFS=:; for folder in $PATH; do ln -sf \"$folder\"/* '{programs}'/; done; rm -f '{programs}/wireguard-go'", cancel);

        var up = await workspace.E3Async(cancel, ["env", $"PATH={programs}"], "up", "--yes", "--non-interactive");

        ShouldSay(up, "apt-get install wireguard-go");
        Assert.That(File.Exists(workspace.Checkpoint), Is.False);
        Assert.That(Directory.Exists(Path.Combine(workspace.Folder, ".e3/cloud")), Is.False, "a cloud was started");
    }

    [Test]
    public async Task Not_root_says_so(CancellationToken cancel)
    {
        await using var workspace = await Workspace.CreateAsync(cancel);
        await Shell.RunAsync($"chown -R nobody '{workspace.Folder}'", cancel);

        var up = await workspace.E3Async(
            cancel, ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"], "up", "--yes", "--non-interactive");

        ShouldSay(up, "root");
        Assert.That(File.Exists(workspace.Checkpoint), Is.False);
    }

    [Test]
    public async Task A_state_cut_in_half_and_a_wrong_passphrase_are_named_and_left_alone(CancellationToken cancel)
    {
        await using var workspace = await Workspace.CreateAsync(cancel, ("nyc3: 1", "nyc3: 0"), ("sfo3: 1", "sfo3: 0"), ("sgp1: 1", "sgp1: 0"), ("rounds: 50", "rounds: 2"));
        var first = await workspace.E3Async(cancel, "up", "--yes", "--non-interactive");
        Assert.That(first.ExitCode, Is.Zero, first.All);
        var whole = await File.ReadAllTextAsync(workspace.Checkpoint, cancel);

        await ShouldStayAsync(workspace.Checkpoint, whole[..(whole.Length / 2)], "local.json");
        await ShouldStayAsync(Path.Combine(workspace.Folder, ".e3/passphrase"), "not this one\n", "passphrase");

        Assert.That(await File.ReadAllTextAsync(workspace.Checkpoint, cancel), Is.EqualTo(whole));
        var destroy = await workspace.E3Async(cancel, "destroy", "--yes", "--non-interactive");
        Assert.That(destroy.ExitCode, Is.Zero, destroy.All);

        async Task ShouldStayAsync(string file, string wrong, string named)
        {
            var right = await File.ReadAllTextAsync(file, cancel);
            await File.WriteAllTextAsync(file, wrong, cancel);
            ShouldSay(await workspace.E3Async(cancel, "up", "--yes", "--non-interactive"), named);
            Assert.That(await File.ReadAllTextAsync(file, cancel), Is.EqualTo(wrong));
            await File.WriteAllTextAsync(file, right, cancel);
        }
    }

    [Test]
    public async Task No_host_at_all_is_no_mistake(CancellationToken cancel)
    {
        await using var workspace = await Workspace.CreateAsync(
            cancel, ("ams3: 1", "ams3: 0"), ("nyc3: 1", "nyc3: 0"), ("sfo3: 1", "sfo3: 0"), ("sgp1: 1", "sgp1: 0"));

        var up = await workspace.E3Async(cancel, "up", "--yes", "--non-interactive");

        Assert.That(up.ExitCode, Is.Zero, up.All);
        var destroy = await workspace.E3Async(cancel, "destroy", "--yes", "--non-interactive");
        Assert.That(destroy.ExitCode, Is.Zero, destroy.All);
    }

    [Test]
    public async Task A_host_that_cannot_be_reached_is_named_within_30_seconds(CancellationToken cancel)
    {
        await using var workspace = await Workspace.CreateAsync(
            cancel, ("sfo3: 1", "sfo3: 0"), ("sgp1: 1", "sgp1: 0"), ("rounds: 50", "rounds: 2"), ("e3:repeats: 3", "e3:repeats: 1"), ("    - wireguard\n", ""));
        var up = await workspace.E3Async(cancel, "up", "--yes", "--non-interactive");
        Assert.That(up.ExitCode, Is.Zero, up.All);
        var droplet = (await StackState.ReadAsync(workspace, cancel)).Ids("digitalocean:index/droplet:Droplet").Single(host => host.Key.EndsWith("nyc3-1", StringComparison.Ordinal));
        // A machine that hangs: its kernel still takes connections, and nobody answers.
        foreach (var process in Leftovers.HostProcesses(new HostFolder(Path.Combine(workspace.Folder, ".e3/cloud"), long.Parse(droplet.Value, CultureInfo.InvariantCulture)).Path))
            Linux.Signal(process, Stop);

        var bench = await workspace.E3Async(cancel, "bench", "--non-interactive");

        ShouldSay(bench, "local-nyc3-1");
        Assert.That(bench.Took, Is.LessThan(TimeSpan.FromSeconds(30)), bench.All);
        var destroy = await workspace.E3Async(cancel, "destroy", "--yes", "--non-interactive");
        Assert.That(destroy.ExitCode, Is.Zero, destroy.All);
    }

    [Test]
    public async Task A_party_that_crashes_and_one_that_never_answers_are_named(CancellationToken cancel)
    {
        var mpyc = Path.Combine(Repository.Root, "tests/Benchmarks.Tests/Mpyc/Dummy");
        await using var workspace = await Workspace.CreateAsync(
            cancel, ("sfo3: 1", "sfo3: 0"), ("sgp1: 1", "sgp1: 0"), ("e3:repeats: 3", $"e3:repeats: 1\n  e3:mpyc: {mpyc}"), ("    - wireguard\n", ""),
            ("    - program: floor\n      rounds: 50\n      bytes: 64\n", ""), ("secretsanta.py", "behave.py\n      deadline: 3"), ("[3]", "[crash]"));

        var crash = await workspace.E3Async(cancel, "up", "--yes", "--non-interactive");
        ShouldSay(crash, "party 1 on local-nyc3-1 ended with exit code 1");
        Assert.That(crash.All, Does.Contain("this party crashed on purpose"));

        await workspace.EditAsync(cancel, ("[crash]", "[hang]"));
        var hang = await workspace.E3Async(cancel, "up", "--yes", "--non-interactive");
        ShouldSay(hang, "no answer after 3 s");
        Assert.That(hang.All, Does.Contain("party 1 on local-nyc3-1").And.Contain("hanging here"));

        await workspace.EditAsync(cancel, ("[hang]", "[well]"));
        var well = await workspace.E3Async(cancel, "up", "--yes", "--non-interactive");
        Assert.That(well.ExitCode, Is.Zero, well.All);
    }

    private const int Stop = 19;

    private static void ShouldSay(Run run, string named)
    {
        Assert.That(run.ExitCode, Is.Not.Zero, run.All);
        Assert.That(run.All, Does.Contain(named), run.All);
        Assert.That(run.All, Does.Not.Match(@"\n\s+at [A-Z]\w+\."), "a stack trace in front of a user");
    }
}
