using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Tests.StandIn;
using Pulumi.Utilities;

namespace Pulumi.Tests;

/// <summary>What a program gets for what the engine answers.</summary>
public sealed class ReadingTests : ProgramTests
{
    private const string Sig = "4dabf18193072939515e22adb298388d";

    [Test]
    public async Task Reads_each_kind_of_value()
    {
        Answer($$$"""
            {"text":"t","number":3,"maybe":4,"ratio":0.5,"list":["a","b"],"map":{"k":1},"anything":{"x":[true]},"json":{"y":null},
             "nested":{"x":5,"label":"l"},"either":"e","color":"red",
             "file":{"{{{Sig}}}":"c44067f5952c0a294b673a41bacd8c17","path":"./a"}}
            """);
        var thing = await DeclareAsync();

        var anything = (ImmutableDictionary<string, object?>)await ValueOf(thing.Anything);
        var nested = await ValueOf(thing.Nested);
        Assert.Multiple(async () =>
        {
            Assert.That(await ValueOf(thing.Text), Is.EqualTo("t"));
            Assert.That(await ValueOf(thing.Number), Is.EqualTo(3));
            Assert.That(await ValueOf(thing.Maybe), Is.EqualTo(4));
            Assert.That(await ValueOf(thing.Ratio), Is.EqualTo(0.5));
            Assert.That(await ValueOf(thing.List), Is.EqualTo(new[] { "a", "b" }));
            Assert.That((await ValueOf(thing.Map))["k"], Is.EqualTo(1));
            Assert.That((ImmutableArray<object?>)anything["x"]!, Is.EqualTo(new object[] { true }));
            Assert.That((await ValueOf(thing.Json)).GetRawText(), Is.EqualTo("{\"y\":null}"));
            Assert.That((nested.X, nested.Label), Is.EqualTo((5, "l")));
            Assert.That((await ValueOf(thing.Either)).AsT1, Is.EqualTo("e"));
            Assert.That(await ValueOf(thing.Color), Is.EqualTo(Color.Red));
            Assert.That(await ValueOf(thing.File), Is.InstanceOf<FileAsset>());
            Assert.That(await ValueOf(thing.Urn), Is.EqualTo(StandInEngine.UrnOf("test:index:Thing", "thing")));
            Assert.That(await ValueOf(thing.Id), Is.EqualTo("thing-id"));
        });
    }

