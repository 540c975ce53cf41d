using System.Net;
using System.Text.RegularExpressions;
using Amazon.S3;
using Amazon.S3.Model;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Spaces;

/// <summary>
/// A bucket, known by its name, which all users of Spaces share. One that is there before it was to be made is nobody's to adopt: two
/// resources for one bucket would destroy each other's.
/// </summary>
internal sealed partial class SpacesBucketResource(SpacesClient spaces) : IResource
{
    /// <inheritdoc/>
    public ResourceSchema Schema => BucketMapping.Schema;

    /// <inheritdoc/>
    public Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult(Mistakes(inputs));

    /// <inheritdoc/>
    public DiffResult Refine(DiffResult diff, DiffRequest request) =>
        string.Equals(request.OldInputs.Text("region"), request.NewInputs.Text("region"), StringComparison.OrdinalIgnoreCase)
            ? diff with { Detailed = diff.Detailed.Remove("region") }
            : diff;

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => SpacesClient.ForPeopleAsync(async () =>
    {
        var (name, region) = (request.Inputs.Text("name")!, BucketMapping.RegionOf(request.Inputs));
        if (await IsOursAsync(region, name, cancel))
            throw new ProviderException($"the bucket {name} exists already in this account: import it, or choose another name");
        try
        {
            await spaces.CallAsync(region, $"creating the bucket {name}", (client, token) => client.PutBucketAsync(
                new PutBucketRequest { BucketName = name, CannedACL = Acl(request.Inputs), UseClientRegion = false }, token), cancel);
        }
        catch (SpacesRefusal refusal) when (refusal.IsAmbiguous || refusal.Code is "BucketAlreadyExists" or "BucketAlreadyOwnedByYou")
        {
            // An attempt whose answer was lost may have made it; it was not there before.
            if (!await IsOursAsync(region, name, cancel))
            {
                if (refusal.IsAmbiguous) throw;
                throw new ProviderException($"the bucket name {name} is taken: names of buckets are shared by all users of Spaces. Choose another", refusal);
            }
        }
        try
        {
            await ConfigureAsync(region, name, PropertyMap.Empty, request.Inputs, cancel);
            return new CreateResult(name, await OutputsAsync(region, name, request.Inputs, cancel));
        }
        catch (SpacesRefusal refusal)
        {
            throw new PartialCreateException(refusal.Message, name, BucketMapping.ToOutputs(request.Inputs, name, false, []), refusal);
        }
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => SpacesClient.ForPeopleAsync(async () =>
    {
        // An import names the region too.
        var (name, inputs) = request.Id.Split(',', 2) is [var where, var named]
            ? (named, PropertyMap.Empty.With("name", new PropertyValue.Text(named)).With("region", new PropertyValue.Text(where)))
            : (request.Id, request.Inputs);
        var region = BucketMapping.RegionOf(inputs.Count > 0 ? inputs : request.Outputs);
        return await IsThereAsync(region, name, cancel) ? await ReadAsync(region, name, inputs, cancel) : null;
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => SpacesClient.ForPeopleAsync(async () =>
    {
        var region = BucketMapping.RegionOf(request.NewInputs);
        await ConfigureAsync(region, request.Id, request.OldInputs, request.NewInputs, cancel);
        return await OutputsAsync(region, request.Id, request.NewInputs, cancel);
    });

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => SpacesClient.ForPeopleAsync(async () =>
    {
        var region = BucketMapping.RegionOf(request.Inputs);
        if (request.Inputs.Truth("forceDestroy") == true) await new ObjectRemoval(spaces, region, request.Id).AllAsync("", cancel);
        try
        {
            await spaces.FindAsync(region, $"deleting the bucket {request.Id}", (client, token) => client.DeleteBucketAsync(request.Id, token), cancel);
        }
        catch (SpacesRefusal refusal) when (refusal.Code == "BucketNotEmpty")
        {
            throw new ProviderException($"the bucket {request.Id} is not empty: remove what is in it, or set forceDestroy, update, and destroy again", refusal);
        }
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => SpacesClient.ForPeopleAsync(async () =>
    {
        var region = BucketMapping.RegionOf(request.Inputs);
        if (request.Inputs.Text("name") is not { } name || request.KnownIds.Contains(name) || !await IsOursAsync(region, name, cancel)) return null;
        await ConfigureAsync(region, name, PropertyMap.Empty, request.Inputs, cancel);
        return new ReadResult(name, request.Inputs, await OutputsAsync(region, name, request.Inputs, cancel));
    });

    private static IEnumerable<CheckFailure> Mistakes(PropertyMap inputs)
    {
        if (inputs.Text("name") is { } name && !Name().IsMatch(name))
            yield return new CheckFailure("name", $"'{name}' is no name of a bucket: 3 to 63 lower-case letters, digits and dashes");
        if (inputs.Text("region") is { } region && !BucketMapping.Regions.Contains(region.ToLowerInvariant()))
            yield return new CheckFailure("region", $"there is no Spaces in '{region}'{InputCheck.DidYouMean(region, BucketMapping.Regions)}; there is in {string.Join(", ", BucketMapping.Regions)}");
        foreach (var (rule, index) in BucketMapping.Objects(inputs, "lifecycleRules").Select((rule, index) => (rule, index)))
        {
            if (!rule.ContainsKey("expiration") && !rule.ContainsKey("noncurrentVersionExpiration") && !rule.ContainsKey("abortIncompleteMultipartUploadDays"))
                yield return new CheckFailure($"lifecycleRules[{index}]", "needs expiration, noncurrentVersionExpiration or abortIncompleteMultipartUploadDays");
            if (rule.Object("expiration")?.Text("date") is { } date && BucketMapping.Date(date) is null)
                yield return new CheckFailure($"lifecycleRules[{index}].expiration.date", $"'{date}' is no date such as 2030-01-31");
        }
    }

    private async Task<bool> IsThereAsync(string region, string name, CancellationToken cancel) =>
        await spaces.FindAsync(region, $"looking for the bucket {name}", (client, token) => client.HeadBucketAsync(new HeadBucketRequest { BucketName = name }, token), cancel) is not null;

    /// <summary>The same for one that may be another account's, which nobody else may look at; nor may a wrong key, of which the next call tells.</summary>
    private async Task<bool> IsOursAsync(string region, string name, CancellationToken cancel)
    {
        try
        {
            return await IsThereAsync(region, name, cancel);
        }
        catch (SpacesRefusal refusal) when (refusal.Status == HttpStatusCode.Forbidden)
        {
            return false;
        }
    }

    /// <summary>Sets what differs; what was never given is left as it is.</summary>
    private async Task ConfigureAsync(string region, string name, PropertyMap old, PropertyMap now, CancellationToken cancel)
    {
        if (Changed("acl"))
            await CallAsync("the ACL", (client, token) => client.PutBucketAclAsync(new PutBucketAclRequest { BucketName = name, ACL = Acl(now) }, token));
        if (Changed("corsRules") && now.Items("corsRules").Length > 0)
            await CallAsync("the CORS rules", (client, token) => client.PutCORSConfigurationAsync(name, BucketMapping.Cors(now), token));
        else if (Changed("corsRules"))
            await CallAsync("the CORS rules", (client, token) => client.DeleteCORSConfigurationAsync(name, token));
        if (Changed("versioning"))
        {
            var status = now.Object("versioning")?.Truth("enabled") == true ? VersionStatus.Enabled : VersionStatus.Suspended;
            await CallAsync("versioning", (client, token) => client.PutBucketVersioningAsync(
                new PutBucketVersioningRequest { BucketName = name, VersioningConfig = new S3BucketVersioningConfig { Status = status } }, token));
        }
        if (Changed("lifecycleRules") && now.Items("lifecycleRules").Length > 0)
            await CallAsync("the lifecycle rules", (client, token) => client.PutLifecycleConfigurationAsync(name, BucketMapping.Lifecycle(now), token));
        else if (Changed("lifecycleRules"))
            await CallAsync("the lifecycle rules", (client, token) => client.DeleteLifecycleConfigurationAsync(name, token));

        bool Changed(string input) => !Equals(old.GetValueOrDefault(input)?.Reveal(), now.GetValueOrDefault(input)?.Reveal());

        Task CallAsync<T>(string what, Func<AmazonS3Client, CancellationToken, Task<T>> call) => spaces.CallAsync(region, $"setting {what} of the bucket {name}", call, cancel);
    }

    private async Task<ReadResult> ReadAsync(string region, string name, PropertyMap inputs, CancellationToken cancel)
    {
        var outputs = await OutputsAsync(region, name, inputs, cancel);
        inputs = inputs.With("name", new PropertyValue.Text(name)).With("region", inputs.GetValueOrDefault("region") ?? new PropertyValue.Text(region));
        // Only what was asked for is watched: rules and versions that somebody else set are his.
        if (inputs.ContainsKey("versioning")) inputs = inputs.With("versioning", outputs["versioning"]);
        if (inputs.ContainsKey("corsRules"))
        {
            var cors = await spaces.FindAsync(region, $"reading the CORS rules of the bucket {name}", (client, token) => client.GetCORSConfigurationAsync(name, token), cancel);
            inputs = cors?.Configuration?.Rules is { Count: > 0 } ? inputs.With("corsRules", BucketMapping.CorsInputs(cors.Configuration)) : inputs.Without("corsRules");
        }
        if (inputs.Items("lifecycleRules") is { Length: > 0 } given)
            inputs = Rules(outputs) is var there && Rules(inputs).SequenceEqual(there) ? inputs : outputs.TryGetValue("lifecycleRules", out var rules) ? inputs.With("lifecycleRules", rules) : inputs.Without("lifecycleRules");
        return new ReadResult(name, inputs, outputs);

        // An id that nobody gave is the bucket's own affair.
        IEnumerable<PropertyMap> Rules(PropertyMap map) => BucketMapping.Objects(map, "lifecycleRules").Select(rule => rule.Without("id").Without(ResourceSchema.DefaultsKey));
    }

    private async Task<PropertyMap> OutputsAsync(string region, string name, PropertyMap inputs, CancellationToken cancel)
    {
        var versioning = await spaces.CallAsync(region, $"reading the versioning of the bucket {name}", (client, token) => client.GetBucketVersioningAsync(name, token), cancel);
        var lifecycle = await spaces.FindAsync(region, $"reading the lifecycle rules of the bucket {name}", (client, token) => client.GetLifecycleConfigurationAsync(name, token), cancel);
        return BucketMapping.ToOutputs(inputs, name, versioning.VersioningConfig?.Status == VersionStatus.Enabled, lifecycle?.Configuration?.Rules ?? []);
    }

    private static S3CannedACL Acl(PropertyMap inputs) => inputs.Text("acl") == "public-read" ? S3CannedACL.PublicRead : S3CannedACL.Private;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")]
    private static partial Regex Name();
}
