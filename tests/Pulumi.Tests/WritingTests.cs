using System.Collections.Immutable;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Tests.StandIn;
using Pulumi.Utilities;

namespace Pulumi.Tests;

/// <summary>What the engine is sent for what a program gives.</summary>
public sealed class WritingTests : ProgramTests
{
    private const string Sig = "4dabf18193072939515e22adb298388d";
    private const string Secret = "1b47061264138c4ac30d75fd1eb44270";
    private const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private static IEnumerable<TestCaseData> Values()
    {
        TestCaseData Case(string name, Func<object?> value, string json) => new TestCaseData(value, json).SetArgDisplayNames(name);

        yield return Case("text", () => "a", "\"a\"");
        yield return Case("whole number", () => 3, "3");
        yield return Case("number", () => 2.5, "2.5");
        yield return Case("truth value", () => true, "true");
        yield return Case("output", () => Output.Create("a"), "\"a\"");
        yield return Case("input of an output", () => (Input<string>)Output.Create("a"), "\"a\"");
        yield return Case("list", () => (InputList<string>)new[] { "a", "b" }, "[\"a\",\"b\"]");
        yield return Case("list with an output", () => new InputList<string> { "a", Output.Create("b") }, "[\"a\",\"b\"]");
        yield return Case("default array", () => default(ImmutableArray<string>), "[]");
        yield return Case("map", () => new InputMap<int> { { "b", 2 }, { "a", Output.Create(1) } }, "{\"b\":2,\"a\":1}");
        yield return Case("map without nulls", () => new Dictionary<string, object?> { ["a"] = null, ["b"] = 1 }, "{\"b\":1}");
        yield return Case("null in a list", () => new object?[] { null, 1 }, "[null,1]");
        yield return Case("arguments", () => new PointArgs { X = 1, Label = Output.Create("l") }, "{\"x\":1,\"label\":\"l\"}");
        yield return Case("arguments with a gap", () => new PointArgs { X = 1 }, "{\"x\":1}");
        yield return Case("union", () => (Union<int, string>)"u", "\"u\"");
        yield return Case("input union", () => (InputUnion<string, Color>)Color.Red, "\"red\"");
        yield return Case("enum struct", () => Color.Red, "\"red\"");
        yield return Case("enum", () => DayOfWeek.Tuesday, "2");
        yield return Case("JSON", () => JsonDocument.Parse("""{"a":[1,null,"x"]}""").RootElement, """{"a":[1,null,"x"]}""");
        yield return Case("input JSON", () => (InputJson)"""{"a":1}""", """{"a":1}""");
        yield return Case("secret", () => Output.CreateSecret("s"), $$"""{"{{Sig}}":"{{Secret}}","value":"s"}""");
        yield return Case(
            "secret inside a list",
            () => new InputList<string> { "a", Output.CreateSecret("s") },
            $$"""["a",{"{{Sig}}":"{{Secret}}","value":"s"}]""");
        yield return Case(
            "secret inside a map",
            () => new InputMap<string> { ["a"] = "a", ["s"] = Output.CreateSecret("s") },
            $$$"""{"a":"a","s":{"{{{Sig}}}":"{{{Secret}}}","value":"s"}}""");
        yield return Case(
            "secret of arguments with a secret inside",
            () => Output.CreateSecret(new PointArgs { X = Output.CreateSecret(1) }),
            $$$$"""{"{{{{Sig}}}}":"{{{{Secret}}}}","value":{"x":{"{{{{Sig}}}}":"{{{{Secret}}}}","value":1}}}""");
        yield return Case("unknown", () => OutputUtilities.CreateUnknown("x"), $"\"{Unknown}\"");
        yield return Case(
            "unknown in a list",
            () => new InputList<string> { "a", OutputUtilities.CreateUnknown("x") },
            $"[\"a\",\"{Unknown}\"]");
        yield return Case("file", () => new FileAsset("./a"), $$"""{"{{Sig}}":"c44067f5952c0a294b673a41bacd8c17","path":"./a"}""");
        yield return Case("text file", () => new StringAsset("t"), $$"""{"{{Sig}}":"c44067f5952c0a294b673a41bacd8c17","text":"t"}""");
        yield return Case(
            "remote file",
            () => new RemoteAsset("http://h/"),
            $$"""{"{{Sig}}":"c44067f5952c0a294b673a41bacd8c17","uri":"http://h/"}""");
        yield return Case("folder", () => new FileArchive("./d"), $$"""{"{{Sig}}":"0def7320c3a5731c473e5ecbe6d01bc7","path":"./d"}""");
        yield return Case(
            "archive of files",
            () => new AssetArchive(new Dictionary<string, AssetOrArchive> { ["a"] = new StringAsset("t") }),
            $$$$"""{"{{{{Sig}}}}":"0def7320c3a5731c473e5ecbe6d01bc7","assets":{"a":{"{{{{Sig}}}}":"c44067f5952c0a294b673a41bacd8c17","text":"t"}}}""");
    }

    [TestCaseSource(nameof(Values))]
    public async Task Sends_each_kind_of_value(Func<object?> value, string json)
        => Assert.That(await SentForAsync(value), Is.EqualTo(Value.Parser.ParseJson(json)));

