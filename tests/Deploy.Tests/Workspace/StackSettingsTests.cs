using E3.Engine;
using E3.Engine.Workspace;

namespace E3.Deploy.Tests.Workspace;

public class StackSettingsTests
{
    private const string Rich = """
        # what this stack is for
        encryptionsalt: v1:abc=:v1:def:ghi
        config:
          digitalocean:token: local-cloud # any word will do here
          size: s-1vcpu-1gb
          e3:repeats: 3

          # where the hosts stand
          e3:regions:
            ams3: 1 # Amsterdam
            nyc3: 1
          e3:jobs:
            - program: floor # ours
              rounds: 50
            - program: mpyc
              arguments: ["3", x]
          e3:apiKey:
            secure: v1:n:c
          e3:nested: {a: true, b: {secure: v1:x:y}}
        # the end

        """;

    private static string Decrypt(string ciphertext) => $"<{ciphertext}>";

    [Test]
    public void Values_are_read_as_the_official_engine_reads_them()
    {
        using var files = new TemporaryProject(local: Rich);
        var config = files.Settings().Config.Values.ToDictionary(entry => entry.Key.ToString(), entry => entry.Reveal(Decrypt));

        Assert.That(config["digitalocean:token"], Is.EqualTo(new ConfigValue("local-cloud", false, false)));
        Assert.That(config["demo:size"], Is.EqualTo(new ConfigValue("s-1vcpu-1gb", false, false)));
        Assert.That(config["e3:repeats"], Is.EqualTo(new ConfigValue("3", false, false)));
        Assert.That(config["e3:regions"], Is.EqualTo(new ConfigValue("""{"ams3":1,"nyc3":1}""", false, true)));
        Assert.That(config["e3:jobs"].Value, Is.EqualTo("""[{"program":"floor","rounds":50},{"arguments":["3","x"],"program":"mpyc"}]"""));
        Assert.That(config["e3:apiKey"], Is.EqualTo(new ConfigValue("<v1:n:c>", true, false)));
        Assert.That(config["e3:nested"], Is.EqualTo(new ConfigValue("""{"a":true,"b":"<v1:x:y>"}""", true, true)));
        Assert.That(files.Settings().EncryptionSalt, Is.EqualTo("v1:abc=:v1:def:ghi"));
    }

    [Test]
    public void The_projects_defaults_hold_where_the_stack_says_nothing()
    {
        using var files = new TemporaryProject(
            TemporaryProject.Minimal + "config:\n  repeats:\n    type: integer\n    default: 5\n  aws:region: eu\n  size: {value: small}\n  declared: {type: string}\n",
            "config:\n  size: large\n");

        var config = files.Settings().Config.Values.ToDictionary(entry => entry.Key.ToString(), entry => entry.Reveal(Decrypt).Value);

        Assert.That(config, Is.EquivalentTo(new Dictionary<string, string> { ["demo:repeats"] = "5", ["aws:region"] = "eu", ["demo:size"] = "large" }));
    }

    [TestCase("config:\n  a: 1\n b: 2\n", "Pulumi.local.yaml:3:2: not valid YAML: ")]
    [TestCase("conifg:\n  a: 1\n", "Pulumi.local.yaml:1:1: unknown key 'conifg'; did you mean 'config'?")]
    [TestCase("e3:regions: 1\n", "Pulumi.local.yaml:1:1: the setting 'e3:regions' must stand, indented, under 'config:'.")]
    [TestCase("config: 5\n", "Pulumi.local.yaml:1:1: 'config' must be a map of settings")]
    [TestCase("config:\n  a: 1\n  demo:a: 2\n", "Pulumi.local.yaml:3:3: the setting 'demo:a' is there twice.")]
    [TestCase("config:\n  a:b:c: 1\n", "Pulumi.local.yaml:2:3: invalid configuration key 'a:b:c'")]
    [TestCase("secretsprovider: awskms://x\n", "the secrets provider 'awskms://x' needs the official pulumi command")]
    [TestCase("environment: [prod]\n", "Pulumi ESC environments need the official pulumi command")]
    public void A_mistake_is_one_error_that_says_where(string content, string error)
    {
        using var files = new TemporaryProject(local: content);

        Assert.That(() => files.Settings(), Throws.TypeOf<WorkspaceException>().With.Message.Contains(error));
    }

    [TestCase("")]
    [TestCase("..")]
    [TestCase("a/b")]
    [TestCase("a b")]
    public void A_stack_name_that_leads_elsewhere_is_refused(string name)
    {
        using var files = new TemporaryProject();

        Assert.That(() => files.Settings(name), Throws.TypeOf<WorkspaceException>().With.Message.Contains("is not a stack's name"));
    }

