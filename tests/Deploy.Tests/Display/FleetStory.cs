using E3.Deploy.Costs;
using E3.Deploy.Display.Markdown;
using E3.Engine;
using E3.Engine.Events;
using E3.Engine.Properties;

namespace E3.Deploy.Tests.Display;

/// <summary>Previews of the kind of stack that E3 is for, told as the engine tells them: a fleet of droplets and what goes with them.</summary>
internal sealed class FleetStory
{
    public const string Key = "digitalocean:index/sshKey:SshKey";
    public const string Firewall = "digitalocean:index/firewall:Firewall";
    public const string Command = "command:remote:Command";

    private static readonly string Fleet = Story.Urn(Story.Fleet, "hosts");
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Story _story;

    public FleetStory(bool isNew = false, OperationKind kind = OperationKind.Preview)
    {
        _story = new Story(kind);
        Step(isNew ? "create" : "same", Story.StackUrn, "", isNew ? null : PropertyMap.Empty, PropertyMap.Empty, done: false);
        Step(isNew ? "create" : "same", Fleet, Story.StackUrn, isNew ? null : PropertyMap.Empty, PropertyMap.Empty);
    }

    public static PropertyMap Droplet(string name, string region, string size = "s-2vcpu-4gb", string image = "debian-12-x64") => Story.Map(
        ("__defaults", new object[] { "monitoring" }), ("image", image), ("monitoring", false), ("name", name), ("region", region), ("size", size), ("sshKeys", new object[] { PropertyValue.Unknown.Value }),
        ("tags", new object[] { "e3", "dev" }));

    public FleetStory Create(string name, string region, string size = "s-2vcpu-4gb") =>
        Step("create", Story.Urn($"{Story.Fleet}${Story.Droplet}", name), Fleet, null, Droplet(name, region, size));

    public FleetStory Same(string name, string region)
    {
        var droplet = Droplet(name, region);
        return Step("same", Story.Urn($"{Story.Fleet}${Story.Droplet}", name), Fleet, droplet, droplet);
    }

    public FleetStory Delete(string name, string region) =>
        Step("delete", Story.Urn($"{Story.Fleet}${Story.Droplet}", name), Fleet, Droplet(name, region).With("sshKeys", Story.Value(new object[] { "4242" })), null);

    /// <summary>A droplet from one set of properties to another.</summary>
    public FleetStory Change(string op, string name, PropertyMap before, PropertyMap after, string[] diffs, string[]? keys = null)
    {
        var urn = Story.Urn($"{Story.Fleet}${Story.Droplet}", name);
        if (op == "replace")
        {
            _story.Both(Story.Step("create-replacement", urn, Fleet, before, after, diffs, keys));
        }

        Step(op, urn, Fleet, before, after, diffs: diffs, keys: keys);
        if (op == "replace")
        {
            _story.Both(Story.Step("delete-replaced", urn, Fleet, before));
        }

        return this;
    }

    public FleetStory Step(
        string op, string urn, string parent, PropertyMap? old, PropertyMap? fresh, string[]? diffs = null, string[]? keys = null, bool done = true)
    {
        var step = Story.Step(op, urn, parent, old, fresh, diffs, keys);
        _counts[op] = _counts.GetValueOrDefault(op) + 1;
        _ = done ? _story.Both(step) : _story.Begin(step);
        return this;
    }

    /// <summary>What a refresh found of a resource: these properties now, or that it is gone.</summary>
    public FleetStory Found(string type, string name, PropertyMap before, PropertyMap? now, string[] drifted)
    {
        var urn = Story.Urn(type, name);
        _story.Begin(Story.Step("refresh", urn, Fleet, before, before)).End(Story.Step("refresh", urn, Fleet, before, now, drifted));
        var outcome = now is null ? "delete" : drifted.Length > 0 ? "update" : "same";
        _counts[outcome] = _counts.GetValueOrDefault(outcome) + 1;
        return this;
    }

    public FleetStory Tell(string? urn, string message, string severity)
    {
        _story.Tell(new DiagnosticEvent(urn, message, severity));
        return this;
    }

    public FleetStory Outputs(PropertyMap before, PropertyMap after)
    {
        _story.End(Story.Step("same", Story.StackUrn, "", PropertyMap.Empty, PropertyMap.Empty, oldOutputs: before, outputs: after));
        return this;
    }

    /// <summary>The whole comment.</summary>
    public string Write(bool priced = true, string result = "succeeded")
    {
        _story.Sum(result, 2, [.. _counts.Select(count => (count.Key, count.Value))]);
        var prices = priced
            ? new PriceList(new Dictionary<string, Cost> { ["s-1vcpu-1gb"] = new(6, 0.00893m), ["s-2vcpu-4gb"] = new(24, 0.03571m), ["s-4vcpu-8gb"] = new(48, 0.07143m) }, null)
            : PriceList.Without("no token: set digitalocean:token (a secret) or DIGITALOCEAN_TOKEN");
        return new PreviewDocument(_story.View, new CostCalculation(_story.View, prices).Run()).Write();
    }
}
