using System.Reflection;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Command.Remote.Inputs;
using Pulumi.DigitalOcean;
using Pulumi.DigitalOcean.Inputs;
using Pulumi.Tailscale;
using Pulumi.Tests.Generation;
using Pulumi.Tests.StandIn;
using Type = System.Type;

namespace Pulumi.Tests;

/// <summary>The typed resources: what the engine is told when a program declares one.</summary>
public sealed class PackageTests : ProgramTests
{
    private const string SecretKey = "{\"4dabf18193072939515e22adb298388d\":\"1b47061264138c4ac30d75fd1eb44270\",\"value\":";

    [Test]
    public async Task A_droplet()
    {
        Engine.Answer = (_, response) =>
        {
            if (response.Object.Fields.ContainsKey("image"))
            {
                response.Object.Fields["ipv4Address"] = Value.ForString("198.18.0.2");
                response.Object.Fields["priceHourly"] = Value.ForNumber(0.00744);
            }

            return Task.CompletedTask;
        };
        await RunWellAsync(() =>
        {
            var key = new SshKey("key", new() { PublicKey = "ssh-ed25519 AAAA" });
            var droplet = new Droplet("host", new DropletArgs
            {
                Image = "debian-13-x64",
                Region = Region.FRA1,
                Size = DropletSlug.DropletS1VCPU1GB,
                SshKeys = { key.Fingerprint, key.Id },
                Tags = { "e3" },
            });
            _ = new Thing("after", Properties(("address", droplet.Ipv4Address), ("price", droplet.PriceHourly)));
        });

        var sent = Engine.Of("host");
        Assert.Multiple(() =>
        {
            Assert.That((sent.Type, sent.Version), Is.EqualTo(("digitalocean:index/droplet:Droplet", "4.76.0")));
            Assert.That(sent.Object, Is.EqualTo(Struct.Parser.ParseJson(
                """{"image":"debian-13-x64","region":"fra1","size":"s-1vcpu-1gb","sshKeys":[null,"key-id"],"tags":["e3"]}""")));
            Assert.That(Engine.Of("after").Object, Is.EqualTo(Struct.Parser.ParseJson("""{"address":"198.18.0.2","price":0.00744}""")));
        });
    }

    [Test]
    public async Task A_firewall()
    {
        await RunWellAsync(() => _ = new Firewall("wall", new()
        {
            Tags = { "e3" },
            InboundRules = { new FirewallInboundRuleArgs { Protocol = "tcp", PortRange = "22", SourceAddresses = { "0.0.0.0/0" } } },
            OutboundRules = new[] { new FirewallOutboundRuleArgs { Protocol = "icmp", DestinationTags = { "e3" } } },
        }));

        Assert.That(Engine.Of("wall").Object, Is.EqualTo(Struct.Parser.ParseJson("""
            {"tags":["e3"],
             "inboundRules":[{"protocol":"tcp","portRange":"22","sourceAddresses":["0.0.0.0/0"]}],
             "outboundRules":[{"protocol":"icmp","destinationTags":["e3"]}]}
            """)));
    }

    [Test]
    public async Task A_tailnet_key_has_a_secret_output()
    {
        await RunWellAsync(() => _ = new TailnetKey("key", new() { Reusable = true }));

        var sent = Engine.Of("key");
        Assert.That((sent.Type, sent.Version), Is.EqualTo(("tailscale:index/tailnetKey:TailnetKey", "0.29.0")));
        Assert.That(sent.AdditionalSecretOutputs, Is.EqualTo(new[] { "key" }));
    }

    [Test]
    public async Task A_local_command_is_replaced_when_a_trigger_changes()
    {
        await RunWellAsync(() => _ = new Command.Local.Command("make", new()
        {
            Create = "make",
            Interpreter = { "/bin/sh", "-c" },
            Environment = { ["A"] = "b" },
            Logging = Command.Local.Logging.Stderr,
            Triggers = new object[] { "one", 2 },
        }));

        var sent = Engine.Of("make");
        Assert.That((sent.Type, sent.Version), Is.EqualTo(("command:local:Command", "1.2.1")));
        Assert.That(sent.ReplaceOnChanges, Is.EqualTo(new[] { "triggers[*]" }));
        Assert.That(sent.Object, Is.EqualTo(Struct.Parser.ParseJson("""
            {"create":"make","interpreter":["/bin/sh","-c"],"environment":{"A":"b"},"logging":"stderr","triggers":["one",2]}
            """)));
    }

    [Test]
    public async Task A_remote_command_hides_how_it_logs_in()
    {
        await RunWellAsync(() => _ = new Command.Remote.Command("install", new()
        {
            Connection = new ConnectionArgs { Host = "h", PrivateKey = "PEM" },
            Create = "true",
        }));

        var sent = Engine.Of("install");
        Assert.That(sent.Type, Is.EqualTo("command:remote:Command"));
        Assert.That(sent.AdditionalSecretOutputs, Is.EqualTo(new[] { "connection" }));
        Assert.That(sent.Object.Fields["connection"], Is.EqualTo(Value.Parser.ParseJson(
            SecretKey + "{\"host\":\"h\",\"privateKey\":" + SecretKey + "\"PEM\"}," +
            "\"dialErrorLimit\":10,\"perDialTimeout\":15,\"port\":22,\"user\":\"root\"}}")));
    }

