using Pulumi.Tests.StandIn;

namespace Pulumi.Tests;

/// <summary>What the engine is told about a resource besides its properties.</summary>
public sealed class RegistrationTests : ProgramTests
{
    private static string Urn(string name) => StandInEngine.UrnOf("test:index:Thing", name);

    [Test]
    public async Task The_stack_comes_first_and_is_everybodys_parent()
    {
        await RunWellAsync(() => _ = new Group("g", g => _ = new Thing("child", options: new() { Parent = g })));

        var stack = Engine.Of("shop-dev");
        Assert.Multiple(() =>
        {
            Assert.That(stack.Type, Is.EqualTo("pulumi:pulumi:Stack"));
            Assert.That(stack.Parent, Is.Empty);
            Assert.That(Engine.Of("g").Parent, Is.EqualTo(StandInEngine.UrnOf("pulumi:pulumi:Stack", "shop-dev")));
            Assert.That(Engine.Of("child").Parent, Is.EqualTo(StandInEngine.UrnOf("test:index:Group", "g")));
        });
    }

    [Test]
    public async Task Says_what_it_can_take()
    {
        await RunWellAsync(() => _ = new Thing("a"));

        var request = Engine.Of("a");
        Assert.That(
            (request.Custom, request.Remote, request.AcceptSecrets, request.AcceptResources, request.SupportsResultReporting),
            Is.EqualTo((true, false, true, true, true)));
    }

    [Test]
    public async Task Properties_depend_on_the_resources_their_values_came_from()
    {
        await RunWellAsync(() =>
        {
            var first = new Thing("first", Properties(("text", "t")));
            var second = new Thing("second", Properties(("text", "t")));
            _ = new Thing("third", Properties(
                ("plain", "p"),
                ("one", first.Text.Apply(text => text + "!")),
                ("both", Output.Format($"{first.Text}-{second.Id}")),
                ("secret", Output.CreateSecret(second.Text))));
        });

        var third = Engine.Of("third");
        Assert.Multiple(() =>
        {
            Assert.That(third.Dependencies, Is.EquivalentTo(new[] { Urn("first"), Urn("second") }));
            Assert.That(third.PropertyDependencies.Keys, Is.EquivalentTo(new[] { "plain", "one", "both", "secret" }));
            Assert.That(third.PropertyDependencies["plain"].Urns, Is.Empty);
            Assert.That(third.PropertyDependencies["one"].Urns, Is.EqualTo(new[] { Urn("first") }));
            Assert.That(third.PropertyDependencies["both"].Urns, Is.EquivalentTo(new[] { Urn("first"), Urn("second") }));
            Assert.That(third.PropertyDependencies["secret"].Urns, Is.EqualTo(new[] { Urn("second") }));
        });
    }

    [Test]
    public async Task To_depend_on_a_component_is_to_depend_on_all_below_it()
    {
        await RunWellAsync(() =>
        {
            var outer = new Group("outer", g =>
            {
                var a = new Thing("a", options: new() { Parent = g });
                _ = new Thing("below-a", options: new() { Parent = a });
                _ = new Group("inner", i => _ = new Thing("b", options: new() { Parent = i }), new() { Parent = g });
            });
            _ = new Thing("last", options: new() { DependsOn = outer });
        });

        Assert.That(Engine.Of("last").Dependencies, Is.EquivalentTo(new[] { Urn("a"), Urn("b") }));
    }

    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task A_child_that_depends_on_its_own_component_does_not_wait_for_ever()
    {
        await RunWellAsync(() => _ = new Group("g", g =>
        {
            _ = new Thing("a", options: new() { Parent = g, DependsOn = g });
            _ = new Thing("b", options: new() { Parent = g, DependsOn = g });
        }));

        Assert.That(Engine.Registered.Select(request => request.Name), Is.SupersetOf(new[] { "a", "b" }));
    }

