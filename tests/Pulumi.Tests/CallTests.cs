using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Tests.StandIn;
using Pulumi.Utilities;
using Pulumirpc;

namespace Pulumi.Tests;

/// <summary>Functions of providers and methods of resources.</summary>
public sealed class CallTests : ProgramTests
{
    private const string Sig = "4dabf18193072939515e22adb298388d";
    private static readonly RegisterPackageRequest Package = new(
        "terraform-provider", "1.0.0", "http://plugins", new() { ["linux-amd64"] = [1, 2] }, new("random", "3.0.0", [7]));

    [Test]
    public async Task A_function_waits_for_what_it_depends_on_and_its_result_depends_on_it()
    {
        var registered = new List<string>();
        Engine.AnswerInvoke = _ =>
        {
            registered.AddRange(Engine.Registered.Select(request => request.Name));
            return new() { Return = Struct.Parser.ParseJson("""{"answer":1}""") };
        };
        await RunWellAsync(() =>
        {
            var group = new Group("g", g => _ = new Thing("inside", options: new() { Parent = g }));
            var result = Deployment.Instance.InvokeSingle<int>("test:index:ask", InvokeArgs.Empty, new InvokeOutputOptions { DependsOn = group });
            _ = new Thing("after", Properties(("given", result)));
        });

        Assert.That(registered, Does.Contain("inside"));
        Assert.That(Engine.Of("after").Dependencies, Is.EqualTo(new[] { StandInEngine.UrnOf("test:index:Thing", "inside") }));
    }

    [Test]
    public async Task A_function_is_not_called_while_what_it_depends_on_does_not_exist()
    {
        Engine.IsPreview = true;
        bool? known = null;
        await RunAsync(async () => known = await OutputUtilities.GetIsKnownAsync(Deployment.Instance.Invoke<ImmutableDictionary<string, int>>(
            "test:index:ask", InvokeArgs.Empty, new InvokeOutputOptions { DependsOn = new Thing("a") })));

        Assert.That(known, Is.False);
        Assert.That(Engine.Invokes, Is.Empty);
    }

    [Test]
    public async Task A_function_takes_the_provider_of_its_parent_and_what_its_options_say()
    {
        await RunWellAsync(() =>
        {
            var provider = new ProviderResource("test", "mine", ResourceArgs.Empty, options: null);
            var parent = new Group("g", options: new() { Providers = { provider } });
            Deployment.Instance.Invoke<ImmutableDictionary<string, object>>(
                "test:index:ask", InvokeArgs.Empty, new InvokeOptions { Parent = parent, Version = "1.2.3", PluginDownloadURL = "http://plugins" });
        });

        var call = Engine.Invokes.Single();
        Assert.That(
            (call.Provider, call.Version, call.PluginDownloadURL),
            Is.EqualTo(($"{StandInEngine.UrnOf("pulumi:providers:test", "mine")}::mine-id", "1.2.3", "http://plugins")));
    }

    [Test]
    public async Task A_secret_in_the_result_makes_it_secret()
    {
        Engine.AnswerInvoke = _ => new()
        {
            Return = Struct.Parser.ParseJson("{\"answer\":{\"" + Sig + "\":\"1b47061264138c4ac30d75fd1eb44270\",\"value\":1}}"),
        };
        bool? secret = null;
        await RunAsync(async () => secret = await Output.IsSecretAsync(
            Deployment.Instance.InvokeSingle<int>("test:index:ask", InvokeArgs.Empty)));

        Assert.That(secret, Is.True);
    }

    [Test]
    public async Task A_function_called_at_once_gives_its_result()
    {
        Engine.AnswerInvoke = _ => new() { Return = Struct.Parser.ParseJson("""{"answer":1}""") };
        ImmutableDictionary<string, int>? all = null;
        await RunAsync(async () => all = await Deployment.Instance.InvokeAsync<ImmutableDictionary<string, int>>("test:index:ask", InvokeArgs.Empty));

        Assert.That(all!["answer"], Is.EqualTo(1));
    }

    [Test]
    public async Task The_one_property_of_a_function_called_at_once()
    {
        Engine.AnswerInvoke = _ => new() { Return = Struct.Parser.ParseJson("""{"answer":1}""") };
        var one = 0;
        await RunAsync(async () => one = await Deployment.Instance.InvokeSingleAsync<int>("test:index:ask", InvokeArgs.Empty));

        Assert.That(one, Is.EqualTo(1));
    }

