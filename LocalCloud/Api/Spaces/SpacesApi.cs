using System.Text;
using System.Xml.Linq;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Faults;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>
/// Spaces, on the same port as the other APIs: the part of S3 that buckets and objects need. A request is one of Spaces when it is signed for
/// it, when its host is a bucket's or a region's, or when it asks without credentials for what its path names in a bucket.
/// </summary>
internal sealed class SpacesApi
{
    // Parts of S3's query that choose another operation; refused where nothing here serves them.
    private static readonly string[] Subresources =
    [
        "acl", "cors", "delete", "lifecycle", "location", "uploadId", "uploads", "versioning", "versions", "policy", "policyStatus", "website", "tagging", "logging", "notification",
        "replication", "encryption", "object-lock", "publicAccessBlock", "ownershipControls", "requestPayment", "accelerate", "inventory", "analytics", "metrics",
        "intelligent-tiering", "torrent", "restore", "legal-hold", "retention", "attributes", "select", "session", "metadataTable", "metadataConfiguration",
    ];

    // Headers, or beginnings of headers, that want more of an object than is here: encryption, locks, tags, grants to others.
    private static readonly string[] Beyond =
    [
        "x-amz-server-side-encryption", "x-amz-copy-source-server-side-encryption", "x-amz-object-lock-", "x-amz-grant-", "x-amz-write-offset-bytes",
    ];

    private const int LongestKey = 1024;

    private static readonly Reply Answered = new(StatusCodes.Status200OK);

    private readonly StateStore _store;
    private readonly CloudSettings _settings;
    private readonly FaultInjector _faults;
    private readonly SignatureCheck _signatures;
    private readonly CloudLog _log;
    private readonly Dictionary<string, Func<SpacesCall, Task>> _operations;

    public SpacesApi(StateStore store, CloudSettings settings, FaultInjector faults, CloudLog log, TimeProvider clock)
    {
        (_store, _settings, _faults, _log) = (store, settings, faults, log);
        _signatures = new SignatureCheck(settings.SpacesKeys, clock);
        var files = new ObjectFiles(settings.Root);
        files.Sweep(store.Current.Buckets.Values.SelectMany(bucket => bucket.Files).ToHashSet());
        var buckets = new BucketOperations(store, files, clock);
        var configuration = new BucketConfiguration(store);
        var objects = new ObjectOperations(store, files, buckets, clock);
        var listing = new ObjectListing(store, buckets);
        var copies = new CopyOperations(store, files, objects, clock);
        var parts = new MultipartOperations(store, files, objects, copies, clock);
        var uploads = new UploadListing(store, buckets);
        _operations = new(StringComparer.Ordinal)
        {
            ["GET service"] = buckets.ListAsync,
            ["PUT bucket"] = buckets.CreateAsync,
            ["HEAD bucket"] = buckets.HeadAsync,
            ["DELETE bucket"] = buckets.DeleteAsync,
            ["GET bucket"] = listing.KeysAsync,
            ["GET bucket?versions"] = listing.VersionsAsync,
            ["GET bucket?location"] = buckets.LocationAsync,
            ["GET bucket?acl"] = buckets.AclAsync,
            ["PUT bucket?acl"] = buckets.PutAclAsync,
            ["GET bucket?versioning"] = configuration.VersioningAsync,
            ["PUT bucket?versioning"] = configuration.PutVersioningAsync,
            ["GET bucket?cors"] = configuration.CorsAsync,
            ["PUT bucket?cors"] = configuration.PutCorsAsync,
            ["DELETE bucket?cors"] = configuration.DeleteCorsAsync,
            ["GET bucket?lifecycle"] = configuration.LifecycleAsync,
            ["PUT bucket?lifecycle"] = configuration.PutLifecycleAsync,
            ["DELETE bucket?lifecycle"] = configuration.DeleteLifecycleAsync,
            ["GET bucket?uploads"] = uploads.UploadsAsync,
            ["GET bucket?policy"] = configuration.PolicyAsync,
            ["POST bucket?delete"] = objects.DeleteManyAsync,
            ["PUT object"] = call => CopyOperations.IsAsked(call) ? copies.CopyAsync(call) : objects.PutAsync(call),
            ["GET object"] = objects.GetAsync,
            ["HEAD object"] = objects.GetAsync,
            ["DELETE object"] = objects.DeleteAsync,
            ["GET object?acl"] = objects.AclAsync,
            ["PUT object?acl"] = objects.PutAclAsync,
            ["GET object?tagging"] = objects.TagsAsync,
            ["POST object?uploads"] = parts.BeginAsync,
            ["PUT object?uploadId"] = parts.PutPartAsync,
            ["POST object?uploadId"] = parts.CompleteAsync,
            ["GET object?uploadId"] = uploads.PartsAsync,
            ["DELETE object?uploadId"] = parts.AbortAsync,
        };
    }

