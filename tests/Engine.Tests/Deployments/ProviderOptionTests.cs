using E3.Engine.Events;
using E3.Engine.Tests.Support;
using Pulumirpc;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

/// <summary>Which provider manages a resource: its own, its parents', or the package's default one.</summary>
public sealed class ProviderOptionTests
{
    private Workbench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task A_components_providers_are_those_of_everything_in_it()
    {
        await _bench.UpAsync(async program =>
        {
            var (outer, inner) = (await ProviderAsync(program, "outer"), await ProviderAsync(program, "inner"));
            var group = await GroupAsync(program, "group", program.StackUrn, outer);
            var nested = await GroupAsync(program, "nested", group, null);
            var own = await GroupAsync(program, "own", group, inner);
            await program.ThingAsync("child", more: request => request.Parent = group);
            await program.ThingAsync("grandchild", more: request => request.Parent = nested);
            await program.ThingAsync("owned", more: request => request.Parent = own);
            await program.ThingAsync("explicit", more: request => (request.Parent, request.Provider) = (group, inner));
            await program.ThingAsync("other-package", more: request => (request.Parent, request.Type) = (group, "other:index:Thing"));
        });
        Assert.That(_bench.Errors, Is.Empty);
        Assert.That(await ProvidersAsync(), Is.EqualTo(new Dictionary<string, string>
        {
            ["child"] = "outer",
            ["grandchild"] = "outer",
            ["owned"] = "inner",
            ["explicit"] = "inner",
            ["other-package"] = "default",
        }));
    }

    [Test]
    public async Task A_resources_provider_is_that_of_its_children_of_the_same_package()
    {
        await _bench.UpAsync(async program =>
        {
            var provider = await ProviderAsync(program, "mine");
            var parent = await program.ThingAsync("parent", more: request => request.Provider = provider);
            await program.ThingAsync("child", more: request => request.Parent = parent.Urn);
            await program.ThingAsync("other", more: request => (request.Parent, request.Type) = (parent.Urn, "other:index:Thing"));
        });
        Assert.That(await ProvidersAsync(), Is.EqualTo(new Dictionary<string, string> { ["parent"] = "mine", ["child"] = "mine", ["other"] = "default" }));
    }

    [Test]
    public async Task Another_provider_of_the_same_package_takes_a_resource_over()
    {
        await _bench.UpAsync(program => program.ThingAsync("a", [("value", Text("1"))]));
        _bench.TakeCalls();
        var result = await _bench.UpAsync(async program =>
        {
            var provider = await ProviderAsync(program, "mine");
            await program.ThingAsync("a", [("value", Text("1"))], more: request => request.Provider = provider);
        });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        Assert.That(await ProvidersAsync(), Is.EqualTo(new Dictionary<string, string> { ["a"] = "mine" }));
    }

