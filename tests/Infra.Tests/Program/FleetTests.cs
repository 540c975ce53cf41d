using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace E3.Infra.Tests.Program;

internal sealed class FleetTests : ProgramTests
{
    [Test]
    public async Task A_droplet_for_every_host_with_the_key_and_the_tag_that_open_the_way_to_it()
    {
        var run = await RunAsync("""{"ams3":1,"nyc3":2}""");

        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Zero, () => string.Join('\n', run.Errors));
            Assert.That(run.Names("digitalocean:index/droplet:Droplet"), Is.EqualTo(new[] { "local-ams3-1", "local-nyc3-1", "local-nyc3-2" }));
            Assert.That(run.Input("local-nyc3-2", "region").StringValue, Is.EqualTo("nyc3"));
            Assert.That(run.Input("local-nyc3-2", "name").StringValue, Is.EqualTo("local-nyc3-2"));
            Assert.That(run.Input("local-nyc3-2", "sshKeys").ListValue.Values.Single().StringValue, Is.EqualTo("operator-id"));
            Assert.That(run.Input("local-nyc3-2", "tags").ListValue.Values.Single().StringValue, Is.EqualTo("e3-local"));
            Assert.That(run.Input("operator", "publicKey").StringValue, Is.EqualTo("ssh-ed25519 cHVibGlj e3-local"));
        });
    }

    [Test]
    public async Task Only_ssh_is_open_to_the_world()
    {
        var run = await RunAsync("""{"ams3":1}""");
        var rules = run.Input("firewall", "inboundRules").ListValue.Values.Select(rule => rule.StructValue.Fields).ToList();

        Assert.That(
            rules.Where(rule => rule.ContainsKey("sourceAddresses")).Select(rule => rule["portRange"].StringValue),
            Is.EqualTo(new[] { "22" }));
        Assert.That(
            rules.Where(rule => !rule.ContainsKey("sourceAddresses")).Select(rule => rule["sourceTags"].ListValue.Values.Single().StringValue),
            Has.All.EqualTo("e3-local"));
    }

    [Test]
    public async Task The_private_key_is_a_secret_wherever_it_goes()
    {
        var run = await RunAsync("""{"ams3":1,"nyc3":1}""");
        var open = run.Resources.Values.Where(resource => Plain(Value.ForStruct(resource.Object)).Contains("Y2FuYXJ5", StringComparison.Ordinal));

        Assert.That(run.Resources.Values.Select(resource => JsonFormatter.Default.Format(resource.Object)), Has.Some.Contains("Y2FuYXJ5"), "it goes nowhere");
        Assert.That(open.Select(resource => resource.Name), Is.Empty);
        Assert.That(Plain(Value.ForStruct(run.Outputs)), Does.Not.Contain("Y2FuYXJ5"));
        Assert.That(run["operator-key"].AdditionalSecretOutputs, Does.Contain("stdout"));
    }

    [Test]
    public async Task Every_command_on_a_host_goes_with_its_droplet()
    {
        var run = await RunAsync("""{"ams3":1,"nyc3":1}""");

        foreach (var command in run.Resources.Values.Where(resource => resource.Type == "command:remote:Command"))
        {
            var host = command.Name.Contains("ams3", StringComparison.Ordinal) ? "local-ams3-1" : "local-nyc3-1";
            Assert.That(command.DeletedWith, Does.EndWith($"Droplet::{host}"), command.Name);
        }
    }

    [Test]
    public async Task The_first_answer_of_a_host_tells_the_key_that_all_others_must_show()
    {
        var run = await RunAsync("""{"ams3":1}""");

        Assert.That(run.Input("local-ams3-1-ready", "connection").StructValue.Fields.Keys, Does.Not.Contain("hostKey"));
        Assert.That(
            run.Input("wireguard-local-ams3-1", "connection").StructValue.Fields["hostKey"].StringValue,
            Is.EqualTo("ssh-ed25519 key-of-local-ams3-1-ready"));
    }

    [Test]
    public async Task A_machine_that_changed_is_waited_for_and_its_key_is_not_asked_for_again()
    {
        var run = await RunAsync("""{"ams3":1}""", ("size", "s-1vcpu-1gb"));

        Assert.That(run.Input("local-ams3-1-awake", "stdin").StringValue, Is.EqualTo("s-1vcpu-1gb"));
        Assert.That(run.Resources["local-ams3-1-ready"].Object.Fields, Does.Not.ContainKey("stdin"), "nothing that differs with the size");
        Assert.That(run["wireguard-local-ams3-1-identity"].Dependencies, Has.One.EndsWith("::local-ams3-1-awake"));
    }

    [Test]
    public async Task A_host_that_never_answers_is_given_up_within_the_time_set()
    {
        var run = await RunAsync("""{"ams3":1}""", ("readySeconds", "60"));
        var ready = run["local-ams3-1-ready"];

        Assert.That(ready.CustomTimeouts.Create, Is.EqualTo("60000000000ns"));
        Assert.That(run.Input("local-ams3-1-ready", "connection").StructValue.Fields["perDialTimeout"].NumberValue, Is.EqualTo(7));
    }

    [Test]
    public async Task Hosts_in_no_region_are_valid()
    {
        var run = await RunAsync("""{"ams3":0}""");

        Assert.That(run.ExitCode, Is.Zero, () => string.Join('\n', run.Errors));
        Assert.That(run.Names("digitalocean:index/droplet:Droplet").Concat(run.Names("command:remote:Command")), Is.Empty);
    }

    [Test]
    public async Task A_first_preview_shows_everything_before_anything_is_known()
    {
        var real = await RunAsync("""{"ams3":1,"nyc3":1}""");
        var preview = await RunAsync("""{"ams3":1,"nyc3":1}""", preview: true);

        Assert.That(preview.ExitCode, Is.Zero, () => string.Join('\n', preview.Errors));
        Assert.That(preview.Resources.Keys, Is.EquivalentTo(real.Resources.Keys));
    }

    [Test]
    public async Task Mistakes_in_the_settings_end_the_program_before_it_declares_anything()
    {
        var run = await RunAsync("""{"ams3":"three"}""", ("overlay", "direct"));

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Resources, Is.Empty);
        Assert.That(run.Errors.Single(), Is.EqualTo("""
            Pulumi.local.yaml has 2 mistakes; nothing was changed:
              e3:regions.ams3 is "three"; it must be a whole number from 0 to 250
              e3:overlay is not a setting; did you mean overlays? (there are regions, size, image, overlays, jobs, repeats, profile, mpyc, witness, readySeconds, sshKeyFile, devices, software, softwareScript, deploySeconds, deployAtOnce, tailnet)
            """));
    }

    [Test]
    public async Task An_own_key_that_is_not_there_is_named()
    {
        var run = await RunAsync("""{"ams3":1}""", ("sshKeyFile", "no-such-key"));

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Errors.Single(), Does.StartWith("e3:sshKeyFile is \"no-such-key\", but there is no file "));
    }

    /// <summary>The text of a value without what is wrapped as a secret.</summary>
    private static string Plain(Value value) => value.KindCase switch
    {
        _ when Run.IsSecret(value) => "",
        Value.KindOneofCase.StructValue => string.Concat(value.StructValue.Fields.Select(field => field.Key + Plain(field.Value))),
        Value.KindOneofCase.ListValue => string.Concat(value.ListValue.Values.Select(Plain)),
        _ => value.ToString(),
    };
}
