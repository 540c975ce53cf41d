using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Engine.State;
using E3.Engine.Tests.Support;
using Pulumirpc;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

public sealed class OptionTests
{
    private Workbench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task Dependants_are_deleted_first()
    {
        await _bench.UpAsync(async program =>
        {
            var first = await program.ThingAsync("first");
            var second = await program.ThingAsync("second", dependsOn: [first]);
            await program.ThingAsync("third", dependsOn: [second]);
        });
        _bench.TakeCalls();
        Assert.That((await _bench.RunAsync(OperationKind.Destroy)).Succeeded, Is.True);
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete third", "delete second", "delete first" }));
        Assert.That(await _bench.ResourcesAsync(), Is.Empty);
    }

    [Test]
    public async Task No_more_than_asked_are_worked_on_at_once()
    {
        _bench.Cloud.Before = async (_, _, _) => await Task.Yield();
        await _bench.UpAsync(
            program => Task.WhenAll(Enumerable.Range(0, 40).Select(index => program.ThingAsync($"t{index}"))),
            request => request with { Parallel = 3 });
        Assert.That(_bench.Cloud.MostAtOnce, Is.LessThanOrEqualTo(3));
        await _bench.RunAsync(OperationKind.Destroy, with: request => request with { Parallel = 3 });
        Assert.That(_bench.Cloud.MostAtOnce, Is.LessThanOrEqualTo(3));
        Assert.That(_bench.Cloud.Things, Is.Empty);
    }

    [Test]
    public async Task A_protected_resource_is_neither_deleted_nor_replaced_and_keeps_what_it_needs()
    {
        await UpAsync("1");
        _bench.TakeCalls();
        Assert.That((await UpAsync("2")).Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains("cannot be replaced because it is protected"));
        Assert.That(_bench.TakeCalls(), Is.Empty);

        Assert.That((await _bench.RunAsync(OperationKind.Preview)).Changes["delete"], Is.EqualTo(2), "the others go");
        var result = await _bench.RunAsync(OperationKind.Destroy);
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors.Count(error => error.Contains("cannot be deleted because it is protected", StringComparison.Ordinal)), Is.EqualTo(2), "all are told at once");
        Assert.That(_bench.TakeCalls(), Is.EquivalentTo(new[] { "delete leaf", "delete other" }));
        Assert.That(result.Changes["delete"], Is.EqualTo(2));
        Assert.That((await _bench.RunAsync(OperationKind.Destroy, with: request => request with { IgnoreProtect = true })).Succeeded, Is.True);
        Assert.That(_bench.Cloud.Things, Is.Empty);

