namespace E3.Deploy.Tests.Clouds;

/// <summary>Operations that touch only some resources, or all but some.</summary>
public class ChosenResourcesTests
{
    private const string Domain = "**domain:Domain::domain";

    [Test]
    public async Task Targets_alone_are_touched_and_what_depends_on_them_when_asked_for()
    {
        await using var zone = await ZoneRun.OpenAsync();
        await zone.SucceedsAsync("up --yes");
        zone.Program("more other-address");

        await zone.SucceedsAsync("up --yes --target **::ftp");
        Assert.That(zone.Live, Is.EqualTo(ZoneRun.First.Append("ftp.example.test 198.51.100.4").Order(StringComparer.Ordinal)), "neither 'fresh' nor another address");
        zone.Program("more other-address moved");
        await zone.FailsAsync($"destroy --yes --target {Domain}");
        Assert.That(zone.Output, Does.Contain("depends on it and is not among the targets. Add it, or ask for dependents too."));
        await zone.SucceedsAsync($"up --yes --target {Domain} --target-dependents");
        Assert.That(zone.Live, Is.EqualTo(new[]
        {
            "firewall wall of mine, port 22", "ftp.other.test 198.51.100.4", "mail.other.test 198.51.100.3", "tag mine", "www.other.test 198.51.100.2",
        }));
        await zone.SucceedsAsync($"destroy --yes --target {Domain} --target-dependents");
        Assert.That(zone.Live, Is.EqualTo(new[] { "firewall wall of mine, port 22", "tag mine" }));

        await zone.FailsAsync("up --yes --target **::nothing");
        Assert.That(zone.Output, Does.Contain("no resource of the stack fits the target '**::nothing'"));
        await zone.FailsAsync("up --yes --target **::ftp --exclude **::www");
        Assert.That(zone.Error, Does.Contain("targets and excludes cannot be given together"));
    }

    [Test]
    public async Task What_is_excluded_stays_and_what_depends_on_it_when_asked_for()
    {
        await using var zone = await ZoneRun.OpenAsync();
        zone.Program("no-mail");
        await zone.SucceedsAsync("up --yes --exclude **::wall");
        Assert.That(zone.Live, Is.EqualTo(new[] { "tag mine", "www.example.test 198.51.100.1" }));
        zone.Program("");
        await zone.SucceedsAsync("up --yes");
        zone.Program("other-address no-mail more");

        await zone.SucceedsAsync($"up --yes --exclude **::mail --exclude **::www");
        Assert.That(zone.Live, Is.EqualTo(ZoneRun.First.Concat(["ftp.example.test 198.51.100.4", "tag fresh"]).Order(StringComparer.Ordinal)));
        zone.Program("other-address more moved");
        await zone.SucceedsAsync($"up --yes --exclude {Domain} --exclude-dependents");
        Assert.That(zone.Live, Has.Member("www.example.test 198.51.100.1").And.Member("ftp.example.test 198.51.100.4"), "all of the domain is as it was");

        await zone.SucceedsAsync("destroy --yes --exclude **::www");
        Assert.That(zone.Live, Is.EqualTo(new[] { "www.example.test 198.51.100.1" }), "with the domain that it needs");
        await zone.FailsAsync("preview --exclude **::nothing");
        Assert.That(zone.Output, Does.Contain("no resource of the stack fits the target '**::nothing'"));
    }

    [Test]
    public async Task Something_new_that_depends_on_something_new_that_is_excluded_is_refused()
    {
        await using var zone = await ZoneRun.OpenAsync();

        await zone.FailsAsync($"up --yes --exclude {Domain}");

        Assert.That(zone.Output, Does.Contain($"depends on {ZoneRun.Prefix}digitalocean:index/domain:Domain::domain, which does not exist and is excluded: exclude both or none"));
        await zone.SucceedsAsync($"up --yes --exclude {Domain} --exclude-dependents");
        Assert.That(zone.Live, Is.EqualTo(new[] { "firewall wall of mine, port 22", "tag mine" }));
        await zone.SucceedsAsync("up --yes");
        Assert.That(zone.Live, Is.EqualTo(ZoneRun.First));
    }
}
