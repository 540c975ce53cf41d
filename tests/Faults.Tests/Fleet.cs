using E3.Engine.Properties;
using E3.Engine.Protocol;
using E3.Engine.Tests.Support;
using Pulumirpc;

namespace E3.Faults.Tests;

/// <summary>A program of droplets, a key, a tag, a firewall and a tailnet key, in versions that differ in every way a droplet can.</summary>
internal static class Fleet
{
    private const string PublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEiR8CLqQqx+I3zSGKoXmfNwMs5J0wk9Raw/hLjTpD0r";

    /// <summary>Version 1, or 2, in which one droplet is renamed, one resized, two replaced, one gone and one new.</summary>
    public static async Task RunAsync(ProgramClient client, int version)
    {
        var changed = version > 1;
        var key = await RegisterAsync(client, "digitalocean:index/sshKey:SshKey", "operator", [("name", "operator"), ("publicKey", PublicKey)]);
        var tag = RegisterAsync(client, "digitalocean:index/tag:Tag", "fleet", [("name", "fleet")]);
        var login = RegisterAsync(client, "tailscale:index/tailnetKey:TailnetKey", "login", [("reusable", true), ("description", changed ? "new" : "old")]);
        var droplets = await Task.WhenAll(Enumerable.Range(0, 6).Where(number => number != (changed ? 5 : 4)).Select(number => DropletAsync(number)));
        await Task.WhenAll(tag, login);
        await RegisterAsync(client, "digitalocean:index/firewall:Firewall", "wall",
        [
            ("name", "wall"), ("dropletIds", droplets.Select(droplet => double.Parse(droplet.Id.Length > 0 ? droplet.Id : "0", System.Globalization.CultureInfo.InvariantCulture)).ToArray()),
            ("inboundRules", new[] { Rule(changed ? "22" : "23") }),
        ], request => request.Dependencies.AddRange(droplets.Select(droplet => droplet.Urn)));

        Task<Made> DropletAsync(int number) => RegisterAsync(client, "digitalocean:index/droplet:Droplet", $"d{number}",
        [
            ("name", changed && number == 0 ? "renamed" : $"d{number}"), ("image", "debian-12-x64"), ("region", changed && number is 1 or 2 ? "nyc3" : "ams3"),
            ("size", changed && number == 3 ? "s-2vcpu-2gb" : "s-1vcpu-1gb"), ("sshKeys", new[] { key.Id }), ("tags", new[] { "all" }),
        ], request =>
        {
            request.Dependencies.Add(key.Urn);
            (request.DeleteBeforeReplace, request.DeleteBeforeReplaceDefined) = (number == 2, number == 2);
        });
    }

    /// <summary>As many droplets as asked for, nothing else.</summary>
    public static Task DropletsAsync(ProgramClient client, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(number => RegisterAsync(
        client, "digitalocean:index/droplet:Droplet", $"d{number}",
        [("name", $"d{number}"), ("image", "debian-12-x64"), ("region", "ams3"), ("size", "s-1vcpu-1gb")])));

    private static PropertyMap Rule(string port) => Map([("protocol", "tcp"), ("portRange", port), ("sourceAddresses", new[] { "0.0.0.0/0" })]);

    private static async Task<Made> RegisterAsync(
        ProgramClient client, string type, string name, (string Name, object Value)[] inputs, Action<RegisterResourceRequest>? more = null)
    {
        var request = new RegisterResourceRequest
        {
            Type = type,
            Name = name,
            Custom = true,
            Parent = client.StackUrn,
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsResultReporting = true,
            Object = WireProperties.Write(Map(inputs), secrets: true, resources: true),
        };
        more?.Invoke(request);
        var response = await client.Monitor.RegisterResourceAsync(request);
        return response.Result == Result.Success
            ? new Made(response.Urn, response.Id, WireProperties.Read(response.Object), response.Result)
            : throw new InvalidOperationException($"{name} did not come about");
    }

    private static PropertyMap Map((string Name, object Value)[] entries) =>
        PropertyMap.From(entries.Select(entry => KeyValuePair.Create(entry.Name, Of(entry.Value))));

    private static PropertyValue Of(object value) => value switch
    {
        string text => new PropertyValue.Text(text),
        bool truth => new PropertyValue.Bool(truth),
        double number => new PropertyValue.Number(number),
        PropertyMap map => new PropertyValue.Map(map),
        System.Collections.IEnumerable items => new PropertyValue.List([.. items.Cast<object>().Select(Of)]),
        _ => throw new ArgumentException($"no property value for {value}"),
    };
}
