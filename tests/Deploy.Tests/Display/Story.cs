using System.Collections.Immutable;
using E3.Deploy.Display.Resources;
using E3.Engine;
using E3.Engine.Events;
using E3.Engine.Properties;
using Microsoft.Extensions.Time.Testing;

namespace E3.Deploy.Tests.Display;

/// <summary>Events of an operation as the engine would tell them, and the clock they happen by.</summary>
internal sealed class Story(OperationKind kind)
{
    public const string Droplet = "digitalocean:index/droplet:Droplet";
    public const string Fleet = "e3:hosts:Fleet";
    public const string Tag = "digitalocean:index/tag:Tag";

    public FakeTimeProvider Clock { get; } = new();

    public OperationView View => field ??= new OperationView(kind, "e3", "local", Clock);

    public IEngineEvents? Listener { get; set; }

    public static string StackUrn => "urn:pulumi:local::e3::pulumi:pulumi:Stack::e3-local";

    public static string Urn(string type, string name) => $"urn:pulumi:local::e3::{type}::{name}";

    public static PropertyMap Map(params (string Name, object? Value)[] entries) =>
        PropertyMap.From(entries.Select(entry => KeyValuePair.Create(entry.Name, Value(entry.Value))));

    public static PropertyValue Value(object? value) => value switch
    {
        null => PropertyValue.Null.Value,
        bool truth => new PropertyValue.Bool(truth),
        int number => new PropertyValue.Number(number),
        double number => new PropertyValue.Number(number),
        string text => new PropertyValue.Text(text),
        PropertyMap map => new PropertyValue.Map(map),
        object[] items => new PropertyValue.List([.. items.Select(Value)]),
        PropertyValue known => known,
        _ => throw new ArgumentException(value.GetType().Name),
    };

    public static StepEventStateMetadata State(string urn, string parent, PropertyMap? inputs = null, PropertyMap? outputs = null, string id = "") =>
        new(UrnParts.Of(urn).Type, urn, Custom: UrnParts.Of(urn).Type.Split(':')[0] is not ("e3" or "pulumi"), Delete: false, id, parent, Protect: false, External: false, RetainOnDelete: false,
            inputs ?? PropertyMap.Empty, outputs ?? PropertyMap.Empty, Provider: "", InitErrors: []);

    public static StepEventMetadata Step(
        string op, string urn, string parent, PropertyMap? old = null, PropertyMap? fresh = null, string[]? diffs = null, string[]? keys = null,
        PropertyMap? oldOutputs = null, PropertyMap? outputs = null, string id = "") => new(
            op, urn, UrnParts.Of(urn).Type,
            old is null ? null : State(urn, parent, old, oldOutputs, id.Length > 0 ? id : "4711"),
            fresh is null ? null : State(urn, parent, fresh, outputs),
            keys ?? [], diffs ?? [],
            diffs?.ToImmutableSortedDictionary(key => key, key => new EventPropertyDiff(keys?.Contains(key) == true ? "update-replace" : "update", true)),
            Logical: op is not ("create-replacement" or "delete-replaced"), Provider: "urn:pulumi:local::e3::pulumi:providers:digitalocean::default_4_76_0::abc");

    public Story Tell(EngineEvent engineEvent)
    {
        if (Listener is { } listener)
        {
            listener.Publish(engineEvent);
        }
        else
        {
            View.Take(engineEvent);
        }

        return this;
    }

    public Story Begin(StepEventMetadata step) => Tell(new ResourcePreEvent(step, kind is OperationKind.Preview));

    public Story End(StepEventMetadata step) => Tell(new ResOutputsEvent(step, kind is OperationKind.Preview));

    public Story Both(StepEventMetadata step) => Begin(step).End(step);

