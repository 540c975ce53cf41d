using System.Collections.Immutable;
using System.Text.Json;
using Pulumi.Utilities;

namespace Pulumi.Tests;

/// <summary>Outputs by themselves: no engine is needed to combine them.</summary>
public sealed class OutputTests
{
    [Test]
    public async Task Apply_takes_values_tasks_inputs_and_outputs()
    {
        var one = Output.Create(1);

        Assert.Multiple(async () =>
        {
            Assert.That(await ValueOf(one.Apply(x => x + 1)), Is.EqualTo(2));
            Assert.That(await ValueOf(one.Apply(x => Task.FromResult(x + 2))), Is.EqualTo(3));
            Assert.That(await ValueOf(one.Apply(x => Output.Create(x + 3))), Is.EqualTo(4));
            Assert.That(await ValueOf(one.Apply(x => (Input<int>)(x + 4))), Is.EqualTo(5));
        });
    }

    [Test]
    public async Task Secrecy_goes_along_and_can_be_taken_off()
    {
        var secret = Output.CreateSecret("s");
        var inside = Output.Create(1).Apply(_ => secret);

        Assert.Multiple(async () =>
        {
            Assert.That(await Output.IsSecretAsync(secret.Apply(text => text.Length)), Is.True);
            Assert.That(await Output.IsSecretAsync(inside), Is.True);
            Assert.That(await Output.IsSecretAsync(Output.Unsecret(inside)), Is.False);
            Assert.That(await Output.IsSecretAsync(Output.Tuple<int, string>(1, secret)), Is.True);
            Assert.That(await Output.IsSecretAsync(Output.All(Output.Create("a"), secret)), Is.True);
            Assert.That(await Output.IsSecretAsync(Output.Format($"a{secret}")), Is.True);
            Assert.That(await Output.IsSecretAsync(Output.Create("a")), Is.False);
        });
    }

    [Test]
    public async Task What_is_made_of_an_unknown_is_unknown_and_stays_secret()
    {
        var unknown = Output.CreateSecret(OutputUtilities.CreateUnknown("?"));
        var derived = unknown.Apply(text => text + "!");

        Assert.That(await OutputUtilities.GetIsKnownAsync(derived), Is.False);
        Assert.That(await Output.IsSecretAsync(derived), Is.True);
        Assert.That(await OutputUtilities.GetIsKnownAsync(Output.All<string>("a", unknown)), Is.False);
    }

    [Test]
    public async Task Tuples_of_every_size_keep_their_order()
        => Assert.That(
            await ValueOf(Output.Tuple<int, string, int, string, int, string, int, string>(1, "2", 3, "4", 5, "6", 7, Output.Create("8"))),
            Is.EqualTo((1, "2", 3, "4", 5, "6", 7, "8")));

    [Test]
    public async Task Format_is_culture_free()
        => Assert.That(await ValueOf(Output.Format($"{Output.Create(1.5)}|{(Input<string>)"x"}|{null}|{7:000}")), Is.EqualTo("1.5|x||007"));

    [Test, Category(Beyond.TheOfficialSdk)]
    public async Task Serializes_JSON_with_outputs_inside()
    {
        var late = new TaskCompletionSource<int>();
        var json = Output.JsonSerialize(Output.Create(new Document
        {
            Count = Output.Create(late.Task),
            Names = { "a", Output.CreateSecret("b") },
            Map = { ["k"] = "v" },
        }));
        late.SetResult(3);

        Assert.That(await ValueOf(json), Is.EqualTo("""{"Count":3,"Names":["a","b"],"Map":{"k":"v"}}"""));
        Assert.That(await Output.IsSecretAsync(json), Is.True);
    }

    [Test]
    public async Task JSON_with_an_unknown_inside_is_unknown()
    {
        var json = Output.JsonSerialize(Output.Create(new Document { Count = OutputUtilities.CreateUnknown(0) }));

        Assert.That(await OutputUtilities.GetIsKnownAsync(json), Is.False);
    }

