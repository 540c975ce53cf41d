using E3.Infra.Config;

namespace E3.Infra.Tests.Config;

public class SettingsReaderTests
{
    [Test]
    public void Regions_alone_are_enough()
    {
        var settings = Given.Settings();

        Assert.Multiple(() =>
        {
            Assert.That(settings.Regions, Is.EqualTo(new[] { new RegionCount("ams3", 1) }));
            Assert.That(settings.Overlays, Is.EqualTo(Given.Overlays));
            Assert.That(settings.Jobs, Is.EqualTo(new[] { new FloorJobSettings("floor", TimeSpan.FromMinutes(5), 50, 64) }));
            Assert.That(settings.Repeats, Is.EqualTo(3));
            Assert.That(settings.ReadySeconds, Is.EqualTo(30));
            Assert.That(settings.Profile, Is.EqualTo("digitalocean"));
            Assert.That(settings.Mpyc, Is.Null);
            Assert.That(settings.Witness, Is.Null);
            Assert.That(settings.SshKeyFile, Is.Null);
            Assert.That(settings.Software, Is.EqualTo(new SoftwareSettings(SoftwareKind.None, null, 1800, 4)));
        });
    }

    [Test]
    public void Everything_that_can_be_set_is_read()
    {
        var settings = Given.Settings(
            ("regions", """{"sgp1":0,"nyc3":2,"ams3":"1"}"""),
            ("size", "s-2vcpu-4gb"),
            ("image", "12345"),
            ("overlays", """["wireguard"]"""),
            ("jobs", """[{"program":"floor","name":"long","rounds":500,"bytes":8},{"program":"mpyc","script":"demos/secretsanta.py","arguments":[3,"-x"]}]"""),
            ("repeats", "7"),
            ("profile", "lan"),
            ("mpyc", "system"),
            ("witness", "http://127.0.0.1:8790"),
            ("readySeconds", "300"),
            ("software", "script"),
            ("softwareScript", "mine.sh"),
            ("deploySeconds", "60"),
            ("deployAtOnce", "2"),
            ("sshKeyFile", "my-key"));

        Assert.Multiple(() =>
        {
            Assert.That(settings.Regions, Is.EqualTo(new[] { new RegionCount("ams3", 1), new("nyc3", 2), new("sgp1", 0) }));
            Assert.That(settings.Size, Is.EqualTo("s-2vcpu-4gb"));
            Assert.That(settings.Image, Is.EqualTo("12345"));
            Assert.That(settings.Overlays, Is.EqualTo(new[] { "wireguard" }));
            Assert.That(settings.Jobs[0], Is.EqualTo(new FloorJobSettings("long", TimeSpan.FromMinutes(5), 500, 8)));
            Assert.That(((MpycJobSettings)settings.Jobs[1]).Name, Is.EqualTo("secretsanta"));
            Assert.That(((MpycJobSettings)settings.Jobs[1]).Arguments, Is.EqualTo(new[] { "3", "-x" }));
            Assert.That(settings.Repeats, Is.EqualTo(7));
            Assert.That(settings.Profile, Is.EqualTo("lan"));
            Assert.That(settings.Mpyc, Is.EqualTo("system"));
            Assert.That(settings.Witness, Is.EqualTo(new Uri("http://127.0.0.1:8790")));
            Assert.That(settings.ReadySeconds, Is.EqualTo(300));
            Assert.That(settings.SshKeyFile, Is.EqualTo("my-key"));
            Assert.That(settings.Software, Is.EqualTo(new SoftwareSettings(SoftwareKind.Script, "mine.sh", 60, 2)));
        });
    }

    [Test]
    public void No_region_at_all_is_valid() => Assert.That(Given.Settings(("regions", "{}")).Regions, Is.Empty);

