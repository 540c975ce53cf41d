using E3.Infra.Config;
using E3.Infra.Hosts;

namespace E3.Infra.Tests.Hosts;

public class PlacementTests
{
    private static readonly RegionCount[] Four = [new("ams3", 1), new("nyc3", 2), new("sfo3", 0), new("sgp1", 1)];

    [Test]
    public void Hosts_are_named_by_stack_region_and_number_and_numbered_through_as_parties() =>
        Assert.That(Placement.Of("local", Four), Is.EqualTo(new[]
        {
            new Placement("local-ams3-1", "ams3", 1, 0),
            new("local-nyc3-1", "nyc3", 1, 1),
            new("local-nyc3-2", "nyc3", 2, 2),
            new("local-sgp1-1", "sgp1", 1, 3),
        }));

    [Test]
    public void Another_region_renames_nobody()
    {
        var before = Placement.Of("local", Four).Select(host => host.Name);
        var after = Placement.Of("local", [new("ams3", 1), new("lon1", 3), .. Four[1..]]).Select(host => host.Name);

        Assert.That(after.Except(before), Is.EqualTo(new[] { "local-lon1-1", "local-lon1-2", "local-lon1-3" }));
        Assert.That(before.Except(after), Is.Empty);
    }

    [Test]
    public void A_lower_count_removes_the_last_ones() => Assert.That(
        Placement.Of("local", Four).Select(host => host.Name).Except(Placement.Of("local", [new("ams3", 1), new("nyc3", 1), new("sgp1", 1)]).Select(host => host.Name)),
        Is.EqualTo(new[] { "local-nyc3-2" }));

    [Test]
    public void A_stack_name_becomes_a_valid_host_name() =>
        Assert.That(Placement.Of("my_stack", [new("ams3", 1)])[0].Name, Is.EqualTo("my-stack-ams3-1"));

    [Test]
    public void No_regions_no_hosts() => Assert.That(Placement.Of("local", []), Is.Empty);
}
