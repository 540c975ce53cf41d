using E3.Engine.Properties;
using E3.Engine.Protocol;
using E3.Engine.Secrets;
using E3.Engine.Tests.Support;
using Pulumirpc;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

/// <summary>The outputs of other stacks of the same backend, read through the package that the engine itself provides.</summary>
public sealed class StackReferenceTests
{
    private Workbench _bench = null!;

    [SetUp]
    public async Task SetUp()
    {
        _bench = new Workbench();
        var other = new StackEngine(_bench.Backend, _bench.Cloud.Provider, PassphraseSecrets.Create(Passphrase), TimeProvider.System)
        {
            Programs = _ => new TestProgram(async program =>
            {
                await program.OutputsAsync(program.StackUrn, ("address", Text("10.0.0.1")), ("token", Secret("hush-hush")));
                return 0;
            }),
        };
        await other.RunAsync(_bench.Request(OperationKind.Update) with { Project = "base", Stack = "prod" }, _bench, default, default);
    }

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task Are_read_with_secrets_kept_secret_and_leave_nothing_to_delete()
    {
        PropertyMap read = PropertyMap.Empty;
        var result = await _bench.UpAsync(async program => read = await ReadAsync(program, "organization/base/prod"));
        Assert.That(result.Succeeded, Is.True, string.Join('\n', _bench.Errors));
        var outputs = ((PropertyValue.Map)read["outputs"]).Properties;
        Assert.That((outputs["address"], outputs["token"]), Is.EqualTo((Text("10.0.0.1"), Secret("hush-hush"))));
        Assert.That(read["secretOutputNames"], Is.EqualTo(new PropertyValue.List([Text("token")])));
        Assert.That(await File.ReadAllTextAsync(_bench.StatePath), Does.Contain("pulumi:pulumi:StackReference").And.Contain("pulumi:providers:pulumi").And.Not.Contain("hush-hush"));
        Assert.That((await _bench.RunAsync(OperationKind.Destroy)).Changes["discard"], Is.EqualTo(1));
    }

    [Test]
    public async Task Are_read_by_call_too()
    {
        PropertyMap read = PropertyMap.Empty;
        await _bench.UpAsync(async program => read = WireProperties.Read((await program.Monitor.InvokeAsync(new ResourceInvokeRequest
        {
            Tok = "pulumi:pulumi:readStackOutputs",
            Args = WireProperties.Write(PropertyMap.Empty.With("name", Text("organization/base/prod")), secrets: true, resources: true),
        })).Return));
        Assert.That(_bench.Errors, Is.Empty);
        Assert.That(((PropertyValue.Map)read["outputs"]).Properties["address"], Is.EqualTo(Text("10.0.0.1")));
    }

    [TestCase("nowhere", "there is no stack 'nowhere'")]
    [TestCase("acme/base/prod", "'acme/base/prod' is no name of a stack")]
    public async Task Of_a_stack_that_is_not_there_say_so(string name, string expected)
    {
        var result = await _bench.UpAsync(program => ReadAsync(program, name));
        Assert.That(result.Succeeded, Is.False);
        Assert.That(_bench.Errors, Has.Some.Contains(expected));
    }

    [Test]
    public async Task What_a_stash_keeps_is_as_secret_as_what_it_was_given()
    {
        foreach (var value in new[] { Secret("hush-first"), Text("second") })
        {
            PropertyValue kept = PropertyValue.Null.Value;
            await _bench.UpAsync(async program =>
                kept = (await program.ThingAsync("stash", [("input", value)], more: request => request.Type = "pulumi:index:Stash"))["output"]);
            Assert.That(_bench.Errors, Is.Empty);
            Assert.That(kept, Is.EqualTo(Secret("hush-first")));
            Assert.That(await File.ReadAllTextAsync(_bench.StatePath), Does.Not.Contain("hush"));
        }
    }

    [Test]
    public async Task A_stash_keeps_its_first_value()
    {
        PropertyValue kept = PropertyValue.Null.Value;
        foreach (var value in new[] { "first", "second" })
        {
            await _bench.UpAsync(async program =>
                kept = (await program.ThingAsync("stash", [("input", Text(value))], more: request => request.Type = "pulumi:index:Stash"))["output"]);
        }
        Assert.That(_bench.Errors, Is.Empty);
        Assert.That(kept, Is.EqualTo(Text("first")));
    }

    private static async Task<PropertyMap> ReadAsync(ProgramClient program, string name) => WireProperties.Read((await program.Monitor.ReadResourceAsync(new ReadResourceRequest
    {
        Type = "pulumi:pulumi:StackReference",
        Name = "base",
        Id = name,
        Parent = program.StackUrn,
        AcceptSecrets = true,
        Properties = WireProperties.Write(PropertyMap.Empty.With("name", Text(name)), secrets: true, resources: true),
    })).Properties);
}
