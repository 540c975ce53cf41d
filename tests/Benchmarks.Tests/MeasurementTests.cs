using E3.Benchmarks.Jobs;

namespace E3.Benchmarks.Tests;

public class MeasurementTests
{
    private static RunRequest Request { get; } = new()
    {
        Overlay = "direct",
        Job = new Job { Name = "floor", Kind = JobKind.Floor },
        Parties = [new PartyHost("a", "ams3", new SshAccess("198.18.0.2", 22, "root", "ssh-ed25519 AAAA", "one key"))],
        Links = [new Link("a", "b", "198.18.0.3")],
    };

    private static string Trigger => Measurement.TriggerOf(Request);

    [Test]
    public void A_measurement_is_taken_again_when_what_is_measured_changes()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Measurement.TriggerOf(Request with { Job = Request.Job with { Rounds = 51 } }), Is.Not.EqualTo(Trigger));
            Assert.That(Measurement.TriggerOf(Request with { Links = [Request.Links[0] with { Address = "10.0.0.3" }] }), Is.Not.EqualTo(Trigger));
            Assert.That(Measurement.TriggerOf(Request with { Parties = [Request.Parties[0] with { Region = "nyc3" }] }), Is.Not.EqualTo(Trigger));
            Assert.That(Measurement.TriggerOf(Request with { Repeats = 4 }), Is.Not.EqualTo(Trigger));
            Assert.That(Measurement.TriggerOf(Request with { Profile = "lan" }), Is.Not.EqualTo(Trigger));
        }
    }

    [Test]
    public void A_measurement_is_taken_again_when_the_users_own_program_changes()
    {
        var root = Directory.CreateTempSubdirectory("e3-mpyc-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(root, "mpyc"));
            File.WriteAllText(Path.Combine(root, "mpyc", "runtime.py"), "");
            var script = Path.Combine(root, "mine.py");
            File.WriteAllText(script, "print(1)");
            var request = Request with
            {
                Job = new Job { Name = "mine", Kind = JobKind.Mpyc, Program = script, Mpyc = new MpycSource(MpycKind.Path, root) },
            };
            var before = Measurement.TriggerOf(request);

            File.WriteAllText(script, "print(2)");

            Assert.That(Measurement.TriggerOf(request), Is.Not.EqualTo(before));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Test]
    public void A_measurement_stands_when_only_the_operators_key_changes()
    {
        var party = Request.Parties[0];
        Assert.That(Measurement.TriggerOf(Request with { Parties = [party with { Ssh = party.Ssh with { PrivateKey = "another key" } }] }), Is.EqualTo(Trigger));
    }
}
