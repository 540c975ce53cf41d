using E3.Infra.Config;
using E3.Infra.Hosts;
using E3.Infra.Overlays.WireGuard;
using E3.Tests;
using FsCheck;
using FsCheck.Fluent;

namespace E3.Infra.Tests.Overlays;

public class WireGuardAddressTests
{
    private static readonly Arbitrary<RegionCount[]> Fleets =
        (from slugs in Gen.SubListOf(KnownRegions.Slugs.AsEnumerable())
         from counts in Gen.ArrayOf(Gen.Choose(0, SettingsReader.MostHostsInARegion), slugs.Count)
         select slugs.Zip(counts, (slug, count) => new RegionCount(slug, count)).ToArray()).ToArbitrary();

    [Test]
    public void No_two_hosts_share_an_address() => Prop.ForAll(Fleets, fleet =>
        Addresses(fleet).Values.Distinct().Count() == fleet.Sum(region => region.Count)).ShouldHold();

    [Test]
    public void No_host_is_renumbered_when_others_come_or_go() => Prop.ForAll(Fleets, Fleets, (before, after) =>
    {
        var (old, young) = (Addresses(before), Addresses(after));
        return old.Keys.Intersect(young.Keys).All(host => old[host] == young[host]);
    }).ShouldHold();

    [Test]
    public void Places_of_regions_never_change() => Assert.That(
        KnownRegions.Slugs,
        Is.EqualTo(new[] { "nyc1", "nyc2", "nyc3", "ams2", "ams3", "sfo1", "sfo2", "sfo3", "sgp1", "lon1", "fra1", "tor1", "blr1", "syd1", "atl1" }),
        "append to this list only: the place of a region is part of its hosts' addresses");

    [Test]
    public void An_address_says_where_the_host_is() =>
        Assert.That(WireGuardAddress.Of(new Placement("local-ams3-2", "ams3", 2, 7)).ToString(), Is.EqualTo("10.213.5.2"));

    private static Dictionary<string, string> Addresses(RegionCount[] fleet) =>
        Placement.Of("s", fleet).ToDictionary(host => host.Name, host => WireGuardAddress.Of(host).ToString());
}