    /// <summary>Puts Spaces before the other APIs.</summary>
    public void Use(IApplicationBuilder app) => app.Use(next => context =>
    {
        var address = SpacesAddress.Read(context.Request.Host.Host, SignatureCheck.RawPath(context.Request));
        return IsForSpaces(context.Request, address) ? RunAsync(context, address) : next(context);
    });

    private bool IsForSpaces(HttpRequest request, SpacesAddress address) =>
        SignatureCheck.IsClaimed(request) || SpacesAddress.IsOwnHost(request.Host.Host)
        || (request.Headers.Authorization.Count == 0 && address.Bucket is { } bucket && (address.Region is not null || _store.Current.Buckets.ContainsKey(bucket)));

    private async Task RunAsync(HttpContext context, SpacesAddress address)
    {
        var request = Guid.NewGuid().ToString("N");
        context.Response.Headers["x-amz-request-id"] = request;
        // An image is larger than what a web server takes unless told.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        SpacesException refused;
        try
        {
            var call = new SpacesCall(context, address, _signatures.Check(context.Request));
            await _faults.RunAsync(context, CloudApi.Spaces, async () =>
            {
                await DispatchAsync(call);
                return Answered;
            });
            return;
        }
        catch (SpacesException e)
        {
            refused = e;
        }
        catch (ApiException e)
        {
            refused = e.Status == StatusCodes.Status429TooManyRequests
                ? new SpacesException(StatusCodes.Status503ServiceUnavailable, "SlowDown", "Please reduce your request rate.")
                : new SpacesException(e.Status, "InternalError", e.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException e)
        {
            refused = new SpacesException(400, "IncompleteBody", e.Message);
        }
#pragma warning disable CA1031 // Whatever went wrong inside, the client gets the API's 500 and the log the cause.
        catch (Exception e)
        {
            _log.Error($"{context.Request.Method} {context.Request.Path} of Spaces failed (request {request}): {e}");
            // What was to be said of an object is not true of the error.
            if (!context.Response.HasStarted)
            {
                context.Response.Clear();
                context.Response.Headers["x-amz-request-id"] = request;
            }

            refused = new SpacesException(500, "InternalError", "We encountered an internal error. Please try again.");
        }
#pragma warning restore CA1031
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        await new SpacesCall(context, address, null).AnswerAsync(
            new XElement(
                "Error",
                new XElement("Code", refused.Code),
                new XElement("Message", refused.Message),
                address.Bucket is { } bucket ? new XElement("BucketName", bucket) : null,
                address.Key is { } key ? new XElement("Key", key) : null,
                new XElement("RequestId", request),
                new XElement("HostId", "local-cloud")),
            refused.Status,
            bare: true);
    }

    // Better refused than kept without it.
    private static bool IsBeyond(string name, string value) =>
        Beyond.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) || name == "x-amz-tagging" || (name == "x-amz-storage-class" && value != "STANDARD");

    private Task DispatchAsync(SpacesCall call)
    {
        var what = call.Address.Bucket is null ? "service" : call.Address.Key is null ? "bucket" : "object";
        var sub = Subresources.FirstOrDefault(call.Has);
        if (what != "service" && _settings.Faults.TakenBuckets.Contains(call.Bucket) && !_store.Current.Buckets.ContainsKey(call.Bucket))
            throw what == "bucket" && sub is null && HttpMethods.IsPut(call.Method) ? SpacesException.BucketAlreadyExists() : SpacesException.AccessDenied();
        if (call.Address.Key is { } key && Encoding.UTF8.GetByteCount(key) > LongestKey)
            throw new SpacesException(400, "KeyTooLongError", $"Your key is too long: {LongestKey} bytes of UTF-8 at most.");
        if (call.Headers.FirstOrDefault(header => IsBeyond(header.Name, header.Value)).Name is { } beyond)
            throw SpacesException.NotImplemented($"what the header {beyond} asks for");
        return _operations.TryGetValue($"{call.Method} {what}{(sub is null ? "" : "?" + sub)}", out var operation) ? operation(call)
            : sub is not null || HttpMethods.IsPost(call.Method) ? throw SpacesException.NotImplemented($"{call.Method} of a {what}{(sub is null ? "" : "'s " + sub)}")
            : throw new SpacesException(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
    }
}