    [TestCase("regions", """{"ams3":-1}""", "e3:regions.ams3 is \"-1\"; it must be a whole number from 0 to 250")]
    [TestCase("regions", """{"ams3":"three"}""", "e3:regions.ams3 is \"three\"; it must be a whole number from 0 to 250")]
    [TestCase("regions", """{"ams3":1.5}""", "e3:regions.ams3 is \"1.5\"; it must be a whole number from 0 to 250")]
    [TestCase("regions", """{"ams3":1e2}""", "e3:regions.ams3 is \"1e2\"; it must be a whole number from 0 to 250")]
    [TestCase("regions", """{"ams3":251}""", "e3:regions.ams3 is \"251\"; it must be a whole number from 0 to 250")]
    [TestCase("regions", """{"ams3":99999999999999999999}""", "e3:regions.ams3 is \"99999999999999999999\"; it must be a whole number from 0 to 250")]
    [TestCase("regions", """{"ams3":null}""", "e3:regions.ams3 is \"null\"; it must be a whole number from 0 to 250")]
    [TestCase("regions", """{"ams3":[1]}""", "e3:regions.ams3 is \"[1]\"; it must be a whole number from 0 to 250")]
    [TestCase("regions", """{"asm3":1}""", "e3:regions.asm3 is not a region of DigitalOcean; did you mean ams3? (there are ams3, nyc3, sfo3, sgp1)")]
    [TestCase("regions", """{"mars-base":1}""", "e3:regions.mars-base is not a region of DigitalOcean (there are ams3, nyc3, sfo3, sgp1)")]
    [TestCase("regions", "ams3", "e3:regions is \"ams3\"; it must be a mapping of region to number of hosts, like { ams3: 1, nyc3: 2 }")]
    [TestCase("regions", """["ams3"]""", "e3:regions is \"[\"ams3\"]\"; it must be a mapping of region to number of hosts, like { ams3: 1, nyc3: 2 }")]
    [TestCase("overlays", "direct", "e3:overlays is \"direct\"; it must be a list with names out of direct, wireguard")]
    [TestCase("overlays", """["direct","wiregaurd"]""", "e3:overlays[1]: wiregaurd is not an overlay; did you mean wireguard? (there are direct, wireguard)")]
    [TestCase("overlays", """["direct","direct"]""", "e3:overlays: direct is there twice; once is enough")]
    [TestCase("repeats", "three", "e3:repeats is \"three\"; it must be a whole number from 1 to 1000")]
    [TestCase("repeats", "0", "e3:repeats is \"0\"; it must be a whole number from 1 to 1000")]
    [TestCase("readySeconds", "1", "e3:readySeconds is \"1\"; it must be a whole number from 5 to 3600")]
    [TestCase("size", """{"slug":"s-1vcpu-1gb"}""", "e3:size is \"{\"slug\":\"s-1vcpu-1gb\"}\"; it must be a text")]
    [TestCase("image", "", "e3:image is \"\"; it must be a text")]
    [TestCase("software", "ansible", "e3:software is \"ansible\"; it must be none, colmena or script")]
    [TestCase("softwareScript", "mine.sh", "e3:softwareScript is \"mine.sh\"; it must be left out unless e3:software is script")]
    [TestCase("deploySeconds", "0", "e3:deploySeconds is \"0\"; it must be a whole number from 10 to 86400")]
    [TestCase("witness", "localhost", "e3:witness is \"localhost\"; it must be an address like http://127.0.0.1:8790/e3/network")]
    [TestCase("witness", "file:///etc", "e3:witness is \"file:///etc\"; it must be an address like http://127.0.0.1:8790/e3/network")]
    [TestCase("overlay", "direct", "e3:overlay is not a setting; did you mean overlays? (there are regions, size, image, overlays, jobs, repeats, profile, mpyc, witness, readySeconds, sshKeyFile, devices, software, softwareScript, deploySeconds, deployAtOnce, tailnet)")]
    public void One_mistake_is_one_line(string key, string value, string line) =>
        Assert.That(Given.Mistakes((key, value)), Is.EqualTo($"Pulumi.local.yaml has a mistake; nothing was changed:\n  {line}"));

    [Test]
    public void All_mistakes_are_told_at_once() => Assert.That(
        Given.Mistakes(("regions", """{"ams3":"three","nyc4":2}"""), ("repeat", "3"), ("jobs", """[{"program":"floor","rounds":0}]""")),
        Is.EqualTo("""
            Pulumi.local.yaml has 4 mistakes; nothing was changed:
              e3:regions.ams3 is "three"; it must be a whole number from 0 to 250
              e3:regions.nyc4 is not a region of DigitalOcean; did you mean nyc3? (there are ams3, nyc3, sfo3, sgp1)
              e3:jobs[0].rounds is "0"; it must be a whole number from 1 to 1000000
              e3:repeat is not a setting; did you mean repeats? (there are regions, size, image, overlays, jobs, repeats, profile, mpyc, witness, readySeconds, sshKeyFile, devices, software, softwareScript, deploySeconds, deployAtOnce, tailnet)
            """));

    [Test]
    public void An_image_of_the_flake_goes_with_Colmena_and_with_no_script()
    {
        Assert.That(Given.Settings(("image", "nixos")).Software.Kind, Is.EqualTo(SoftwareKind.Colmena));
        Assert.That(Given.Settings(("image", "nixos"), ("software", "none")).Software.Kind, Is.EqualTo(SoftwareKind.None));
        Assert.That(Given.Mistakes(("image", "nixos"), ("software", "script")), Does.EndWith("e3:software is \"script\"; it must be none or colmena when e3:image is nixos"));
    }

    [Test]
    public void Missing_regions_are_a_mistake()
    {
        var raw = new RawSettings("Pulumi.x.yaml", [], []);

        Assert.That(
            Assert.Throws<SettingsException>(() => SettingsReader.Read(raw, Given.Overlays, Given.Regions))!.Message,
            Is.EqualTo("Pulumi.x.yaml has a mistake; nothing was changed:\n  e3:regions is missing; it must be a mapping of region to number of hosts, like { ams3: 1, nyc3: 2 }"));
    }

    [Test]
    public void A_secret_is_not_shown() => Assert.That(
        Assert.Throws<SettingsException>(() => Given.Settings(["repeats"], ("repeats", "canary")))!.Message,
        Does.Contain("e3:repeats is [secret]; it must be").And.Not.Contain("canary"));
}
