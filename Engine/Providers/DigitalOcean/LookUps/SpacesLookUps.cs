using System.Collections.Immutable;
using System.Globalization;
using Amazon.S3.Model;
using E3.Engine.Properties;
using E3.Engine.Providers.DigitalOcean.Spaces;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.LookUps;

/// <summary>getSpacesBucket(s), getSpacesBucketObject(s).</summary>
internal sealed class SpacesLookUps(SpacesClient spaces)
{
    private const int LargestPage = 1000;
    private const string MetadataPrefix = "x-amz-meta-";

    private static readonly ImmutableArray<RecordField> BucketFields =
    [
        new("name", PropertyKind.Text), new("urn", PropertyKind.Text), new("region", PropertyKind.Text), new("bucket_domain_name", PropertyKind.Text),
        new("endpoint", PropertyKind.Text),
    ];

    private static readonly PropertySpec Region = PropertySpec.Text("region") with { Required = true };

    private static readonly PropertySpec Bucket = PropertySpec.Text("bucket") with { Required = true };

    public IEnumerable<IFunction> All =>
    [
        new LookUp("getSpacesBucket", [PropertySpec.Text("name") with { Required = true }, Region], (arguments, cancel) => AskAsync(() => BucketAsync(arguments, cancel))),
        new RecordListing("getSpacesBuckets", "buckets", BucketFields, (_, cancel) => AskAsync(() => BucketsAsync(cancel))),
        new LookUp("getSpacesBucketObject", [Bucket, Region, PropertySpec.Text("key") with { Required = true }, PropertySpec.Text("range"), PropertySpec.Text("versionId")],
            (arguments, cancel) => AskAsync(() => ObjectAsync(arguments, cancel))),
        new LookUp("getSpacesBucketObjects",
            [
                Bucket, Region, PropertySpec.Text("prefix"), PropertySpec.Text("delimiter"), PropertySpec.Text("encodingType") with { OneOf = ["url"] },
                PropertySpec.Number("maxKeys") with { Default = new PropertyValue.Number(LargestPage) },
            ], (arguments, cancel) => AskAsync(() => ObjectsAsync(arguments, cancel))),
    ];

    private static Task<T> AskAsync<T>(Func<Task<T>> ask) => SpacesClient.ForPeopleAsync(ask);

