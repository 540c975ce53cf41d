using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Spaces;

/// <summary>An object in a bucket: a text, bytes in base64, or a file. A put takes effect whole or not at all, so that one may be repeated.</summary>
internal sealed class SpacesBucketObjectResource(SpacesClient spaces, ProviderServices services) : IResource
{
    // The most that one put takes; beyond it a file goes in parts, and its ETag is no MD5.
    private const long LargestPut = 5L << 30;

    private static readonly (string Input, string Header)[] Headers =
    [
        ("contentType", "Content-Type"), ("cacheControl", "Cache-Control"), ("contentDisposition", "Content-Disposition"),
        ("contentEncoding", "Content-Encoding"), ("contentLanguage", "Content-Language"),
    ];

    private static readonly string[] Contents = ["source", "content", "contentBase64"];

    private static readonly string[] NewVersion =
        ["cacheControl", "contentBase64", "contentDisposition", "contentEncoding", "contentLanguage", "contentType", "content", "etag", "metadata", "source", "websiteRedirect"];

    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("digitalocean:index/spacesBucketObject:SpacesBucketObject",
    [
        PropertySpec.Text("region") with { Required = true, Replaces = true },
        PropertySpec.Text("bucket") with { Required = true, Replaces = true },
        PropertySpec.Text("key") with { Required = true, Replaces = true },
        PropertySpec.Text("acl") with { OneOf = ["private", "public-read"], Default = new PropertyValue.Text("private") },
        PropertySpec.Text("source"), PropertySpec.Text("content"), PropertySpec.Text("contentBase64"), PropertySpec.Text("etag"),
        PropertySpec.Text("contentType"), PropertySpec.Text("cacheControl"), PropertySpec.Text("contentDisposition"), PropertySpec.Text("contentEncoding"),
        PropertySpec.Text("contentLanguage"), PropertySpec.Text("websiteRedirect"),
        new PropertySpec("metadata", PropertyKind.Map) { Element = PropertyKind.Text },
        PropertySpec.Bool("forceDestroy") with { Default = new PropertyValue.Bool(false) },
    ]);

