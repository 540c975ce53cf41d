using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Spaces;

/// <summary>A bucket's inputs and outputs as the official provider writes them, to and from S3's.</summary>
internal static class BucketMapping
{
    public const string DefaultRegion = "nyc3";

    public static readonly ImmutableArray<string> Regions = ["ams3", "atl1", "blr1", "fra1", "lon1", "nyc3", "sfo2", "sfo3", "sgp1", "syd1", "tor1"];

    private static readonly PropertySpec Days = PropertySpec.Number("days");

    public static ResourceSchema Schema { get; } = new("digitalocean:index/spacesBucket:SpacesBucket",
    [
        // A bucket cannot be renamed.
        PropertySpec.Text("name") with { IsName = true, Replaces = true },
        PropertySpec.Text("region") with { Replaces = true, Default = new PropertyValue.Text(DefaultRegion) },
        PropertySpec.Text("acl") with { OneOf = ["private", "public-read"], Default = new PropertyValue.Text("private") },
        PropertySpec.Bool("forceDestroy") with { Default = new PropertyValue.Bool(false) },
        new PropertySpec("versioning", PropertyKind.Object) { Fields = [PropertySpec.Bool("enabled")] },
        new PropertySpec("corsRules", PropertyKind.List)
        {
            Element = PropertyKind.Object,
            Fields =
            [
                PropertySpec.List("allowedMethods", PropertyKind.Text) with { Required = true },
                PropertySpec.List("allowedOrigins", PropertyKind.Text) with { Required = true },
                PropertySpec.List("allowedHeaders", PropertyKind.Text),
                PropertySpec.Number("maxAgeSeconds"),
            ],
        },
        new PropertySpec("lifecycleRules", PropertyKind.List)
        {
            Element = PropertyKind.Object,
            Fields =
            [
                PropertySpec.Text("id"),
                PropertySpec.Text("prefix"),
                PropertySpec.Bool("enabled") with { Required = true },
                PropertySpec.Number("abortIncompleteMultipartUploadDays"),
                new PropertySpec("expiration", PropertyKind.Object) { Fields = [PropertySpec.Text("date"), Days, PropertySpec.Bool("expiredObjectDeleteMarker")] },
                new PropertySpec("noncurrentVersionExpiration", PropertyKind.Object) { Fields = [Days] },
            ],
        },
    ]);

    public static string RegionOf(PropertyMap inputs) => (inputs.Text("region") ?? DefaultRegion).ToLowerInvariant();

    public static CORSConfiguration Cors(PropertyMap inputs) => new()
    {
        Rules = [.. Objects(inputs, "corsRules").Select(rule => new CORSRule
        {
            AllowedMethods = [.. rule.Texts("allowedMethods")],
            AllowedOrigins = [.. rule.Texts("allowedOrigins")],
            AllowedHeaders = [.. rule.Texts("allowedHeaders")],
            MaxAgeSeconds = (int?)rule.Number("maxAgeSeconds"),
        })],
    };

    public static LifecycleConfiguration Lifecycle(PropertyMap inputs) => new() { Rules = [.. Objects(inputs, "lifecycleRules").Select(Lifecycle1)] };

    /// <summary>The outputs, with lifecycle rules as the bucket has them, for it names those that have no id.</summary>
    public static PropertyMap ToOutputs(PropertyMap inputs, string name, bool versioned, IEnumerable<LifecycleRule> rules)
    {
        var region = RegionOf(inputs);
        var outputs = inputs.Without(ResourceSchema.DefaultsKey)
            .With("id", new PropertyValue.Text(name))
            .With("name", new PropertyValue.Text(name))
            .With("region", new PropertyValue.Text(region))
            .With("bucketDomainName", new PropertyValue.Text($"{name}.{region}.digitaloceanspaces.com"))
            .With("endpoint", new PropertyValue.Text($"{region}.digitaloceanspaces.com"))
            .With("bucketUrn", new PropertyValue.Text($"do:space:{name}"))
            .With("versioning", Map(("enabled", new PropertyValue.Bool(versioned))));
        var shown = rules.Select(ToProperty).ToImmutableArray();
        return shown.Length == 0 ? outputs.Without("lifecycleRules") : outputs.With("lifecycleRules", new PropertyValue.List(shown));
    }

