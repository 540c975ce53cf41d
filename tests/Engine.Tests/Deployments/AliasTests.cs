using E3.Engine.Deployments;
using E3.Engine.State;
using E3.Engine.Tests.Support;
using Pulumirpc;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

public sealed class AliasTests
{
    private const string Group = "test:index:Group";

    private Workbench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task A_resource_may_have_had_another_name_type_or_parent()
    {
        await _bench.UpAsync(async program =>
        {
            var group = await program.ComponentAsync("group");
            await program.ThingAsync("by-urn");
            await program.ThingAsync("by-name");
            await program.ThingAsync("by-type", more: request => request.Type = "memory:index:Older");
            await program.ThingAsync("into", more: request => request.Parent = program.StackUrn);
            await program.ThingAsync("out-of", more: request => request.Parent = group.Urn);
            await program.ThingAsync("no-parent", more: request => request.Parent = "");
        });
        _bench.TakeCalls();
        var result = await _bench.UpAsync(async program =>
        {
            var group = await program.ComponentAsync("group");
            await program.ThingAsync("by-urn2", more: request => request.Aliases.Add(new Alias { Urn = Urn("by-urn") }));
            await program.ThingAsync("by-name2", more: Spec(new() { Name = "by-name" }));
            await program.ThingAsync("by-type", more: Spec(new() { Type = "memory:index:Older" }));
            await program.ThingAsync("into", more: Spec(new() { ParentUrn = program.StackUrn }, group.Urn));
            await program.ThingAsync("out-of", more: Spec(new() { ParentUrn = group.Urn }));
            await program.ThingAsync("no-parent", more: Spec(new() { NoParent = true }, group.Urn));
        });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        Assert.That((await _bench.FindAsync("by-urn2"))!.Aliases, Is.EqualTo(new[] { Urn("by-urn") }));
        Assert.That((await _bench.ResourcesAsync()).Count(state => state.Custom && !state.IsProvider), Is.EqualTo(6));
    }

    [Test]
    public async Task What_is_left_alone_comes_behind_what_it_needs_though_that_has_another_name_now()
    {
        await _bench.UpAsync(async program =>
        {
            var needed = await program.ThingAsync("needed");
            await program.ThingAsync("kept", more: request => request.ReplaceWith.Add(needed.Urn));
        });
        var result = await _bench.RunAsync(
            OperationKind.Update,
            async program =>
            {
                await program.ThingAsync("kept");
                await program.ThingAsync("renamed", more: Spec(new() { Name = "needed" }));
            },
            request => request with { Excludes = ["**::kept"] });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That((await _bench.FindAsync("kept"))!.ReplaceWith, Is.EqualTo(new[] { Urn("renamed") }));
    }

    [Test]
    public async Task Children_follow_a_parent_that_was_renamed_retyped_or_moved()
    {
        await _bench.UpAsync(async program =>
        {
            var outer = await program.ComponentAsync("app");
            await program.ThingAsync("app-disk", more: request => request.Parent = outer.Urn);
            var inner = await GroupAsync(program, Group, "app-inner", outer.Urn);
            await program.ThingAsync("deep", more: request => request.Parent = inner);
        });
        _bench.TakeCalls();
        Func<ProgramClient, Task> renamed = async program =>
        {
            var outer = await GroupAsync(program, "test:index:Team", "newapp", program.StackUrn, new() { Name = "app", Type = Group });
            await program.ThingAsync("newapp-disk", more: request => request.Parent = outer);
            var inner = await GroupAsync(program, Group, "newapp-inner", outer);
            await program.ThingAsync("deeper", more: Spec(new() { Name = "deep" }, inner));
        };
        var result = await _bench.UpAsync(renamed);
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Is.Empty);
        Assert.That((await _bench.ResourcesAsync()).Select(state => state.Urn), Has.Member("urn:pulumi:dev::proj::test:index:Team$test:index:Group$memory:index:Thing::deeper"));
        Assert.That((await _bench.UpAsync(renamed)).HasChanges, Is.False);
    }

    [Test]
    public async Task A_name_that_two_resources_claim_is_refused_whichever_comes_first([Values] bool renamedFirst)
    {
        await _bench.UpAsync(program => program.ThingAsync("a"));
        _bench.TakeCalls();
        var result = await _bench.UpAsync(async program =>
        {
            Task Renamed() => program.ThingAsync("b", more: Spec(new() { Name = "a" }));
            Task Same() => program.ThingAsync("a");
            await (renamedFirst ? Renamed() : Same());
            await (renamedFirst ? Same() : Renamed());
        });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains(renamedFirst
            ? $"Duplicate resource URN '{Urn("a")}' conflicting with alias on resource with URN '{Urn("b")}'"
            : $"Duplicate resource alias '{Urn("a")}' applied to resource with URN '{Urn("b")}' conflicting with resource with URN '{Urn("a")}'"));
        Assert.That(_bench.TakeCalls(), Is.Empty);
    }

    [Test]
    public async Task A_former_name_has_one_heir()
    {
        await _bench.UpAsync(program => program.ThingAsync("a"));
        _bench.TakeCalls();
        var result = await _bench.UpAsync(async program =>
        {
            await program.ThingAsync("b", more: Spec(new() { Name = "a" }));
            await program.ThingAsync("c", more: Spec(new() { Name = "a" }));
        });
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains($"Duplicate resource alias '{Urn("a")}' applied to resource with URN '{Urn("c")}' conflicting with resource with URN '{Urn("b")}'"));
        Assert.That(_bench.TakeCalls(), Is.Empty);
    }

    [Test]
    public async Task A_former_name_may_be_that_of_a_new_resource_where_nothing_had_it([Values] bool renamedFirst)
    {
        var result = await _bench.UpAsync(async program =>
        {
            Task Renamed() => program.ThingAsync("b", more: Spec(new() { Name = "a" }));
            Task New() => program.ThingAsync("a");
            await (renamedFirst ? Renamed() : New());
            await (renamedFirst ? New() : Renamed());
        });
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        Assert.That(_bench.TakeCalls(), Has.Length.EqualTo(2));
    }

    [Test]
    public void Stack_and_project_may_have_been_others()
    {
        var goal = new Goal
        {
            Type = "a:b:C",
            Name = "name",
            Custom = true,
            Parent = "urn:pulumi:dev::proj::test:index:Group::group",
            Aliases = [new AliasSpec(null, null, null, "prod", null, null, false), new AliasSpec(null, "other", null, null, "elsewhere", null, true)],
        };
        Assert.That(Aliases.Resolve(goal, "", new StackReference("proj", "dev"), _ => null), Is.EqualTo(new[]
        {
            "urn:pulumi:prod::proj::test:index:Group$a:b:C::name", "urn:pulumi:dev::elsewhere::a:b:C::other",
        }));
    }

    private static Action<RegisterResourceRequest> Spec(Alias.Types.Spec spec, string? parent = null) => request =>
    {
        request.Aliases.Add(new Alias { Spec = spec });
        request.Parent = parent ?? request.Parent;
    };

    private static async Task<string> GroupAsync(ProgramClient program, string type, string name, string parent, Alias.Types.Spec? was = null)
    {
        var request = new RegisterResourceRequest { Type = type, Name = name, Parent = parent, SupportsResultReporting = true };
        if (was is not null)
            request.Aliases.Add(new Alias { Spec = was });
        return (await program.Monitor.RegisterResourceAsync(request)).Urn;
    }
}