    [Test]
    public async Task Carries_every_option()
    {
        await RunWellAsync(() =>
        {
            var other = new Thing("other");
            _ = new Thing("a", options: new CustomResourceOptions
            {
                Protect = true,
                IgnoreChanges = { "i" },
                Version = "1.2.3",
                PluginDownloadURL = "http://plugins",
                CustomTimeouts = new() { Create = TimeSpan.FromMinutes(5), Delete = TimeSpan.FromMilliseconds(1) },
                ReplaceOnChanges = { "r" },
                RetainOnDelete = false,
                DeletedWith = other,
                ReplaceWith = { other },
                HideDiffs = { "h" },
                ReplacementTrigger = Output.Create<object>("again"),
                DeleteBeforeReplace = false,
                AdditionalSecretOutputs = { "s" },
                ImportId = "known",
                EnvVarMappings = { ["NEW"] = "OLD" },
                Aliases =
                {
                    new Alias { Urn = "urn:pulumi:dev::shop::test:index:Thing::was" },
                    new Alias { Name = "old", NoParent = true },
                    new Alias { Type = "test:index:Old", Parent = other },
                },
            });
        });

        var sent = Engine.Of("a");
        Assert.Multiple(() =>
        {
            Assert.That((sent.HasProtect, sent.Protect), Is.EqualTo((true, true)));
            Assert.That(sent.IgnoreChanges, Is.EqualTo(new[] { "i" }));
            Assert.That((sent.Version, sent.PluginDownloadURL), Is.EqualTo(("1.2.3", "http://plugins")));
            Assert.That(
                (sent.CustomTimeouts.Create, sent.CustomTimeouts.Update, sent.CustomTimeouts.Delete),
                Is.EqualTo(("300000000000ns", "", "1000000ns")));
            Assert.That(sent.ReplaceOnChanges, Is.EqualTo(new[] { "r" }));
            Assert.That((sent.HasRetainOnDelete, sent.RetainOnDelete), Is.EqualTo((true, false)));
            Assert.That(sent.DeletedWith, Is.EqualTo(Urn("other")));
            Assert.That(sent.ReplaceWith, Is.EqualTo(new[] { Urn("other") }));
            Assert.That(sent.HideDiffs, Is.EqualTo(new[] { "h" }));
            Assert.That(sent.ReplacementTrigger.StringValue, Is.EqualTo("again"));
            Assert.That((sent.DeleteBeforeReplaceDefined, sent.DeleteBeforeReplace), Is.EqualTo((true, false)));
            Assert.That(sent.AdditionalSecretOutputs, Is.EqualTo(new[] { "s" }));
            Assert.That(sent.ImportId, Is.EqualTo("known"));
            Assert.That(sent.EnvVarMappings["NEW"], Is.EqualTo("OLD"));
            Assert.That(sent.Aliases[0].Urn, Is.EqualTo("urn:pulumi:dev::shop::test:index:Thing::was"));
            Assert.That((sent.Aliases[1].Spec.Name, sent.Aliases[1].Spec.NoParent), Is.EqualTo(("old", true)));
            Assert.That((sent.Aliases[2].Spec.Type, sent.Aliases[2].Spec.ParentUrn), Is.EqualTo(("test:index:Old", Urn("other"))));
        });
    }

    [Test]
    public async Task An_option_the_engine_does_not_know_is_an_error_and_not_ignored()
    {
        Engine.Features.Remove("deletedWith");
        var code = await RunAsync(() => { _ = new Thing("a", options: new() { DeletedWith = new Thing("b") }); });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Does.Contain("does not support the DeletedWith option"));
    }

    [Test]
    public async Task Providers_pass_from_components_to_children_by_package()
    {
        await RunWellAsync(() =>
        {
            var provider = new ProviderResource("test", "mine", ResourceArgs.Empty, options: null);
            _ = new Group(
                "g",
                g =>
                {
                    _ = new Thing("child", options: new() { Parent = g });
                    _ = new CustomResource("other:index:Thing", "stranger", ResourceArgs.Empty, new() { Parent = g });
                },
                new() { Providers = { provider } });
        });

        var reference = $"{StandInEngine.UrnOf("pulumi:providers:test", "mine")}::mine-id";
        Assert.That(Engine.Of("child").Provider, Is.EqualTo(reference));
        Assert.That(Engine.Of("stranger").Provider, Is.Empty);
    }

    [Test]
    public async Task Reads_instead_of_registering_when_there_is_an_id()
    {
        await RunWellAsync(() => _ = new Thing("found", Properties(("text", "t")), new() { Id = "the-id" }));

        var read = Engine.Reads.Single();
        Assert.That((read.Id, read.Name, read.Type), Is.EqualTo(("the-id", "found", "test:index:Thing")));
        Assert.That(Engine.Registered.Select(request => request.Name), Does.Not.Contain("found"));
    }

    [Test]
    public async Task A_transformation_changes_properties_and_options_of_all_children()
    {
        await RunWellAsync(() => _ = new Group(
            "g",
            g => _ = new Thing("child", options: new() { Parent = g }),
            new()
            {
                ResourceTransformations =
                {
                    args => args.Resource is Thing
                        ? new(
                            Properties(("text", "changed")),
                            CustomResourceOptions.Merge((CustomResourceOptions)args.Options, new() { Protect = true }))
                        : null,
                },
            }));

        Assert.That(Engine.Of("child").Object.Fields["text"].StringValue, Is.EqualTo("changed"));
        Assert.That(Engine.Of("child").Protect, Is.True);
        Assert.That(Engine.Of("g").HasProtect, Is.False);
    }

    [Test]
    public async Task Components_publish_their_outputs()
    {
        await RunWellAsync(() => _ = new Group("g"));

        var outputs = Engine.Outputs.Single(request => request.Urn == StandInEngine.UrnOf("test:index:Group", "g"));
        Assert.That(outputs.Outputs.Fields["size"].NumberValue, Is.EqualTo(3));
    }
}