    public static IEnumerable<PropertyMap> Objects(PropertyMap inputs, string name) =>
        inputs.Items(name).Select(item => item.Reveal()).OfType<PropertyValue.Map>().Select(item => item.Properties);

    public static DateTime? Date(string? text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) ? date : null;

    /// <summary>CORS rules as inputs, in the order that they have.</summary>
    public static PropertyValue CorsInputs(CORSConfiguration configuration) => new PropertyValue.List([.. configuration.Rules.Select(rule =>
    {
        var map = PropertyMap.Empty
            .With("allowedMethods", (rule.AllowedMethods ?? []).ToProperty())
            .With("allowedOrigins", (rule.AllowedOrigins ?? []).ToProperty());
        if (rule.AllowedHeaders is { Count: > 0 } headers) map = map.With("allowedHeaders", headers.ToProperty());
        if (rule.MaxAgeSeconds is { } seconds) map = map.With("maxAgeSeconds", new PropertyValue.Number(seconds));
        return new PropertyValue.Map(map);
    })]);

    public static PropertyValue ToProperty(LifecycleRule rule)
    {
        var map = PropertyMap.Empty.With("enabled", new PropertyValue.Bool(rule.Status == LifecycleRuleStatus.Enabled));
        if (rule.Id is { Length: > 0 } id) map = map.With("id", new PropertyValue.Text(id));
        if (rule.Filter?.LifecycleFilterPredicate is LifecyclePrefixPredicate { Prefix: { Length: > 0 } prefix }) map = map.With("prefix", new PropertyValue.Text(prefix));
        if (rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation is { } days) map = map.With("abortIncompleteMultipartUploadDays", new PropertyValue.Number(days));
        if (rule.Expiration is { } expiration)
        {
            var inner = PropertyMap.Empty;
            if (expiration.Date is { } date) inner = inner.With("date", new PropertyValue.Text(date.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            if (expiration.Days is { } after) inner = inner.With("days", new PropertyValue.Number(after));
            if (expiration.ExpiredObjectDeleteMarker is { } marker) inner = inner.With("expiredObjectDeleteMarker", new PropertyValue.Bool(marker));
            map = map.With("expiration", new PropertyValue.Map(inner));
        }
        if (rule.NoncurrentVersionExpiration?.NoncurrentDays is { } noncurrent)
            map = map.With("noncurrentVersionExpiration", Map(("days", new PropertyValue.Number(noncurrent))));
        return new PropertyValue.Map(map);
    }

    private static LifecycleRule Lifecycle1(PropertyMap rule)
    {
        var made = new LifecycleRule
        {
            Id = rule.Text("id") ?? "e3-lifecycle-" + RandomNumberGenerator.GetHexString(12, lowercase: true),
            Status = rule.Truth("enabled") == true ? LifecycleRuleStatus.Enabled : LifecycleRuleStatus.Disabled,
            Filter = new LifecycleFilter { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = rule.Text("prefix") ?? "" } },
        };
        if (rule.Number("abortIncompleteMultipartUploadDays") is > 0 and var days)
            made.AbortIncompleteMultipartUpload = new LifecycleRuleAbortIncompleteMultipartUpload { DaysAfterInitiation = (int)days };
        if (rule.Object("expiration") is { } expiration)
        {
            made.Expiration = Date(expiration.Text("date")) is { } date ? new LifecycleRuleExpiration { Date = date }
                : expiration.Number("days") is > 0 and var after ? new LifecycleRuleExpiration { Days = (int)after }
                : new LifecycleRuleExpiration { ExpiredObjectDeleteMarker = expiration.Truth("expiredObjectDeleteMarker") };
        }
        if (rule.Object("noncurrentVersionExpiration")?.Number("days") is > 0 and var noncurrent)
            made.NoncurrentVersionExpiration = new LifecycleRuleNoncurrentVersionExpiration { NoncurrentDays = (int)noncurrent };
        return made;
    }

    private static PropertyValue.Map Map(params (string Name, PropertyValue Value)[] entries) =>
        new(PropertyMap.From(entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Value))));
}