    [Test]
    public async Task A_method_gets_its_resource_and_says_what_its_result_depends_on()
    {
        Engine.AnswerCall = _ => new()
        {
            Return = Struct.Parser.ParseJson("""{"answer":"yes"}"""),
            ReturnDependencies = { ["answer"] = new() { Urns = { StandInEngine.UrnOf("test:index:Thing", "else") } } },
        };
        await RunWellAsync(() =>
        {
            var provider = new ProviderResource("test", "mine", ResourceArgs.Empty, options: null);
            var self = new Thing("a", options: new() { Provider = provider, Version = "1.2.3" });
            var result = Deployment.Instance.Call<ImmutableDictionary<string, string>>(
                "test:index:Thing/ask", new AskArgs { About = Output.CreateSecret(self.Id) }, self);
            _ = new Thing("after", Properties(("given", result.Apply(all => all["answer"]))));
        });

        var call = Engine.Calls.Single();
        Assert.Multiple(() =>
        {
            Assert.That(call.Tok, Is.EqualTo("test:index:Thing/ask"));
            Assert.That(call.Args.Fields["__self__"].StructValue.Fields["id"].StringValue, Is.EqualTo("a-id"));
            Assert.That(call.Args.Fields["about"], Is.EqualTo(Value.Parser.ParseJson(
                $$"""
                {"{{Sig}}":"d0e6a833031e9bbcd3f4e8bde6ca49a4","value":"a-id","secret":true,
                 "dependencies":["{{StandInEngine.UrnOf("test:index:Thing", "a")}}"]}
                """)));
            Assert.That(call.ArgDependencies["about"].Urns, Is.EqualTo(new[] { StandInEngine.UrnOf("test:index:Thing", "a") }));
            Assert.That(call.ArgDependencies["__self__"].Urns, Is.Empty);
            Assert.That((call.Provider.EndsWith("::mine-id", StringComparison.Ordinal), call.Version), Is.EqualTo((true, "1.2.3")));
            Assert.That(Engine.Of("after").Object.Fields["given"].StringValue, Is.EqualTo("yes"));
            Assert.That(Engine.Of("after").Dependencies, Is.EqualTo(new[] { StandInEngine.UrnOf("test:index:Thing", "else") }));
        });
    }

    [Test]
    public async Task A_method_called_for_its_effect_is_waited_for()
    {
        Engine.AnswerCall = _ => new() { Failures = { new CheckFailure { Property = "about", Reason = "too vague" } } };
        var code = await RunAsync(() => Deployment.Instance.Call("test:index:Thing/ask", CallArgs.Empty, new Thing("a")));

        Assert.That(code, Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Does.Contain("Call of 'test:index:Thing/ask' failed: too vague (about)"));
    }

    [Test]
    public async Task A_parameterised_package_is_registered_and_named_in_every_request()
    {
        await RunWellAsync(() =>
        {
            var provider = new ProviderResource("random", "mine", ResourceArgs.Empty, null, Package);
            _ = new CustomResource("random:index:Pet", "pet", null, new() { Provider = provider }, Package);
            _ = new CustomResource("random:index:Pet", "found", null, new() { Id = "known" }, Package);
            Deployment.Instance.Invoke<ImmutableDictionary<string, object>>("random:index:ask", InvokeArgs.Empty, (InvokeOptions?)null, Package);
            Deployment.Instance.Call<ImmutableDictionary<string, object>>("random:index:Pet/ask", CallArgs.Empty, null, null, Package);
        });

        var package = Engine.Packages.First();
        Assert.Multiple(() =>
        {
            Assert.That((package.Name, package.Version, package.DownloadUrl), Is.EqualTo(("terraform-provider", "1.0.0", "http://plugins")));
            Assert.That(package.Checksums["linux-amd64"].ToByteArray(), Is.EqualTo(new byte[] { 1, 2 }));
            Assert.That((package.Parameterization.Name, package.Parameterization.Version), Is.EqualTo(("random", "3.0.0")));
            Assert.That(package.Parameterization.Value.ToByteArray(), Is.EqualTo(new byte[] { 7 }));
            Assert.That(
                new[]
                {
                    Engine.Of("mine").PackageRef, Engine.Of("pet").PackageRef, Engine.Reads.Single().PackageRef,
                    Engine.Invokes.Single().PackageRef, Engine.Calls.Single().PackageRef,
                },
                Is.All.EqualTo("ref-of-random"));
        });
    }

    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task A_parameterised_package_is_registered_once_however_many_ask_for_it()
    {
        await RunWellAsync(() =>
        {
            for (var i = 0; i < 20; i++)
            {
                _ = new CustomResource("random:index:Pet", $"pet-{i}", null, null, Package);
            }
        });

        Assert.That(Engine.Packages, Has.Count.EqualTo(1));
    }

    private sealed class AskArgs : CallArgs
    {
        [Input("about")]
        public Input<string>? About { get; set; }
    }
}