    [Test]
    public async Task Setting_values_changes_their_lines_and_no_other()
    {
        using var files = new TemporaryProject(local: Rich);
        var settings = files.Settings();

        Set(settings, "digitalocean:token", "dop_v1_x");
        Set(settings, "size", "123");
        Set(settings, "e3:regions.nyc3", "2");
        Set(settings, "e3:regions.sgp1", "1");
        Set(settings, "e3:jobs[0].rounds", "60");
        Set(settings, "e3:jobs[1].arguments[2]", "true");
        Set(settings, "e3:jobs[2].program", "floor");
        Set(settings, "e3:new", "a: b");
        settings.SetSecret(ConfigPath.Parse("e3:apiKey", "demo", false), "v1:new:secret");
        await settings.SaveAsync(CancellationToken.None);

        Assert.That(files.Read("Pulumi.local.yaml"), Is.EqualTo(Rich
            .Replace("token: local-cloud", "token: dop_v1_x")
            .Replace("size: s-1vcpu-1gb", "size: \"123\"")
            .Replace("    nyc3: 1\n", "    nyc3: 2\n    sgp1: 1\n")
            .Replace("rounds: 50", "rounds: 60")
            .Replace("[\"3\", x]\n", "[\"3\", x, true]\n    - program: floor\n")
            .Replace("v1:n:c", "v1:new:secret")
            .Replace("b: {secure: v1:x:y}}\n", "b: {secure: v1:x:y}}\n  e3:new: \"a: b\"\n")));
    }

    [Test]
    public void A_value_becomes_a_secret_and_a_plain_one_again()
    {
        using var files = new TemporaryProject(local: "config:\n  k: plain # why\n  l: 1\n");
        var settings = files.Settings();
        var key = ConfigPath.Parse("k", "demo", false);

        settings.SetSecret(key, "v1:a:b");
        Assert.That(settings.Get(key)!.Reveal(Decrypt), Is.EqualTo(new ConfigValue("<v1:a:b>", true, false)));

        settings.Set(key, "plain");
        Assert.That(settings.Get(key)!.Reveal(Decrypt), Is.EqualTo(new ConfigValue("plain", false, false)));
        Assert.That(settings.Get(ConfigPath.Parse("l", "demo", false))!.Reveal(Decrypt).Value, Is.EqualTo("1"));
    }

    [Test]
    public async Task A_first_setting_makes_the_file()
    {
        using var files = new TemporaryProject();
        var settings = files.Settings("dev");
        Assert.That(settings.Exists, Is.False);

        Set(settings, "e3:regions.ams3", "1");
        settings.SetEncryptionSalt("v1:a:v1:b:c");
        await settings.SaveAsync(CancellationToken.None);

        Assert.That(files.Read("Pulumi.dev.yaml"), Is.EqualTo("config:\n  e3:regions:\n    ams3: 1\nencryptionsalt: v1:a:v1:b:c\n"));
    }

    [Test]
    public void Removing_takes_the_value_and_its_line()
    {
        using var files = new TemporaryProject(local: Rich);
        var settings = files.Settings();

        Assert.That(settings.Remove(ConfigPath.Parse("e3:regions.ams3", "demo", true)), Is.True);
        Assert.That(settings.Remove(ConfigPath.Parse("e3:regions.nyc3", "demo", true)), Is.True);
        Assert.That(settings.Remove(ConfigPath.Parse("e3:jobs[0].program", "demo", true)), Is.True);
        Assert.That(settings.Remove(ConfigPath.Parse("e3:gone", "demo", false)), Is.False);

        Assert.That(settings.Get(ConfigPath.Parse("e3:regions", "demo", false))!.Reveal(Decrypt).Value, Is.EqualTo("{}"));
        Assert.That(settings.Get(ConfigPath.Parse("e3:jobs", "demo", false))!.Reveal(Decrypt).Value,
            Is.EqualTo("""[{"rounds":50},{"arguments":["3","x"],"program":"mpyc"}]"""));
    }

    [TestCase("e3:jobs[7]", "there are 2 items")]
    [TestCase("e3:jobs.x", "must be an index")]
    [TestCase("e3:regions[0]", "must be a key")]
    [TestCase("e3:regions.ams3.x", "holds a plain value at ams3")]
    [TestCase("e3:fresh[1]", "begin with [0]")]
    public void A_path_that_does_not_fit_is_refused(string path, string error)
    {
        using var files = new TemporaryProject(local: Rich);
        var settings = files.Settings();

        Assert.That(() => Set(settings, path, "1"), Throws.TypeOf<WorkspaceException>().With.Message.Contains(error));
    }

    private static void Set(StackSettings settings, string path, string value) =>
        settings.Set(ConfigPath.Parse(path, "demo", asPath: path.Contains('.') || path.Contains('[')), value);
}
