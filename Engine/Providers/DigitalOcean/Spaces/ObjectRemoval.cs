using Amazon.S3.Model;

namespace E3.Engine.Providers.DigitalOcean.Spaces;

/// <summary>Deletes objects with all their versions and the markers of their deletion.</summary>
internal sealed class ObjectRemoval(SpacesClient spaces, string region, string bucket)
{
    /// <summary>Everything in the bucket whose key begins so; a bucket that is gone is empty.</summary>
    public Task AllAsync(string prefix, CancellationToken cancel) => RemoveAsync(prefix, _ => true, cancel);

    /// <summary>One key.</summary>
    public Task OneAsync(string key, CancellationToken cancel) => RemoveAsync(key, version => version.Key == key, cancel);

    private async Task RemoveAsync(string prefix, Func<S3ObjectVersion, bool> chosen, CancellationToken cancel)
    {
        var request = new ListVersionsRequest { BucketName = bucket, Prefix = prefix };
        while (await spaces.FindAsync(region, $"listing the bucket {bucket}", (client, token) => client.ListVersionsAsync(request, token), cancel) is { } page)
        {
            var doomed = (page.Versions ?? []).Where(chosen).Select(version => new KeyVersion { Key = version.Key, VersionId = version.VersionId }).ToList();
            foreach (var some in doomed.Chunk(1000))
            {
                var deleted = await spaces.CallAsync(region, $"deleting objects of the bucket {bucket}", (client, token) => client.DeleteObjectsAsync(
                    new DeleteObjectsRequest { BucketName = bucket, Objects = [.. some], Quiet = true }, token), cancel);
                if (deleted.DeleteErrors is { Count: > 0 } errors)
                    throw new ProviderException($"{errors.Count} objects of the bucket {bucket} cannot be deleted, the first of them {errors[0].Key}: {errors[0].Message}");
            }
            if (page.IsTruncated != true) return;
            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
    }
}
