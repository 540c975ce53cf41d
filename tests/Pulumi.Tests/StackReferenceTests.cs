using Google.Protobuf.WellKnownTypes;
using Pulumi.Tests.StandIn;

namespace Pulumi.Tests;

/// <summary>The outputs of another stack.</summary>
public sealed class StackReferenceTests : ProgramTests
{
    [SetUp]
    public void OtherStack() => Engine.AnswerRead = request => Struct.Parser.ParseJson(
        """
        {"name":"organization/net/prod",
         "outputs":{"address":"198.18.0.1",
                    "key":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","value":"PEM"}},
         "secretOutputNames":["key"]}
        """);

    [Test]
    public async Task Reads_the_stack_that_it_is_named_after()
    {
        await RunWellAsync(() => _ = new StackReference("organization/net/prod"));

        var read = Engine.Reads.Single();
        Assert.That(
            (read.Type, read.Name, read.Id),
            Is.EqualTo(("pulumi:pulumi:StackReference", "organization/net/prod", "organization/net/prod")));
        Assert.That(read.Properties, Is.EqualTo(Struct.Parser.ParseJson("""{"name":"organization/net/prod"}""")));
    }

    [Test]
    public async Task Reads_the_stack_that_its_arguments_name()
    {
        await RunWellAsync(() => _ = new StackReference("net", new() { Name = Output.Create("organization/net/prod") }));

        Assert.That((Engine.Reads.Single().Name, Engine.Reads.Single().Id), Is.EqualTo(("net", "organization/net/prod")));
    }

    [Test]
    public async Task An_output_is_secret_only_if_it_is_itself()
    {
        await RunWellAsync(() =>
        {
            var other = new StackReference("net");
            _ = new Thing("a", Properties(("text", other.GetOutput("address")), ("secret", other.RequireOutput("key")), ("x", other.GetOutput("none"))));
        });

        Assert.That(Engine.Of("a").Object, Is.EqualTo(Struct.Parser.ParseJson(
            """{"text":"198.18.0.1","secret":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","value":"PEM"}}""")));
    }

    [Test]
    public async Task A_required_output_that_is_not_there_is_named()
    {
        var code = await RunAsync(() => { new StackReference("net").RequireOutput("gateway"); });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Does.Contain("Required output 'gateway' does not exist on stack 'organization/net/prod'."));
    }

    [Test]
    public async Task Details_say_whether_a_value_is_secret() => await RunAsync(async () =>
    {
        var other = new StackReference("net");
        var (address, key, none) = (
            await other.GetOutputDetailsAsync("address"), await other.GetOutputDetailsAsync("key"), await other.GetOutputDetailsAsync("none"));

        Assert.That((address.Value, address.SecretValue), Is.EqualTo(((object?)"198.18.0.1", (object?)null)));
        Assert.That((key.Value, key.SecretValue), Is.EqualTo(((object?)null, (object?)"PEM")));
        Assert.That((none.Value, none.SecretValue), Is.EqualTo(((object?)null, (object?)null)));
    });

    [Test]
    public async Task A_value_at_once_must_not_be_secret()
    {
        var values = new List<object?>();
        var code = await RunAsync(async () =>
        {
            var other = new StackReference("net");
            values.Add(await other.GetValueAsync("address"));
            values.Add(await other.RequireValueAsync("address"));
            values.Add(await other.GetValueAsync("none"));
            values.Add(await other.GetValueAsync("key"));
        });

        Assert.That(values, Is.EqualTo(new[] { "198.18.0.1", "198.18.0.1", null }));
        Assert.That(code, Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Does.Contain("Use 'GetOutput' instead"));
    }

    [Test]
    public async Task Where_no_names_of_secrets_are_known_every_output_is_as_secret_as_all()
    {
        Engine.IsPreview = true;
        Engine.AnswerRead = request => Struct.Parser.ParseJson(
            """{"outputs":{"a":1,"b":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","value":2}}}""");
        bool? secret = null;
        await RunAsync(async () => secret = await Output.IsSecretAsync(new StackReference("net").GetOutput("a")));

        Assert.That(secret, Is.True);
    }
}