    [Test]
    public async Task Leaves_out_what_has_no_value()
        => Assert.That(await SentForAsync(() => null), Is.Null);

    [Test]
    public async Task Leaves_out_an_output_that_turns_out_to_have_no_value()
        => Assert.That(await SentForAsync(() => Output.Create((string?)null)), Is.Null);

    [Test]
    public async Task Refers_to_a_resource_by_urn_and_id()
    {
        await RunWellAsync(() => _ = new Thing("b", Properties(("given", new Thing("a")))));

        var sent = Engine.Of("b").Object.Fields["given"].StructValue.Fields;
        Assert.Multiple(() =>
        {
            Assert.That(sent[Sig].StringValue, Is.EqualTo("5cf8f73096256a8f31e491e813e4eb8e"));
            Assert.That(sent["urn"].StringValue, Is.EqualTo(StandInEngine.UrnOf("test:index:Thing", "a")));
            Assert.That(sent["id"].StringValue, Is.EqualTo("a-id"));
        });
    }

    [Test]
    public async Task Refers_to_a_component_by_its_urn()
    {
        await RunWellAsync(() => _ = new Thing("b", Properties(("group", new Group("g")))));

        var sent = Engine.Of("b").Object.Fields["group"].StructValue.Fields;
        Assert.That(sent["urn"].StringValue, Is.EqualTo(StandInEngine.UrnOf("test:index:Group", "g")));
        Assert.That(sent, Does.Not.ContainKey("id"));
    }

    [Test]
    public async Task Gives_the_id_where_the_engine_takes_no_references()
    {
        Engine.Features.Remove("resourceReferences");
        await RunWellAsync(() => _ = new Thing("b", Properties(("given", new Thing("a")))));

        Assert.That(Engine.Of("b").Object.Fields["given"].StringValue, Is.EqualTo("a-id"));
    }

    [Test]
    public async Task Gives_an_object_from_a_resource_on_to_another()
    {
        await RunWellAsync(() =>
        {
            var first = new Thing("a", Properties(("nested", new PointArgs { X = 4, Label = "l" })));
            _ = new Thing("b", Properties(("given", first.Nested)));
        });

        Assert.That(Engine.Of("b").Object.Fields["given"], Is.EqualTo(Value.Parser.ParseJson("""{"x":4,"label":"l"}""")));
    }

    [Test]
    public async Task Sends_typed_arguments_under_their_names_in_the_schema()
    {
        await RunWellAsync(() => _ = new Thing("a", new ThingArgs
        {
            Text = "t",
            Point = new PointArgs { X = 1 },
            List = { "x", "y" },
            Map = { ["k"] = "v" },
            Either = "free text",
            AsJson = new[] { 1, 2 },
        }));

        Assert.That(Engine.Of("a").Object, Is.EqualTo(Struct.Parser.ParseJson(
            """{"text":"t","point":{"x":1},"list":["x","y"],"map":{"k":"v"},"either":"free text","asJson":"[ 1, 2 ]"}""")));
    }

    [Test]
    public async Task A_secret_anywhere_in_what_becomes_JSON_text_makes_the_text_secret()
    {
        await RunWellAsync(() => _ = new Thing("a", new ThingArgs { Text = "t", AsJson = new InputList<int> { Output.CreateSecret(1), 2 } }));

        Assert.That(Engine.Of("a").Object.Fields["asJson"], Is.EqualTo(Value.Parser.ParseJson(
            """{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","value":"[ 1, 2 ]"}""")));
    }

    [Test]
    public async Task JSON_text_of_a_map_is_the_same_in_every_run()
    {
        await RunWellAsync(() => _ = new Thing("a", new ThingArgs { Text = "t", MapAsJson = new InputMap<int> { ["c"] = 1, ["a"] = 2, ["b"] = 3, ["d"] = 4 } }));

        Assert.That(Engine.Of("a").Object.Fields["mapAsJson"].StringValue, Is.EqualTo("""{ "a": 2, "b": 3, "c": 1, "d": 4 }"""));
    }

    [Test]
    public async Task Names_the_required_argument_that_is_missing()
    {
        var code = await RunAsync(() => { _ = new Thing("a", new ThingArgs()); });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Does.Contain("Text is required but was not given a value"));
    }

    [Test]
    public async Task Names_the_property_whose_value_cannot_be_sent()
    {
        var code = await RunAsync(() => { _ = new Thing("a", Properties(("since", new Dictionary<string, object?> { ["t"] = 1L }))); });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(Engine.Errors.Single(), Does.Contain("\"since\"").And.Contain("System.Int64 is not a supported argument type"));
    }

    [Test]
    public async Task Says_that_a_task_must_be_wrapped()
    {
        await RunAsync(() => { _ = new Thing("a", Properties(("given", Task.FromResult("x")))); });

        Assert.That(Engine.Errors.Single(), Does.Contain("wrap your Task in an Output"));
    }

    [Test]
    public async Task Writes_JSON_that_any_parser_reads_back()
    {
        var value = await SentForAsync(() => Output.JsonSerialize(Output.Create(new { a = Output.Create(1) })));

        Assert.That(JsonFormatter.Default.Format(value!), Is.EqualTo("\"{\\\"a\\\":1}\""));
    }
}
