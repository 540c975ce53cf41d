using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean;

/// <summary>A droplet's inputs and outputs as the official provider writes them, to and from the API's.</summary>
internal static class DropletMapping
{
    private static readonly PropertyValue True = new PropertyValue.Bool(true);
    private static readonly PropertyValue False = new PropertyValue.Bool(false);

    public static ResourceSchema Schema { get; } = new("digitalocean:index/droplet:Droplet",
    [
        PropertySpec.Text("image") with { Required = true, Replaces = true },
        PropertySpec.Text("size") with { Required = true, AnyCase = true },
        PropertySpec.Text("name") with { IsName = true },
        PropertySpec.Text("region") with { Replaces = true, AnyCase = true, IsComputed = true },
        PropertySpec.Set("sshKeys", PropertyKind.Text) with { Replaces = true },
        PropertySpec.Text("userData") with { Replaces = true },
        PropertySpec.Set("tags", PropertyKind.Text),
        PropertySpec.Set("volumeIds", PropertyKind.Text) with { IsComputed = true },
        PropertySpec.Text("vpcUuid") with { Replaces = true, IsComputed = true },
        PropertySpec.Bool("monitoring") with { Replaces = true, Default = False },
        PropertySpec.Bool("dropletAgent") with { Replaces = true },
        PropertySpec.Bool("publicNetworking") with { Replaces = true, IsComputed = true },
        PropertySpec.Bool("privateNetworking") with { IsComputed = true },
        PropertySpec.Bool("ipv6") with { Default = False },
        PropertySpec.Text("ipv6Address") with { IsComputed = true },
        PropertySpec.Bool("backups") with { Default = False },
        new PropertySpec("backupPolicy", PropertyKind.Object)
        {
            Fields =
            [
                PropertySpec.Text("plan") with { OneOf = ["daily", "weekly"] },
                PropertySpec.Text("weekday") with { OneOf = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] },
                PropertySpec.Number("hour"),
            ],
        },
        PropertySpec.Bool("gracefulShutdown") with { Default = False },
        PropertySpec.Bool("resizeDisk") with { Default = True },
    ]);

    public static JsonObject ToRequest(PropertyMap inputs, string ownTag)
    {
        var body = new JsonObject
        {
            ["name"] = inputs.Text("name"),
            ["size"] = inputs.Text("size"),
            ["image"] = NumberOrText(inputs.Text("image")!),
            ["tags"] = new JsonArray([.. inputs.Texts("tags").Add(ownTag).Select(tag => JsonValue.Create(tag))]),
        };
        Put("region", inputs.Text("region"));
        Put("user_data", inputs.Text("userData"));
        Put("vpc_uuid", inputs.Text("vpcUuid"));
        Put("ssh_keys", Array(inputs.Texts("sshKeys").Select(NumberOrText)));
        Put("volumes", Array(inputs.Texts("volumeIds").Select(volume => (JsonNode)volume)));
        Put("backup_policy", inputs.Object("backupPolicy") is { } policy ? BackupPolicy(policy) : null);
        foreach (var (name, key) in new[] { ("backups", "backups"), ("ipv6", "ipv6"), ("monitoring", "monitoring"), ("privateNetworking", "private_networking") })
            Put(key, inputs.Truth(name) == true ? true : null);
        Put("with_droplet_agent", inputs.Truth("dropletAgent"));
        Put("public_networking", inputs.Truth("publicNetworking") == false ? false : null);
        return body;

        void Put(string key, JsonNode? value)
        {
            if (value is not null) body[key] = value;
        }
    }

    public static JsonObject BackupPolicy(PropertyMap policy)
    {
        var body = new JsonObject();
        if (policy.Text("plan") is { } plan) body["plan"] = plan;
        if (policy.Text("weekday") is { } weekday) body["weekday"] = weekday;
        if (policy.Number("hour") is { } hour) body["hour"] = (int)hour;
        return body;
    }

    /// <summary>The outputs; what the API does not tell (image slug, keys, user data) is taken from the inputs.</summary>
    public static PropertyMap ToOutputs(Droplet droplet, PropertyMap inputs)
    {
        var id = droplet.Id.ToString(CultureInfo.InvariantCulture);
        var outputs = inputs.Without(ResourceSchema.DefaultsKey)
            .WithDropletMeta()
            .With("id", Text(id))
            .With("dropletUrn", Text("do:droplet:" + id))
            .With("name", Text(droplet.Name))
            .With("status", Text(droplet.Status))
            .With("locked", new PropertyValue.Bool(droplet.Locked))
            .With("createdAt", Text(droplet.CreatedAt))
            .With("disk", Number(droplet.Disk))
            .With("memory", Number(droplet.Memory))
            .With("vcpus", Number(droplet.Vcpus))
            .With("priceHourly", Number(droplet.Size?.PriceHourly ?? 0))
            .With("priceMonthly", Number(droplet.Size?.PriceMonthly ?? 0))
            .With("size", Text(droplet.Size?.Slug ?? droplet.SizeSlug ?? inputs.Text("size") ?? ""))
            .With("region", Text(droplet.Region?.Slug ?? inputs.Text("region") ?? ""))
            .With("vpcUuid", Text(droplet.VpcUuid ?? inputs.Text("vpcUuid") ?? ""))
            .With("ipv4Address", Text(droplet.PublicIPv4 ?? ""))
            .With("ipv4AddressPrivate", Text(droplet.PrivateIPv4 ?? ""))
            .With("ipv6Address", Text(droplet.PublicIPv6?.ToLowerInvariant() ?? ""))
            .With("publicNetworking", new PropertyValue.Bool(droplet.PublicIPv4 is not null))
            .With("privateNetworking", new PropertyValue.Bool(droplet.Has("private_networking")))
            .With("ipv6", new PropertyValue.Bool(droplet.Has("ipv6")))
            .With("backups", new PropertyValue.Bool(droplet.Has("backups")))
            .With("monitoring", new PropertyValue.Bool(droplet.Has("monitoring")))
            .With("tags", ShownTags(droplet).ToProperty())
            .With("volumeIds", (droplet.VolumeIds.IsDefault ? [] : droplet.VolumeIds).ToProperty());
        return inputs.Text("userData") is { } userData ? outputs.With("userData", Text(Fingerprint(userData))) : outputs;
    }

    /// <summary>The inputs that would give the droplet as it is; those never given stay away, an import gets the essential ones.</summary>
    public static PropertyMap ToInputs(Droplet droplet, PropertyMap known)
    {
        var outputs = ToOutputs(droplet, known);
        if (known.Count == 0)
        {
            var image = droplet.Image is { } from ? from.Slug ?? from.Id.ToString(CultureInfo.InvariantCulture) : "";
            return PropertyMap.From(outputs.Where(entry => entry.Key is "name" or "region" or "size" or "tags"))
                .With("image", Text(image)).With("resizeDisk", True);
        }
        foreach (var name in new[] { "name", "region", "size", "backups", "ipv6", "monitoring" })
            if (known.ContainsKey(name)) known = known.With(name, outputs[name]);
        if (known.ContainsKey("volumeIds")) known = AsItIs("volumeIds");
        return AsItIs("tags");

        PropertyMap AsItIs(string set) => known.Texts(set).ToHashSet().SetEquals(outputs.Texts(set)) ? known : known.With(set, outputs[set]);
    }

    /// <summary>A droplet's tags without the one that only serves to find it again.</summary>
    public static IEnumerable<string> ShownTags(Droplet droplet) => ResourceTags.Shown(droplet.Tags.IsDefault ? [] : droplet.Tags).Order(StringComparer.Ordinal);

#pragma warning disable CA5350 // The official provider keeps user data as this hash; it protects nothing.
    private static string Fingerprint(string userData) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(userData)));
#pragma warning restore CA5350

    private static JsonArray? Array(IEnumerable<JsonNode> items) => items.ToArray() is { Length: > 0 } all ? new JsonArray(all) : null;

    private static JsonNode NumberOrText(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(text);

    private static PropertyValue.Text Text(string text) => new PropertyValue.Text(text);

    private static PropertyValue.Number Number(double number) => new PropertyValue.Number(number);
}