    [Test]
    public async Task Reads_JSON_into_outputs_that_inherit_secrecy()
    {
        var document = await ValueOf(Output.JsonDeserialize<Document>(
            Output.CreateSecret("""{"Count":3,"Names":["a"],"Map":{"k":"v"}}""")));

        Assert.That(await ValueOf(document.Count.ToOutput()), Is.EqualTo(3));
        Assert.That(await Output.IsSecretAsync(document.Count.ToOutput()), Is.True);
        Assert.That(await ValueOf(document.Names.ToOutput()), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task Options_of_the_caller_are_kept()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
        var json = Output.JsonSerialize(Output.Create(new { SomeName = 1 }), options);

        Assert.That(await ValueOf(json), Is.EqualTo("""{"someName":1}"""));
        Assert.That(options.Converters, Is.Empty);
    }

    [Test]
    public async Task Lists_and_maps_grow_join_and_keep_what_they_were_made_of()
    {
        InputList<int> first = new[] { 1, 2 };
        var both = first.Concat(new[] { 3 });
        first.Add(9);
        var merged = InputMap<int>.Merge(new() { ["a"] = 1, ["b"] = 1 }, new() { ["b"] = 2 });

        Assert.That(await ValueOf(both.ToOutput()), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(await ValueOf(first.ToOutput()), Is.EqualTo(new[] { 1, 2, 9 }));
        Assert.That((await ValueOf(merged.ToOutput()))["b"], Is.EqualTo(2));
    }

    [Test]
    public void A_key_cannot_get_two_values()
    {
        var map = new InputMap<string> { { "k", "v" }, { "k", "v" } };
        Assert.That(async () => (await ValueOf(map.ToOutput()))["k"], Is.EqualTo("v"));

        map.Add("k", "other");
        Assert.That(async () => await ValueOf(map.ToOutput()), Throws.ArgumentException.With.Message.Contains("'k'"));
    }

    [Test]
    public async Task Helpers_for_arrays_and_unions()
    {
        var array = Output.Create(ImmutableArray.Create("a", "b"));
        var union = Output.Create<Union<int, string>>("u");

        Assert.Multiple(async () =>
        {
            Assert.That(await ValueOf(array.GetAt(1)), Is.EqualTo("b"));
            Assert.That(await ValueOf(array.First()), Is.EqualTo("a"));
            Assert.That(await ValueOf(array.Length()), Is.EqualTo(2));
            Assert.That(await ValueOf(union.IsT1()), Is.True);
            Assert.That(await ValueOf(union.AsT1()), Is.EqualTo("u"));
        });
    }

    [Test]
    public async Task A_deferred_output_becomes_another_one_with_its_marks()
    {
        var deferred = new DeferredOutput<string>();
        var longer = deferred.Output.Apply(text => text + "!");
        deferred.Resolve(Output.CreateSecret("now"));

        Assert.That(await OutputUtilities.GetValueAsync(longer), Is.EqualTo("now!"));
        Assert.That(await Output.IsSecretAsync(longer), Is.True);
        Assert.Throws<InvalidOperationException>(() => deferred.Resolve(Output.Create("again")));
    }

    [Test]
    public void A_deferred_output_fails_with_the_other_one()
    {
        var deferred = new DeferredOutput<string>();
        deferred.Resolve(Output.Create(Task.FromException<string>(new FormatException("not a number"))));

        Assert.That(
            async () => await OutputUtilities.GetValueAsync(deferred.Output),
            Throws.InstanceOf<Exception>().With.Message.Contains("not a number"));
    }

    [Test, Category(Beyond.TheOfficialSdk)]
    public void As_text_an_output_says_how_to_get_its_value()
        => Assert.That(Output.CreateSecret("hidden").ToString(), Does.Contain("Output.Format").And.Not.Contain("hidden"));

    private static Task<T> ValueOf<T>(Output<T> output) => OutputUtilities.GetValueAsync(output);

    private sealed class Document
    {
        public Input<int> Count { get; set; } = 0;

        public InputList<string> Names { get; set; } = [];

        public InputMap<string> Map { get; set; } = [];
    }
}
