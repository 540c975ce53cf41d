using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Garden;
using Pulumi.Garden.FlowerBeds;
using Pulumi.Garden.FlowerBeds.Inputs;
using Pulumi.Garden.Inputs;
using Pulumi.Tests.StandIn;

namespace Pulumi.Tests.Generation;

/// <summary>What the engine is told when a program uses classes that the generator wrote.</summary>
public sealed class GardenProgramTests : ProgramTests
{
    private const string Secret = "{\"4dabf18193072939515e22adb298388d\":\"1b47061264138c4ac30d75fd1eb44270\",\"value\":";

    [Test]
    public async Task A_resource_with_everything()
    {
        await RunWellAsync(() => _ = new Bed("bed", new()
        {
            BedText = "Keep off",
            Combination = "1234",
            Extra = 5,
            Labels = { ["a"] = "b" },
            Layers = { new SoilArgs { Kind = "clay", Below = new SoilArgs { Kind = "sand", Acidity = 6.5 } } },
            Marks = { ["one"] = 1 },
            Matrix = { ImmutableArray.Create(1, 2) },
            Notes = { "psst" },
            Season = Season.Spring,
            SownOn = "Monday",
            Width = 3,
        }));

        var sent = Engine.Of("bed");
        Assert.Multiple(() =>
        {
            Assert.That((sent.Type, sent.Version), Is.EqualTo(("garden:beds/bed:Bed", "1.2.3")));
            Assert.That(sent.AdditionalSecretOutputs, Is.EqualTo(new[] { "combination", "notes" }));
            Assert.That(sent.ReplaceOnChanges, Is.EqualTo(new[] { "layers[*].kind", "triggers[*]" }));
            Assert.That(sent.Aliases.Single().Spec.Type, Is.EqualTo("garden:index/bed:Bed"));
            Assert.That(sent.Object, Is.EqualTo(Struct.Parser.ParseJson(
                $$$"""
                {"bed":"Keep off","combination":{{{Secret}}}"1234"},"depth":2,"extra":5,"labels":{{{Secret}}}{"a":"b"}},
                 "layers":[{"kind":"clay","below":{"kind":"sand","acidity":6.5}}],"marks":{"one":1},"matrix":[[1,2]],
                 "notes":{{{Secret}}}["psst"]},"rows":2,"season":"spring","sown-on":"Monday","watered":true,"width":3}
                """)));
        });
    }

    [Test]
    public async Task An_existing_one_is_read_with_what_is_known_of_it()
    {
        await RunWellAsync(() => _ = Bed.Get("bed", "an-id", new() { Layers = { new SoilGetArgs { Kind = "clay" } } }));

        var sent = Engine.Reads.Single();
        Assert.That((sent.Type, sent.Id), Is.EqualTo(("garden:beds/bed:Bed", "an-id")));
        Assert.That(sent.Properties, Is.EqualTo(Struct.Parser.ParseJson("""{"layers":[{"kind":"clay"}]}""")));
    }

    [Test]
    public async Task Outputs_come_back_typed()
    {
        Engine.Answer = (_, response) =>
        {
            if (response.Urn.EndsWith("::bed", StringComparison.Ordinal))
            {
                response.Object = Struct.Parser.ParseJson(
                    """{"season":"spring","width":7,"rows":1,"depth":0.5,"layers":[{"kind":"clay"}],"sown-on":"Monday","plan":{"a":[1]}}""");
            }

            return Task.CompletedTask;
        };
        var found = "";
        await RunWellAsync(() =>
        {
            var bed = new Bed("bed", new() { BedText = "", Width = "wide" });
            _ = Output.Tuple<string, Union<string, int>, Rows?, Depth?, ImmutableArray<Garden.FlowerBeds.Outputs.Soil>, string?>(
                bed.Season, bed.Width, bed.Rows, bed.Depth, bed.Layers, bed.SownOn).Apply(all => found =
                $"{all.Item1} {all.Item2.AsT1} {all.Item3} {all.Item4 == Depth.Shallow} {all.Item5.Single().Kind} {all.Item6}");
        });

        Assert.That(found, Is.EqualTo("spring 7 One True clay Monday"));
    }