    [Test]
    public async Task A_copy_takes_files_and_folders()
    {
        await RunWellAsync(() => _ = new Command.Remote.CopyToRemote("copy", new()
        {
            Connection = new ConnectionArgs { Host = "h" },
            Source = new FileArchive("./scripts"),
            RemotePath = "/opt",
        }));

        var source = Engine.Of("copy").Object.Fields["source"].StructValue.Fields;
        Assert.That(source["path"].StringValue, Is.EqualTo("./scripts"));
    }

    [Test]
    public async Task A_provider_sends_what_is_not_text_as_JSON()
    {
        await RunWellAsync(() => _ = new DigitalOcean.Provider("mine", new() { Token = "t", HttpRetryMax = 3 }));
        await RunWellAsync(() => _ = new Tailscale.Provider("tail", new() { ApiKey = "k", Scopes = { "devices" } }));

        Assert.Multiple(() =>
        {
            Assert.That(Engine.Of("mine").Type, Is.EqualTo("pulumi:providers:digitalocean"));
            Assert.That(Engine.Of("mine").Object.Fields["httpRetryMax"].StringValue, Is.EqualTo("3"));
            Assert.That(Engine.Of("tail").Object.Fields["scopes"].StringValue, Is.EqualTo("[ \"devices\" ]"));
            Assert.That(Engine.Of("tail").AdditionalSecretOutputs, Is.EqualTo(new[] { "apiKey", "identityToken", "oauthClientSecret" }));
        });
    }

    private static readonly Type[] Packages = [typeof(Droplet), typeof(TailnetKey), typeof(Command.Local.Command)];

    private static IEnumerable<Type> Public => Packages.SelectMany(type => type.Assembly.GetExportedTypes());

    private static IEnumerable<Type> Resources => Public.Where(type => type.IsSubclassOf(typeof(CustomResource)));

    private static Type ArgsOf(Type resource) => resource.Assembly.GetType($"{resource.FullName}Args")!;

    private static IEnumerable<Type> Functions => Public.Where(type => type.GetMethod("InvokeAsync") is not null);

    [TestCaseSource(nameof(Resources))]
    public async Task Every_resource_can_be_declared_and_read(Type resource)
    {
        await RunWellAsync(() =>
        {
            _ = Activator.CreateInstance(resource, "one", Filled.New(ArgsOf(resource)), null);
            var get = resource.GetMethod("Get");
            get?.Invoke(null, [.. get.GetParameters().Select(parameter => parameter.Name switch
            {
                "name" => "other",
                "id" => (Input<string>)"an-id",
                _ => (object?)null,
            })]);
        });

        var token = resource.GetCustomAttribute<ResourceTypeAttribute>()!;
        Assert.That((Engine.Of("one").Type, Engine.Of("one").Version), Is.EqualTo((token.Type, token.Version)));
        Assert.That(Engine.Of("one").Object.Fields.Keys, Is.EquivalentTo(Filled.Names(ArgsOf(resource))));
        if (!resource.IsSubclassOf(typeof(ProviderResource)))
        {
            Assert.That(Engine.Reads.Select(read => (read.Type, read.Id, read.Version)), Is.EqualTo(new[] { (token.Type, "an-id", token.Version) }));
        }
    }

    [TestCaseSource(nameof(Functions))]
    public async Task Every_function_can_be_called(Type function)
    {
        var code = await RunAsync(async () =>
        {
            // A run waits for outputs; whoever has a task awaits it himself.
            var asked = new List<Task>();
            foreach (var method in function.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                var options = method.GetParameters()[^1].ParameterType;
                if (method.Invoke(null, [.. method.GetParameters().SkipLast(1).Select(args => Filled.New(args.ParameterType)), Activator.CreateInstance(options)]) is Task task)
                {
                    asked.Add(task);
                }
            }
            await Task.WhenAll(asked);
        });
        Assert.That(code, Is.Zero, () => string.Join("\n", Engine.Errors));

        var versions = Resources.Where(type => type.Assembly == function.Assembly)
            .Select(type => type.GetCustomAttribute<ResourceTypeAttribute>()!.Version).Distinct();
        Assert.That(Engine.Invokes.Select(call => call.Version).Distinct(), Is.EqualTo(versions));
        Assert.That(Engine.Invokes, Has.Count.EqualTo(3));
        if (function.Assembly.GetType($"{function.FullName}Args") is { } args)
        {
            Assert.That(Engine.Invokes.Select(call => call.Args.Fields.Keys), Is.All.EquivalentTo(Filled.Names(args)));
        }

        Assert.That(Engine.Invokes.Select(call => call.Tok[(call.Tok.LastIndexOf(':') + 1)..]).Distinct(),
            Is.EqualTo(new[] { char.ToLowerInvariant(function.Name[0]) + function.Name[1..] }));
    }
}
