using E3.LocalCloud.Wan;

namespace E3.LocalCloud.Tests.Wan;

public class LatencyProfileTests
{
    private static readonly string[] Today = ["ams3", "nyc1", "nyc3", "sfo2", "sfo3", "sgp1", "lon1", "fra1", "tor1", "blr1"];

    [Test]
    public void DigitalOcean_has_every_pair_of_todays_regions_the_same_in_both_directions()
    {
        var profile = LatencyProfile.Load("digitalocean");

        Assert.That(profile.Regions, Is.EquivalentTo(Today));
        foreach (var a in Today)
            foreach (var b in Today)
            {
                Assert.That(profile.OneWay(a, b), Is.EqualTo(profile.OneWay(b, a)));
                Assert.That(profile.RoundTrip(a, b).TotalMilliseconds, a == b ? Is.EqualTo(0.5) : Is.InRange(1.4, 250), $"{a} {b}");
            }
    }

    [TestCase("ams3", "nyc3", 95.5)]
    [TestCase("nyc3", "sfo3", 80)]
    [TestCase("sfo3", "sgp1", 174)]
    [TestCase("nyc1", "nyc3", 1.4)]
    public void A_region_opened_later_is_as_far_as_its_neighbour(string a, string b, double milliseconds)
    {
        Assert.That(LatencyProfile.Load("digitalocean").RoundTrip(a, b), Is.EqualTo(TimeSpan.FromMilliseconds(milliseconds)));
        Assert.That(LatencyProfile.Load("digitalocean").OneWay(b, a), Is.EqualTo(TimeSpan.FromMilliseconds(milliseconds / 2)));
    }

    [Test]
    public void The_papers_wan_holds_for_any_two_regions()
    {
        var profile = LatencyProfile.Load("wan-100ms");

        Assert.That(profile.RoundTrip("here", "there"), Is.EqualTo(TimeSpan.FromMilliseconds(100)));
        Assert.That(profile.BitsPerSecond, Is.EqualTo(100_000_000));
        Assert.That(profile.RoundTrip("here", "here"), Is.LessThan(TimeSpan.FromMilliseconds(1)));
    }

    [Test]
    public void Every_shipped_profile_loads() => Assert.Multiple(() =>
    {
        Assert.That(LatencyProfile.Names, Is.EqualTo(new[] { "digitalocean", "lan", "wan-100ms" }));
        foreach (var name in LatencyProfile.Names)
            Assert.That(LatencyProfile.Load(name).Description, Is.Not.Empty);
    });

    [Test]
    public void An_unknown_region_is_told_which_there_are() => Assert.That(
        () => LatencyProfile.Load("digitalocean").OneWay("ams3", "mars1"),
        Throws.TypeOf<LatencyProfileException>().With.Message.Contains("'mars1'").And.Message.Contains("ams3, blr1, fra1"));

    [Test]
    public void An_unknown_profile_is_told_which_there_are() => Assert.That(
        () => LatencyProfile.Load("digitalocaen"),
        Throws.TypeOf<LatencyProfileException>().With.Message.Contains("'digitalocaen'").And.Message.Contains("digitalocean, lan, wan-100ms"));

    [Test]
    public void A_path_that_is_not_there_is_named() => Assert.That(
        () => LatencyProfile.Load("./nowhere/mine.yaml"), Throws.TypeOf<LatencyProfileException>().With.Message.Contains("./nowhere/mine.yaml"));

    [Test]
    public void A_file_of_ones_own_is_as_good_as_a_name()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, "within-ms: 1\nqueue-ms: 20\nround-trip-ms: { moon: { earth: 2560 } }\nsame-as: { mare: moon }\n");
        try
        {
            var profile = LatencyProfile.Load(path);
            Assert.That(profile.OneWay("earth", "mare"), Is.EqualTo(TimeSpan.FromMilliseconds(1280)));
            Assert.That(profile.RoundTrip("moon", "mare"), Is.EqualTo(profile.Within));
            Assert.That((profile.BitsPerSecond, profile.Queue), Is.EqualTo(((long?)null, TimeSpan.FromMilliseconds(20))));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestCase("round-trip-ms: 5", "'within-ms' is missing")]
    [TestCase("within-ms: 1", "'round-trip-ms' is missing")]
    [TestCase("within-ms: 1\nround-trip: 5", "line 2: unknown key 'round-trip'; known are description, round-trip-ms")]
    [TestCase("within-ms: -1\nround-trip-ms: 5", "line 1: '-1' is not a number from 0 to 60000")]
    [TestCase("within-ms: NaN\nround-trip-ms: 5", "'NaN' is not a number")]
    [TestCase("within-ms: 1\nrate-mbit: 0\nround-trip-ms: 5", "line 2: '0' is not a number")]
    [TestCase("within-ms: 1\nround-trip-ms: { a: { b: fast } }", "'fast' is not a number")]
    [TestCase("within-ms: 1\nround-trip-ms: { a: { b: 1 }, b: { a: 2 } }", "the pair b, a is given twice")]
    [TestCase("within-ms: 1\nround-trip-ms: { a: { a: 1 } }", "given by within-ms")]
    [TestCase("within-ms: 1\nround-trip-ms: { a: { b: 1, c: 2 } }", "no round trip for b-c")]
    [TestCase("within-ms: 1\nround-trip-ms: { }", "names no region")]
    [TestCase("within-ms: 1\nround-trip-ms: { a: 5 }", "a mapping of regions belongs here")]
    [TestCase("within-ms: 1\nround-trip-ms: { a: { b: 1 } }\nsame-as: { c: d }", "'c' cannot be the same as 'd'")]
    [TestCase("within-ms: 1\nround-trip-ms: 5\nsame-as: { c: d }", "same-as says nothing")]
    [TestCase("within-ms: {", "not YAML")]
    [TestCase("just words", "is not one mapping")]
    [TestCase("", "is not one mapping")]
    public void A_mistake_is_named_with_its_place(string yaml, string expected) => Assert.That(
        () => ProfileFile.Parse("mine.yaml", yaml), Throws.TypeOf<LatencyProfileException>().With.Message.Contains(expected).And.Message.Contains("mine.yaml"));
}