    [Test]
    public async Task A_secret_anywhere_inside_makes_the_output_secret()
    {
        Answer($$$"""{"list":["a",{"{{{Sig}}}":"1b47061264138c4ac30d75fd1eb44270","value":"b"}],"text":"plain"}""");
        var thing = await DeclareAsync();

        Assert.That(await Output.IsSecretAsync(thing.List), Is.True);
        Assert.That(await Output.IsSecretAsync(thing.Text), Is.False);
        Assert.That(await ValueOf(thing.List), Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public async Task An_unknown_anywhere_inside_makes_the_output_unknown()
    {
        Answer("""{"list":["a","04da6b54-80e4-46f7-96ec-b56ff0331ba9"],"text":"plain"}""");
        var thing = await DeclareAsync();

        Assert.That(await OutputUtilities.GetIsKnownAsync(thing.List), Is.False);
        Assert.That(await OutputUtilities.GetIsKnownAsync(thing.Text), Is.True);
    }

    [Test]
    public async Task What_is_missing_is_unknown_in_a_preview()
    {
        Engine.IsPreview = true;
        var thing = await DeclareAsync();

        Assert.That(await OutputUtilities.GetIsKnownAsync(thing.Text), Is.False);
        Assert.That(await OutputUtilities.GetIsKnownAsync(thing.Id), Is.False);
        Assert.That(await OutputUtilities.GetIsKnownAsync(thing.Urn), Is.True);
    }

    [Test]
    public async Task What_is_missing_is_nothing_after_an_update()
    {
        var thing = await DeclareAsync();

        Assert.That(await OutputUtilities.GetIsKnownAsync(thing.Text), Is.True);
        Assert.That(await ValueOf(thing.Text), Is.Null);
        Assert.That(await ValueOf(thing.Maybe), Is.Null);
    }

    [Test]
    public async Task What_is_missing_of_a_failed_resource_is_unknown_and_the_program_goes_on()
    {
        Engine.Answer = (_, response) =>
        {
            response.Result = Pulumirpc.Result.Fail;
            return Task.CompletedTask;
        };
        var thing = await DeclareAsync();

        Assert.That(await OutputUtilities.GetIsKnownAsync(thing.Text), Is.False);
    }

    [Test]
    public async Task A_value_that_does_not_fit_is_a_warning_and_a_default()
    {
        Answer("""{"number":"three","nested":{"x":"five"}}""");
        var thing = await DeclareAsync();

        Assert.That(await ValueOf(thing.Number), Is.Zero);
        Assert.That((await ValueOf(thing.Nested)).X, Is.Zero);
        var warnings = Engine.Logs.Where(log => log.Severity == Pulumirpc.LogSeverity.Warning).Select(log => log.Message).ToList();
        Assert.That(warnings, Has.Some.Contains("Thing.number").And.Some.Contains("Point(x)"));
    }

    [Test]
    public async Task Keys_of_the_engine_itself_are_not_part_of_a_map()
    {
        Answer("""{"map":{"__defaults":[],"k":1}}""");
        var thing = await DeclareAsync();

        Assert.That((await ValueOf(thing.Map)).Keys, Is.EqualTo(new[] { "k" }));
    }

    // The official SDK looks through every loaded assembly, the test adapter's too, and trips over what those lack.
    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task A_reference_becomes_the_resource_it_stands_for()
    {
        var urn = StandInEngine.UrnOf("test:index:Thing", "other");
        Answer($$$"""{"friend":{"{{{Sig}}}":"5cf8f73096256a8f31e491e813e4eb8e","urn":"{{{urn}}}","id":"other-id"}}""");
        Engine.AnswerInvoke = _ => new()
        {
            Return = Struct.Parser.ParseJson($$$"""{"urn":"{{{urn}}}","id":"other-id","state":{"text":"from the state"}}"""),
        };
        string? text = null;
        await RunWellAsync(() => new Thing("thing").Friend.Apply(friend => friend.Text).Apply(value => text = value));

        Assert.That(text, Is.EqualTo("from the state"));
        Assert.That(Engine.Invokes.Single().Tok, Is.EqualTo("pulumi:pulumi:getResource"));
    }

    [Test]
    public async Task A_discriminated_union_is_read_by_its_tag()
    {
        Engine.AnswerInvoke = _ => new()
        {
            Return = Struct.Parser.ParseJson(
                """{"a":{"kind":"bearer","value":"v"},"b":{"kind":"basic","value":"w"},"c":{"kind":"odd"},"d":{"value":"x"}}"""),
        };
        ImmutableDictionary<string, ILogin>? read = null;
        await RunAsync(async () => read = await OutputUtilities.GetValueAsync(
            Deployment.Instance.Invoke<ImmutableDictionary<string, ILogin>>("test:index:logins", InvokeArgs.Empty)));

        Assert.That((read!["a"] as Bearer)?.Value, Is.EqualTo("v"));
        Assert.That((read["b"] as Basic)?.Value, Is.EqualTo("w"));
        Assert.That((read["c"], read["d"]), Is.EqualTo(((ILogin?)null, (ILogin?)null)));
        Assert.That(
            Engine.Logs.Where(log => log.Severity == Pulumirpc.LogSeverity.Warning).Select(log => log.Message),
            Has.Some.Contains("unknown \"kind\" value \"odd\"; expected one of: basic, bearer")
                .And.Some.Contains("missing discriminator property \"kind\""));
    }

    // The official package brings a Google.Protobuf of its own for this, which is not to be had here.
    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task Reads_values_nested_deeply()
    {
        // https://github.com/pulumi/pulumi-dotnet/issues/322
        var value = Value.ForString("bottom");
        for (var i = 0; i < 400; i++)
        {
            value = Value.ForStruct(new() { Fields = { ["in"] = value } });
        }

        Engine.AnswerInvoke = _ => new() { Return = new() { Fields = { ["answer"] = value } } };
        object? read = null;
        await RunAsync(async () => read = await OutputUtilities.GetValueAsync(
            Deployment.Instance.InvokeSingle<object>("test:index:ask", InvokeArgs.Empty)));

        for (var i = 0; i < 400; i++)
        {
            read = ((ImmutableDictionary<string, object?>)read!)["in"];
        }

        Assert.That(read, Is.EqualTo("bottom"));
    }

    [Test]
    public async Task Dependencies_of_a_property_come_with_it()
    {
        Engine.Answer = (request, response) =>
        {
            if (request.Name == "thing")
            {
                response.Object = Struct.Parser.ParseJson("""{"text":"t"}""");
                response.PropertyDependencies["text"] = new() { Urns = { "urn:pulumi:dev::shop::test:index:Thing::behind" } };
            }

            return Task.CompletedTask;
        };
        await RunWellAsync(() => _ = new Thing("next", Properties(("given", new Thing("thing").Text))));

        Assert.That(Engine.Of("next").Dependencies, Is.EquivalentTo(new[]
        {
            StandInEngine.UrnOf("test:index:Thing", "thing"), StandInEngine.UrnOf("test:index:Thing", "behind"),
        }));
    }

    private static Task<T> ValueOf<T>(Output<T> output) => OutputUtilities.GetValueAsync(output);

    private void Answer(string json) => Engine.Answer = (request, response) =>
    {
        if (request.Name == "thing")
        {
            response.Object = Struct.Parser.ParseJson(json);
        }

        return Task.CompletedTask;
    };

    private async Task<Thing> DeclareAsync()
    {
        Thing? thing = null;
        await RunWellAsync(() => thing = new Thing("thing"));
        return thing!;
    }
}