        Task<OperationResult> UpAsync(string key) => _bench.UpAsync(async program =>
        {
            var root = await program.ThingAsync("root");
            var safe = await program.ThingAsync("safe", [("key", Text(key))], dependsOn: [root], more: request => request.Protect = true);
            await program.ThingAsync("leaf", dependsOn: [safe]);
            await program.ThingAsync("other");
            await program.ThingAsync("also-safe", more: request => request.Protect = true);
        });
    }

    [Test]
    public async Task What_a_protected_resource_vanishes_with_stays()
    {
        await _bench.UpAsync(async program =>
        {
            var container = await program.ThingAsync("container");
            await program.ThingAsync("content", more: request => (request.DeletedWith, request.Protect) = (container.Urn, true));
        });
        _bench.TakeCalls();
        Assert.That((await _bench.UpAsync(_ => Task.CompletedTask)).Succeeded, Is.False);
        Assert.That(_bench.TakeCalls(), Is.Empty);
    }

    [Test]
    public async Task What_is_to_be_retained_is_forgotten_not_deleted()
    {
        await _bench.UpAsync(program => program.ThingAsync("kept", more: request => request.RetainOnDelete = true));
        await _bench.UpAsync(_ => Task.CompletedTask);
        Assert.That(await _bench.FindAsync("kept"), Is.Null);
        Assert.That(_bench.Cloud.Things, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_vanishes_with_another_is_not_deleted_by_itself()
    {
        await _bench.UpAsync(async program =>
        {
            var host = await program.ThingAsync("host");
            await program.ThingAsync("guest", dependsOn: [host], more: request => request.DeletedWith = host.Urn);
        });
        _bench.TakeCalls();
        Assert.That((await _bench.RunAsync(OperationKind.Destroy)).Succeeded, Is.True);
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete host" }));
        Assert.That(await _bench.ResourcesAsync(), Is.Empty);
    }

    [Test]
    public async Task What_vanishes_with_another_is_known_for_as_long_as_that_stays()
    {
        await HostAndGuestAsync("1");
        _bench.Cloud.Before = (_, _, _) => throw new ProviderException("in use");
        Assert.That((await _bench.RunAsync(OperationKind.Destroy)).Succeeded, Is.False);
        Assert.That((await _bench.ResourcesAsync()).Count(state => state.Type == ProgramClient.ThingType), Is.EqualTo(2));
        _bench.Cloud.Before = (_, _, _) => Task.CompletedTask;
        await _bench.RunAsync(OperationKind.Destroy);
        Assert.That((await _bench.ResourcesAsync(), _bench.Cloud.Things.Count), Is.EqualTo((ImmutableArray<ResourceState>.Empty, 0)));
    }

    [Test]
    public async Task What_vanishes_with_another_is_deleted_by_itself_when_only_the_old_half_of_that_goes()
    {
        await HostAndGuestAsync("1");
        // The host is replaced, the guest with it, and the two old ones are left.
        _bench.Cloud.Before = (verb, _, _) => verb == "delete" ? throw new ProviderException("in use") : Task.CompletedTask;
        Assert.That((await HostAndGuestAsync("2")).Succeeded, Is.False);
        _bench.Cloud.Before = (_, _, _) => Task.CompletedTask;
        Assert.That((await _bench.UpAsync(program => program.ThingAsync("host", [("key", Text("2"))]))).Succeeded, Is.True);
        Assert.That(_bench.Cloud.Things.Select(thing => MemoryCloud.NameOf(thing.Value.Urn)), Is.EqualTo(new[] { "host" }));
    }

    [Test]
    public async Task Ignored_changes_change_nothing_and_named_ones_replace()
    {
        await UpAsync("1", _ => { });
        _bench.TakeCalls();
        await UpAsync("2", request => request.IgnoreChanges.Add("value"));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        await UpAsync("3", request => request.ReplaceOnChanges.Add("value"));
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "create a", "delete a" }));

        Task<OperationResult> UpAsync(string value, Action<RegisterResourceRequest> more) =>
            _bench.UpAsync(program => program.ThingAsync("a", [("value", Text(value))], more: more));
    }

    [Test]
    public async Task What_a_renamed_provider_managed_can_be_deleted_by_it()
    {
        await _bench.UpAsync(async program =>
        {
            var old = await ProviderAsync(program, "old", _ => { });
            await program.ThingAsync("a", more: request => request.Provider = $"{old.Urn}::{old.Id}");
        });
        var result = await _bench.UpAsync(program => ProviderAsync(program, "new", request => request.Aliases.Add(new Alias { Spec = new Alias.Types.Spec { Name = "old" } })));
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.Cloud.Things, Is.Empty);

        static async Task<Made> ProviderAsync(ProgramClient program, string name, Action<RegisterResourceRequest> more)
        {
            var request = new RegisterResourceRequest { Type = "pulumi:providers:memory", Name = name, Custom = true, Parent = program.StackUrn };
            more(request);
            var response = await program.Monitor.RegisterResourceAsync(request);
            return new Made(response.Urn, response.Id, PropertyMap.Empty, response.Result);
        }
    }

    [Test]
    public async Task A_renamed_resource_with_an_alias_stays_the_same_one()
    {
        await _bench.UpAsync(async program =>
        {
            var old = await program.ThingAsync("old");
            await program.ThingAsync("leaf", dependsOn: [old]);
        });
        _bench.TakeCalls();
        var result = await _bench.UpAsync(async program =>
        {
            var made = await program.ThingAsync("new", more: request => request.Aliases.Add(new Alias { Spec = new Alias.Types.Spec { Name = "old" } }));
            await program.ThingAsync("leaf", dependsOn: [made]);
        });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        Assert.That(await _bench.FindAsync("new"), Is.Not.Null);
        Assert.That(await _bench.FindAsync("old"), Is.Null);
    }

    [Test]
    public async Task A_rename_holds_together_when_the_run_ends_before_the_dependants()
    {
        await _bench.UpAsync(async program =>
        {
            var old = await program.ThingAsync("old");
            await program.ThingAsync("leaf", dependsOn: [old]);
        });
        await _bench.UpAsync(async program =>
        {
            await program.ThingAsync("new", more: request => request.AliasURNs.Add(Urn("old")));
            throw new InvalidOperationException("stop here");
        });
        Assert.That((await _bench.FindAsync("leaf"))!.Dependencies, Is.EqualTo(new[] { Urn("new") }));
    }

    [Test]
    public async Task Children_are_named_after_their_parents_and_time_outs_reach_the_state()
    {
        await _bench.UpAsync(async program =>
        {
            var group = await program.ComponentAsync("group");
            await program.OutputsAsync(group.Urn, ("size", new PropertyValue.Number(1)));
            await program.ThingAsync("child", more: request =>
            {
                request.Parent = group.Urn;
                request.CustomTimeouts = new RegisterResourceRequest.Types.CustomTimeouts { Create = "1h30m", Delete = "20s" };
            });
        });
        var child = (await _bench.ResourcesAsync()).Single(state => state.Urn.EndsWith("::child", StringComparison.Ordinal));
        Assert.That(child.Urn, Is.EqualTo("urn:pulumi:dev::proj::test:index:Group$memory:index:Thing::child"));
        Assert.That(child.Timeouts.Create, Is.EqualTo(TimeSpan.FromMinutes(90)));
        Assert.That((await _bench.ResourcesAsync()).Single(state => state.Type == "test:index:Group").Outputs["size"], Is.EqualTo(new PropertyValue.Number(1)));
    }

    [Test]
    public async Task Settings_reach_the_default_provider_and_an_explicit_one_has_its_own()
    {
        _bench.Config["memory:token"] = new ConfigValue("hush-hush", Secret: true, IsObject: false);
        await _bench.UpAsync(async program =>
        {
            await program.ThingAsync("a", more: request => request.Version = "4.76.0");
            var provider = await program.ThingAsync("mine", [("token", Text("own"))], more: request => request.Type = "pulumi:providers:memory");
            await program.ThingAsync("b", more: request => request.Provider = $"{provider.Urn}::{(provider.Id.Length > 0 ? provider.Id : "04da6b54-80e4-46f7-96ec-b56ff0331ba9")}");
        });
        Assert.That(_bench.Errors, Is.Empty);
        Assert.That(_bench.Cloud.Configured.Select(config => config["token"]), Is.EqualTo(new[] { Text("hush-hush"), Text("own") }));
        Assert.That((await _bench.FindAsync("a"))!.Provider, Does.Contain("pulumi:providers:memory::default_4_76_0::"));
        Assert.That((await _bench.FindAsync("b"))!.Provider, Does.Contain("::mine::"));
    }

    /// <summary>https://github.com/pulumi/pulumi/issues/9107</summary>
    [Test]
    public async Task A_token_rotated_since_is_used_to_destroy()
    {
        _bench.Config["memory:token"] = new ConfigValue("old-token", Secret: true, IsObject: false);
        await _bench.UpAsync(program => program.ThingAsync("a"));
        _bench.Config["memory:token"] = new ConfigValue("new-token", Secret: true, IsObject: false);
        _bench.Cloud.Configured.Clear();
        Assert.That((await _bench.RunAsync(OperationKind.Destroy)).Succeeded, Is.True);
        Assert.That(_bench.Cloud.Configured.Single()["token"], Is.EqualTo(Text("new-token")));
    }

    [Test]
    public async Task Reads_and_functions_are_answered_and_what_was_read_is_never_deleted()
    {
        await _bench.UpAsync(program => program.ThingAsync("a", [("value", Text("1"))]));
        PropertyMap read = PropertyMap.Empty, invoked = PropertyMap.Empty, looked = PropertyMap.Empty;
        Func<ProgramClient, Task> main = async program =>
        {
            var made = await program.ThingAsync("a", [("value", Text("1"))]);
            var response = await program.Monitor.ReadResourceAsync(new ReadResourceRequest { Type = ProgramClient.ThingType, Name = "seen", Id = "id-1", Parent = program.StackUrn });
            read = E3.Engine.Protocol.WireProperties.Read(response.Properties);
            var args = E3.Engine.Protocol.WireProperties.Write(PropertyMap.Empty.With("x", Text("y")), true, true);
            invoked = E3.Engine.Protocol.WireProperties.Read((await program.Monitor.InvokeAsync(new ResourceInvokeRequest { Tok = "memory:index:look", Args = args })).Return);
            args = E3.Engine.Protocol.WireProperties.Write(PropertyMap.Empty.With("urn", Text(made.Urn)), true, true);
            looked = E3.Engine.Protocol.WireProperties.Read((await program.Monitor.InvokeAsync(new ResourceInvokeRequest { Tok = "pulumi:pulumi:getResource", Args = args })).Return);
        };
        Assert.That((await _bench.UpAsync(main)).Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(read["address"], Is.EqualTo(Text("address-of-id-1")));
        Assert.That(invoked["token"], Is.EqualTo(Text("memory:index:look")));
        Assert.That(looked["id"], Is.EqualTo(Text("id-1")));
        Assert.That((await _bench.UpAsync(main)).HasChanges, Is.False);
        _bench.TakeCalls();
        var destroyed = await _bench.RunAsync(OperationKind.Destroy);
        Assert.That(_bench.TakeCalls(), Is.EqualTo(new[] { "delete a" }));
        Assert.That(destroyed.Changes["discard"], Is.EqualTo(1));
    }

    private Task<OperationResult> HostAndGuestAsync(string key) => _bench.UpAsync(async program =>
    {
        var host = await program.ThingAsync("host", [("key", Text(key))]);
        await program.ThingAsync("guest", more: request => request.DeletedWith = host.Urn, from: [("within", host, "address")]);
    });
}