    private async Task<PropertyMap> BucketAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var (name, region) = (arguments.Text("name")!, RegionOf(arguments));
        LookUp.There(
            await spaces.FindAsync(region, $"looking for the bucket {name}", (client, token) => client.HeadBucketAsync(new HeadBucketRequest { BucketName = name }, token), cancel),
            $"bucket {name} in {region}");
        return Record(name, region).With("id", name).With("region", arguments["region"]);
    }

    // Which regions there are, no call says; the official provider asks in the same.
    private async Task<IEnumerable<PropertyMap>> BucketsAsync(CancellationToken cancel)
    {
        var regions = await Task.WhenAll(BucketMapping.Regions.Select(async region =>
            (await spaces.CallAsync(region, $"listing the buckets in {region}", (client, token) => client.ListBucketsAsync(token), cancel)).Buckets?.Select(bucket => Record(bucket.BucketName, region)) ?? []));
        return regions.SelectMany(buckets => buckets);
    }

    private async Task<PropertyMap> ObjectAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var (region, bucket, key) = (RegionOf(arguments), arguments.Text("bucket")!, arguments.Text("key")!);
        var (range, version) = (arguments.Text("range"), arguments.Text("versionId"));
        var what = $"the object {key} of the bucket {bucket}";
        var head = LookUp.There(
            await spaces.FindAsync(region, $"looking for {what}", (client, token) => client.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = bucket, Key = key, Range = range, VersionId = version }, token), cancel),
            $"object {key} in the bucket {bucket}{(version is null ? "" : $" of version {version}")}");
        var body = IsText(head.Headers.ContentType)
            ? await spaces.CallAsync(region, $"reading {what}", (client, token) => ReadAsync(client, Request(range, head.VersionId ?? version), token), cancel) : "";
        return arguments
            .With("id", $"{bucket}/{key}{(version is null ? "" : $"@{version}")}")
            .With("body", body)
            .With("cacheControl", head.Headers.CacheControl ?? "")
            .With("contentDisposition", head.Headers.ContentDisposition ?? "")
            .With("contentEncoding", head.Headers.ContentEncoding ?? "")
            .With("contentLanguage", head.Headers["Content-Language"] ?? "")
            .With("contentLength", head.Headers.ContentLength)
            .With("contentType", head.Headers.ContentType ?? "")
            .With("etag", (head.ETag ?? "").Trim('"'))
            .With("expiration", head.Expiration is { } expiration ? $"expiry-date=\"{expiration.ExpiryDate:R}\", rule-id=\"{expiration.RuleId}\"" : "")
            .With("expires", head.ExpiresString ?? "")
            .With("lastModified", head.LastModified?.ToUniversalTime().ToString("ddd, dd MMM yyyy HH':'mm':'ss 'UTC'", CultureInfo.InvariantCulture) ?? "")
            .With("metadata", new PropertyValue.Map(PropertyMap.From(head.Metadata.Keys.Select(name => KeyValuePair.Create(
                name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase) ? name[MetadataPrefix.Length..] : name, (PropertyValue)new PropertyValue.Text(head.Metadata[name]))))))
            .With("versionId", head.VersionId ?? "")
            .With("websiteRedirectLocation", head.WebsiteRedirectLocation ?? "");

        GetObjectRequest Request(string? bytes, string? id)
        {
            var request = new GetObjectRequest { BucketName = bucket, Key = key, VersionId = id };
            if (bytes is not null) request.ByteRange = new ByteRange(bytes);
            return request;
        }
    }

    private static async Task<string> ReadAsync(Amazon.S3.AmazonS3Client client, GetObjectRequest request, CancellationToken cancel)
    {
        using var answer = await client.GetObjectAsync(request, cancel);
        using var reader = new StreamReader(answer.ResponseStream);
        return await reader.ReadToEndAsync(cancel);
    }

    // As in the official provider: anything else may be anything.
    private static bool IsText(string? type) => type is not null && ((type.StartsWith("text/", StringComparison.Ordinal) && type.Length > 5) || type == "application/json");

    private async Task<PropertyMap> ObjectsAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var (region, bucket, prefix) = (RegionOf(arguments), arguments.Text("bucket")!, arguments.Text("prefix"));
        var left = (int)(arguments.Number("maxKeys") ?? LargestPage);
        var (keys, prefixes, owners) = (new List<string>(), new List<string>(), new List<string>());
        string? after = null;
        while (left > 0)
        {
            var page = LookUp.There(
                await spaces.FindAsync(region, $"listing the bucket {bucket}", (client, token) => client.ListObjectsAsync(
                    new ListObjectsRequest { BucketName = bucket, Prefix = prefix, Delimiter = arguments.Text("delimiter"), Marker = after, MaxKeys = Math.Min(left, LargestPage) }, token), cancel),
                $"bucket {bucket} in {region}");
            prefixes.AddRange(page.CommonPrefixes ?? []);
            keys.AddRange((page.S3Objects ?? []).Select(item => item.Key));
            owners.AddRange((page.S3Objects ?? []).Select(item => item.Owner?.Id).OfType<string>());
            left -= page.S3Objects?.Count ?? 0;
            if (page.IsTruncated != true) break;
            after = page.NextMarker ?? keys[^1];
        }
        var encoded = arguments.Text("encodingType") is not null;
        return arguments
            .With("id", $"{bucket}/{prefix}")
            .With("keys", keys.Select(Shown).ToProperty())
            .With("commonPrefixes", prefixes.Select(Shown).ToProperty())
            .With("owners", owners.ToProperty());

        string Shown(string key) => encoded ? Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal) : key;
    }

    private static string RegionOf(PropertyMap arguments)
    {
        var region = arguments.Text("region")!.ToLowerInvariant();
        return BucketMapping.Regions.Contains(region) ? region
            : throw new ProviderException($"there is no Spaces in '{region}'{InputCheck.DidYouMean(region, BucketMapping.Regions)}; there is in {string.Join(", ", BucketMapping.Regions)}");
    }

    private static PropertyMap Record(string name, string region) => BucketMapping
        .ToOutputs(PropertyMap.Empty.With("region", region), name, false, [])
        .Without("id").Without("versioning").Without("bucketUrn")
        .With("urn", $"do:space:{name}");
}
