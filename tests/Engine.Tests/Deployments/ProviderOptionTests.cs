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