    [Test]
    public async Task Functions_are_called_at_once_or_with_outputs()
    {
        Engine.AnswerInvoke = request => new()
        {
            Return = request.Tok.EndsWith(":getWeather", StringComparison.Ordinal)
                ? Struct.Parser.ParseJson("""{"rain":0.5}""")
                : Struct.Parser.ParseJson("""{"id":"x","beds":[{"default":true,"season":"spring"}],"filters":[{"key":"k","values":["v"],"within":1}]}"""),
        };
        var found = new List<string>();
        await RunAsync(async () =>
        {
            var plain = await GetBeds.InvokeAsync(new()
            {
                Filters = { new GetBedsFilterArgs { Key = "k", Values = { "v" }, Within = 1 } },
                Marks = { ["a"] = "b" },
                Season = Season.Early_summer,
            });
            found.Add($"{plain.Beds.Single().Default} {plain.Beds.Single().Season} {plain.Filters.Single().Values.Single()}");
            var output = GetBeds.Invoke(
                new() { Filters = { new GetBedsFilterInputArgs { Key = Output.Create("k"), Values = { "v" }, Within = 1 } } },
                new InvokeOutputOptions { Version = "9.9.9" });
            found.Add((await Pulumi.Utilities.OutputUtilities.GetValueAsync(output)).Id);
            found.Add($"{(await GetWeather.InvokeAsync()).Rain}");
        });

        Assert.That(Engine.Errors, Is.Empty);
        Assert.That(found, Is.EqualTo(new[] { "True spring v", "x", "0.5" }));
        Assert.That(Engine.Invokes.Select(call => (call.Tok, call.Version, call.Args)), Is.EqualTo(new[]
        {
            ("garden:index/getBeds:getBeds", "1.2.3", Struct.Parser.ParseJson(
                """{"filters":[{"key":"k","values":["v"],"within":1}],"marks":{"a":"b"},"season":"early-summer"}""")),
            ("garden:index/getBeds:getBeds", "9.9.9", Struct.Parser.ParseJson("""{"filters":[{"key":"k","values":["v"],"within":1}]}""")),
            ("garden:index/getWeather:getWeather", "1.2.3", new Struct()),
        }));
    }

    [Test]
    public async Task A_provider_has_defaults_from_the_environment_and_hides_its_key()
    {
        SetVariable("GARDEN_URL", "https://from.environment");
        await RunWellAsync(() => _ = new Provider("mine", new() { Key = "k", Tools = { "rake" } }));

        var sent = Engine.Of("mine");
        Assert.That(sent.AdditionalSecretOutputs, Is.EqualTo(new[] { "key" }));
        Assert.That(sent.Object, Is.EqualTo(Struct.Parser.ParseJson(
            $$$"""
            {"address":"https://from.environment","agent":"gardener/1.2.3 \"\\\" & sons","key":{{{Secret}}}"k"},"rakes":"2","tools":"[ \"rake\" ]"}
            """)));
    }

    [Test]
    public async Task A_method_is_called_on_its_resource()
    {
        Engine.AnswerCall = _ => new() { Return = Struct.Parser.ParseJson("""{"basket":{"apples":3}}""") };
        object? apples = null;
        await RunWellAsync(() => new Provider("mine").Harvest().Apply(result => apples = result.Basket["apples"]));

        Assert.That(Engine.Calls.Single().Tok, Is.EqualTo("pulumi:providers:garden/harvest"));
        Assert.That(apples, Is.EqualTo(3));
    }

    [Test]
    public async Task Settings_come_from_the_stack_then_the_environment_then_the_schema()
    {
        SetVariable("PULUMI_CONFIG", """{"garden:hose":"2.5","garden:tools":"[\"rake\"]"}""");
        SetVariable("GARDEN_GATE", "north");
        var found = "";
        await RunWellAsync(() =>
        {
            found = $"{Garden.Config.Address} {Garden.Config.Gate} {Garden.Config.Hose} {Garden.Config.Rakes} {Garden.Config.Tools.Single()}";
            Garden.Config.Walled = true;
        });

        Assert.That(found, Is.EqualTo("https://garden.test north 2.5 2 rake"));
        Assert.That(Garden.Config.Walled, Is.True);
    }
}