    public Story Wait(double seconds)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        return this;
    }

    public Story Sum(string result, double seconds, params (string Op, int Count)[] changes) => Tell(new SummaryEvent(
        false, TimeSpan.FromSeconds(seconds), changes.ToDictionary(change => change.Op, change => change.Count), kind is OperationKind.Preview, result));

    /// <summary>Two hosts created under a component, one changed, one replaced, one deleted, one as it was.</summary>
    public static Story OfMany(OperationKind kind, IEngineEvents? listener = null)
    {
        var story = new Story(kind);
        return Many(story, listener);
    }

    public static Story Many(Story story, IEngineEvents? listener)
    {
        story.Listener = listener;
        var fleet = Urn(Fleet, "hosts");
        var stack = Step("same", StackUrn, "", PropertyMap.Empty, PropertyMap.Empty);
        story.Tell(new PreludeEvent(new Dictionary<string, string> { ["digitalocean:token"] = "[secret]", ["e3:repeats"] = "3" }));
        story.Begin(stack);
        story.Begin(Step("create", fleet, StackUrn, fresh: PropertyMap.Empty)).End(Step("create", fleet, StackUrn, fresh: PropertyMap.Empty));
        var created = Map(("image", "debian-12-x64"), ("name", "local-ams3-1"), ("region", "ams3"), ("size", "s-1vcpu-1gb"), ("sshKeys", new object[] { PropertyValue.Unknown.Value }),
            ("tags", new object[] { "e3", "local" }), ("userData", ""), ("privateKey", "[secret]"));
        story.Begin(Step("create", Urn($"{Fleet}${Droplet}", "local-ams3-1"), fleet, fresh: created));
        story.Wait(2).End(Step("create", Urn($"{Fleet}${Droplet}", "local-ams3-1"), fleet, fresh: created, outputs: created.With("ipv4Address", Value("198.18.0.2"))));
        var changed = Step("update", Urn(Tag, "tag"), StackUrn,
            Map(("name", "e3"), ("ttl", 30), ("rules", Map(("ports", new object[] { "22", "80" }), ("gone", true))), ("token", "[secret]")),
            Map(("name", "e3-local"), ("ttl", 30), ("rules", Map(("ports", new object[] { "22", "443", "8443" }), ("added", Map(("x", 1))))), ("token", "[secret]")),
            ["name", "rules", "token"]);
        story.Both(changed);
        var host = Urn($"{Fleet}${Droplet}", "local-nyc3-1");
        var before = Map(("image", "debian-12-x64"), ("region", "nyc3"));
        var after = Map(("image", "debian-13-x64"), ("region", "nyc3"));
        if (story.View.IsPreview)
        {
            story.Both(Step("create-replacement", host, fleet, before, after, ["image"], ["image"]))
                .Both(Step("replace", host, fleet, before, after, ["image"], ["image"]))
                .Both(Step("delete-replaced", host, fleet, before, null));
        }
        else
        {
            story.Begin(Step("create-replacement", host, fleet, before, after, ["image"], ["image"])).Wait(3)
                .End(Step("create-replacement", host, fleet, before, after, ["image"], ["image"]))
                .Both(Step("replace", host, fleet, before, after, ["image"], ["image"]))
                .Begin(Step("delete-replaced", host, fleet, before, null)).Wait(1).End(Step("delete-replaced", host, fleet, before, null));
        }

        story.Both(Step("same", Urn(Tag, "unchanged"), StackUrn, PropertyMap.Empty, PropertyMap.Empty));
        story.Both(Step("delete", Urn($"{Fleet}${Droplet}", "local-sfo3-1"), fleet, Map(("region", "sfo3"))));
        story.Tell(new DiagnosticEvent(Urn($"{Fleet}${Droplet}", "local-ams3-1"), "the image is old\nconsider a newer one\n", "warning"));
        story.Tell(new StdoutEngineEvent("hello from the program\n"));
        story.Tell(new DiagnosticEvent(null, "not for people", "debug"));
        var outputs = Map(("hosts", new object[] { Map(("name", "local-ams3-1"), ("address", story.View.IsPreview ? PropertyValue.Unknown.Value : "198.18.0.2")) }), ("count", 4), ("key", "[secret]"));
        story.End(Step("same", StackUrn, "", PropertyMap.Empty, PropertyMap.Empty, oldOutputs: Map(("count", 3), ("key", "[secret]"), ("old", "x")), outputs: outputs));
        return story.Sum("succeeded", 6.2, ("create", 2), ("update", 1), ("replace", 1), ("delete", 1), ("same", 2));
    }
}