    /// <inheritdoc/>
    public Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult(Mistakes(inputs));

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => SpacesClient.ForPeopleAsync(async () =>
    {
        await PutAsync(request.Inputs, cancel);
        var key = request.Inputs.Text("key")!;
        var head = await HeadAsync(request.Inputs, cancel) ?? throw new ProviderException($"the object {key} was put into the bucket {request.Inputs.Text("bucket")} and is not there");
        return new CreateResult(key, ToOutputs(request.Inputs, head));
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => SpacesClient.ForPeopleAsync(async () =>
    {
        if (request.Inputs.Count == 0) throw new ProviderException("an object of Spaces cannot be imported: its id says neither bucket nor region");
        if (await HeadAsync(request.Inputs, cancel) is not { } head) return null;
        var inputs = request.Inputs;
        foreach (var (input, _) in Headers.Where(header => inputs.ContainsKey(header.Input)))
            inputs = Header(head, input) is { Length: > 0 } value ? inputs.With(input, new PropertyValue.Text(value)) : inputs.Without(input);
        return new ReadResult(request.Id, inputs, ToOutputs(inputs, head));
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => SpacesClient.ForPeopleAsync(async () =>
    {
        var (old, now) = (request.OldInputs, request.NewInputs);
        if (NewVersion.Any(Changed)) await PutAsync(now, cancel);
        else if (Changed("acl"))
        {
            await spaces.CallAsync(now.Text("region")!, $"setting the ACL of {Name(now)}", (client, token) => client.PutObjectAclAsync(
                new PutObjectAclRequest { BucketName = now.Text("bucket"), Key = now.Text("key"), ACL = Acl(now) }, token), cancel);
        }
        return ToOutputs(now, await HeadAsync(now, cancel) ?? throw new ProviderException($"{Name(now)} is gone; refresh, then update again"));

        bool Changed(string input) => !Equals(old.GetValueOrDefault(input)?.Reveal(), now.GetValueOrDefault(input)?.Reveal());
    });

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => SpacesClient.ForPeopleAsync(async () =>
    {
        var (region, bucket, key) = (request.Inputs.Text("region")!, request.Inputs.Text("bucket")!, request.Inputs.Text("key")!);
        if (request.Outputs.Text("versionId") is not null) await new ObjectRemoval(spaces, region, bucket).OneAsync(key, cancel);
        else await spaces.FindAsync(region, $"deleting {Name(request.Inputs)}", (client, token) => client.DeleteObjectAsync(bucket, key, token), cancel);
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => SpacesClient.ForPeopleAsync(async () =>
    {
        // Something else may have been there before: it is the lost one only if it says the same. If not, the next put takes its place.
        if (await HeadAsync(request.Inputs, cancel) is not { } head) return null;
        await using var content = Content(request.Inputs);
        return ETag(head) == await Md5Async(content, cancel) ? new ReadResult(request.Inputs.Text("key")!, request.Inputs, ToOutputs(request.Inputs, head)) : null;
    });

    private IEnumerable<CheckFailure> Mistakes(PropertyMap inputs)
    {
        var given = Contents.Where(inputs.ContainsKey).ToArray();
        if (given.Length > 1) yield return new CheckFailure(given[1], $"cannot be given beside {given[0]}");
        if (inputs.Text("region") is { } region && !BucketMapping.Regions.Contains(region.ToLowerInvariant()))
            yield return new CheckFailure("region", $"there is no Spaces in '{region}'{InputCheck.DidYouMean(region, BucketMapping.Regions)}");
        if (inputs.Text("contentBase64") is { } base64 && !Convert.TryFromBase64String(base64, new byte[base64.Length], out _))
            yield return new CheckFailure("contentBase64", "is not base64");
        foreach (var name in (inputs.Object("metadata") ?? PropertyMap.Empty).Keys.Where(name => name.Any(char.IsUpper)))
            yield return new CheckFailure($"metadata.{name}", "must be in lower case");
        // A file may be made by another resource first; a preview cannot know.
        if (inputs.Text("source") is { } source && Directory.Exists(PathOf(source))) yield return new CheckFailure("source", $"{PathOf(source)} is a folder; an object is a file");
    }

    private async Task PutAsync(PropertyMap inputs, CancellationToken cancel)
    {
        await using var content = Content(inputs);
        await spaces.CallAsync(inputs.Text("region")!, $"putting {Name(inputs)}", async (client, token) =>
        {
            var upload = new TransferUtilityUploadRequest
            {
                BucketName = inputs.Text("bucket"),
                Key = inputs.Text("key"),
                InputStream = content,
                AutoCloseStream = false,
                CannedACL = Acl(inputs),
                ContentType = inputs.Text("contentType") ?? "binary/octet-stream",
            };
            foreach (var (input, header) in Headers.Where(header => header.Input != "contentType" && inputs.Text(header.Input) is not null))
                upload.Headers[header] = inputs.Text(input);
            if (inputs.Text("websiteRedirect") is { } redirect) upload.Headers["x-amz-website-redirect-location"] = redirect;
            foreach (var (name, _) in inputs.Object("metadata") ?? PropertyMap.Empty) upload.Metadata[name] = inputs.Object("metadata")!.Text(name) ?? "";
            using var transfer = new TransferUtility(client, new TransferUtilityConfig { MinSizeBeforePartUpload = LargestPut });
            await transfer.UploadAsync(upload, token);
            return true;
        }, cancel, limited: false);
    }

    private Stream Content(PropertyMap inputs)
    {
        if (inputs.Text("source") is not { } source)
            return new MemoryStream(inputs.Text("contentBase64") is { } base64 ? Convert.FromBase64String(base64) : Encoding.UTF8.GetBytes(inputs.Text("content") ?? ""), writable: false);
        try
        {
            return new FileStream(PathOf(source), FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException($"source: the file {PathOf(source)} cannot be read: {error.Message}", error);
        }
    }

    private string PathOf(string source) => Path.GetFullPath(
        source.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(services.Environment("HOME") ?? "", source[2..]) : source, services.WorkingDirectory);

    private Task<GetObjectMetadataResponse?> HeadAsync(PropertyMap inputs, CancellationToken cancel) => spaces.FindAsync(
        inputs.Text("region")!, $"looking for {Name(inputs)}", (client, token) => client.GetObjectMetadataAsync(inputs.Text("bucket"), inputs.Text("key"), token), cancel);

    private static PropertyMap ToOutputs(PropertyMap inputs, GetObjectMetadataResponse head)
    {
        var outputs = inputs.Without(ResourceSchema.DefaultsKey)
            .With("id", new PropertyValue.Text(inputs.Text("key")!))
            .With("etag", new PropertyValue.Text(ETag(head)))
            .With("versionId", new PropertyValue.Text(head.VersionId ?? ""));
        foreach (var (input, _) in Headers)
            outputs = Header(head, input) is { Length: > 0 } value ? outputs.With(input, new PropertyValue.Text(value)) : outputs.Without(input);
        return outputs;
    }

    private static string Header(GetObjectMetadataResponse head, string input) => head.Headers[Headers.First(header => header.Input == input).Header] ?? "";

    private static string ETag(GetObjectMetadataResponse head) => (head.ETag ?? "").Trim('"');

    private static async Task<string> Md5Async(Stream content, CancellationToken cancel)
    {
#pragma warning disable CA5351 // What S3 calls an object's ETag, not a protection.
        return Convert.ToHexStringLower(await MD5.HashDataAsync(content, cancel));
#pragma warning restore CA5351
    }

    private static string Name(PropertyMap inputs) => $"the object {inputs.Text("key")} of the bucket {inputs.Text("bucket")}";

    private static S3CannedACL Acl(PropertyMap inputs) => inputs.Text("acl") == "public-read" ? S3CannedACL.PublicRead : S3CannedACL.Private;
}