    /// <summary>What the official engine does (pkg/resource/deploy/providers/registry.go): a provider is a resource that is replaced like any other.</summary>
    [TestCase("replace")]
    [TestCase("replaceOnChanges")]
    [TestCase("trigger")]
    public async Task A_provider_that_is_replaced_hands_what_it_manages_to_the_new_one(string why)
    {
        await _bench.UpAsync(program => OneWithItsOwnProviderAsync(program, "1", why));
        var before = await ProviderIdAsync();
        _bench.TakeCalls();

        var result = await _bench.UpAsync(
            program => OneWithItsOwnProviderAsync(program, "2", why), request => why == "replace" ? request with { Replace = ["**::mine"] } : request);

        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.Empty, "the things are the same");
        Assert.That(await ProviderIdAsync(), Is.Not.EqualTo(before));
        Assert.That((await _bench.FindAsync("a"))!.Provider, Does.EndWith(await ProviderIdAsync()));
        Assert.That(result.Changes["replace"], Is.EqualTo(1));
        Assert.That(
            _bench.Events.OfType<ResOutputsEvent>().Where(told => told.Metadata.Urn.EndsWith("::mine", StringComparison.Ordinal)).Select(told => told.Metadata.Op),
            Is.EqualTo(new[] { "create-replacement", "replace", "delete-replaced" }));
        Assert.That((await _bench.UpAsync(program => OneWithItsOwnProviderAsync(program, "2", why))).HasChanges, Is.False);
    }

    [Test]
    public async Task A_provider_that_is_deleted_before_it_is_replaced_takes_what_it_manages_along()
    {
        await _bench.UpAsync(program => OneWithItsOwnProviderAsync(program, "1", "deleteBeforeReplace"));
        _bench.TakeCalls();
        _bench.Cloud.Configured.Clear();

        var result = await _bench.UpAsync(program => OneWithItsOwnProviderAsync(program, "2", "deleteBeforeReplace"));

        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete a", "create a" }));
        Assert.That(_bench.Cloud.Configured.Select(settings => settings["setting"]), Is.EqualTo(new[] { Text("1"), Text("2") }), "what was the old one's is deleted by it");
        Assert.That((await _bench.ResourcesAsync()).Count(state => state.IsProvider), Is.EqualTo(1));
    }

    [Test]
    public async Task The_old_half_of_a_provider_stays_for_what_was_left_alone()
    {
        await _bench.UpAsync(program => OneWithItsOwnProviderAsync(program, "1", "replaceOnChanges"));
        var before = await ProviderIdAsync();

        var result = await _bench.UpAsync(
            program => OneWithItsOwnProviderAsync(program, "2", "replaceOnChanges"), request => request with { Targets = ["**::mine"] });

        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That((await _bench.FindAsync("a"))!.Provider, Does.EndWith(before));
        Assert.That((await _bench.UpAsync(program => OneWithItsOwnProviderAsync(program, "2", "replaceOnChanges"))).Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That((await _bench.FindAsync("a"))!.Provider, Does.EndWith(await ProviderIdAsync()));
        Assert.That((await _bench.ResourcesAsync()).Count(state => state.IsProvider), Is.EqualTo(1));
        Assert.That((await _bench.RunAsync(OperationKind.Destroy)).Succeeded, Is.True, string.Join('\n', _bench.Errors));
    }

    [Test]
    public async Task A_protected_provider_is_not_replaced()
    {
        await _bench.UpAsync(program => OneWithItsOwnProviderAsync(program, "1", "protect"));
        var before = await ProviderIdAsync();
        Assert.That((await _bench.UpAsync(program => OneWithItsOwnProviderAsync(program, "1", "protect"), request => request with { Replace = ["**::mine"] })).Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("protected"));
        Assert.That(await ProviderIdAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Changes_of_a_providers_settings_can_be_ignored()
    {
        await _bench.UpAsync(program => OneWithItsOwnProviderAsync(program, "1", "ignoreChanges"));
        Assert.That((await _bench.UpAsync(program => OneWithItsOwnProviderAsync(program, "2", "ignoreChanges"))).HasChanges, Is.False);
    }

    private static async Task OneWithItsOwnProviderAsync(ProgramClient program, string setting, string option)
    {
        var mine = await program.ThingAsync("mine", [("setting", Text(setting))], more: request =>
        {
            request.Type = "pulumi:providers:memory";
            switch (option)
            {
                case "replaceOnChanges":
                    request.ReplaceOnChanges.Add("setting");
                    break;
                case "deleteBeforeReplace":
                    request.ReplaceOnChanges.Add("*");
                    (request.DeleteBeforeReplace, request.DeleteBeforeReplaceDefined) = (true, true);
                    break;
                case "trigger":
                    request.ReplacementTrigger = Google.Protobuf.WellKnownTypes.Value.ForString(setting);
                    break;
                case "protect":
                    request.Protect = true;
                    break;
                case "ignoreChanges":
                    request.IgnoreChanges.Add("setting");
                    break;
            }
        });
        await program.ThingAsync("a", [("value", Text("1"))], more: request => request.Provider = $"{mine.Urn}::{mine.Id}");
    }

    private async Task<string> ProviderIdAsync() => (await _bench.ResourcesAsync()).Single(state => state is { IsProvider: true, Delete: false }).Id;

    [TestCase("""["other","memory"]""", true)]
    [TestCase("""["*"]""", true)]
    [TestCase("""["other"]""", false)]
    [TestCase("", false)]
    public async Task Default_providers_can_be_ruled_out_by_a_setting(string setting, bool denied)
    {
        _bench.Config["pulumi:disable-default-providers"] = new ConfigValue(setting, Secret: false, IsObject: setting.Length > 0);
        var result = await _bench.UpAsync(program => program.ThingAsync("a"));
        Assert.That(result.Succeeded, Is.Not.EqualTo(denied));
        Assert.That(_bench.Errors.FirstOrDefault() ?? "", denied ? Does.StartWith("Default provider for 'memory' disabled") : Is.Empty);
        var called = await _bench.UpAsync(async program => await program.Monitor.InvokeAsync(new ResourceInvokeRequest { Tok = "memory:index:look", Args = new() }));
        Assert.That(called.Succeeded, Is.Not.EqualTo(denied));
        Assert.That((await _bench.UpAsync(program => OneWithItsOwnProviderAsync(program, "1", "none"))).Succeeded, Is.True, string.Join('\n', _bench.Errors));
    }

    [TestCase("memory")]
    [TestCase("""[1]""")]
    public async Task A_setting_that_rules_out_what_is_no_package_is_named(string setting)
    {
        _bench.Config["pulumi:disable-default-providers"] = new ConfigValue(setting, Secret: false, IsObject: false);
        Assert.That((await _bench.UpAsync(program => program.ThingAsync("a"))).Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("pulumi:disable-default-providers must be a list of package names"));
    }

    [Test]
    public async Task Calls_take_their_parents_provider_too()
    {
        await _bench.UpAsync(async program =>
        {
            var group = await GroupAsync(program, "group", program.StackUrn, await ProviderAsync(program, "mine"));
            await program.Monitor.InvokeAsync(new ResourceInvokeRequest { Tok = "memory:index:look", Args = new(), Parent = group });
        });
        Assert.That((await _bench.ResourcesAsync()).Where(state => state.IsProvider).Select(state => MemoryCloud.NameOf(state.Urn)), Is.EqualTo(new[] { "mine" }), "no default one");
    }

    private async Task<Dictionary<string, string>> ProvidersAsync() => (await _bench.ResourcesAsync())
        .Where(state => state.Provider.Length > 0)
        .ToDictionary(state => MemoryCloud.NameOf(state.Urn), state => state.Provider.Split("::")[^2]);

    private static async Task<string> ProviderAsync(ProgramClient program, string name)
    {
        var made = await program.ThingAsync(name, more: request => request.Type = "pulumi:providers:memory");
        return $"{made.Urn}::{made.Id}";
    }

    private static async Task<string> GroupAsync(ProgramClient program, string name, string parent, string? provider)
    {
        var request = new RegisterResourceRequest { Type = "test:index:Group", Name = name, Parent = parent, SupportsResultReporting = true };
        if (provider is not null)
            request.Providers.Add("memory", provider);
        return (await program.Monitor.RegisterResourceAsync(request)).Urn;
    }
}
