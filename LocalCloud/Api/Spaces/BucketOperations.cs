using System.Text.RegularExpressions;
using System.Xml.Linq;
using E3.LocalCloud.Catalogue;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>Buckets: list, create, look, delete; where they are and who may list them.</summary>
internal sealed partial class BucketOperations(StateStore store, ObjectFiles files, TimeProvider clock)
{
    public Task ListAsync(SpacesCall call)
    {
        call.DemandOwner();
        return call.AnswerAsync(new XElement(
            "ListAllMyBucketsResult",
            Owner(),
            new XElement("Buckets", store.Current.Buckets.Values
                .Where(bucket => call.Address.Region is not { } region || bucket.Region is null || bucket.Region == region)
                .OrderBy(bucket => bucket.Name, StringComparer.Ordinal)
                .Select(bucket => new XElement("Bucket", new XElement("Name", bucket.Name), new XElement("CreationDate", SpacesXml.Time(bucket.CreatedAt)))))));
    }

    public async Task CreateAsync(SpacesCall call)
    {
        call.DemandOwner();
        var isPublic = call.PublicRead ?? false;
        var document = call.Request.ContentLength is 0 or null && !call.Request.Headers.ContainsKey("transfer-encoding")
            ? null
            : await SpacesXml.ReadAsync(call.Body, "CreateBucketConfiguration", call.Cancel);
        var asked = document?.Element("LocationConstraint")?.Value;
        if (!string.IsNullOrEmpty(asked) && !SpacesRegions.All.Contains(asked))
            throw new SpacesException(400, "InvalidLocationConstraint", "The specified location-constraint is not valid");
        // A path beginning with a region's name would hide the bucket.
        if (!Name().IsMatch(call.Bucket) || SpacesRegions.All.Contains(call.Bucket))
            throw new SpacesException(400, "InvalidBucketName", "The specified bucket is not valid: 3 to 63 lower-case letters, digits and dashes.");
        var bucket = new Bucket
        {
            Name = call.Bucket,
            Region = call.Region ?? (string.IsNullOrEmpty(asked) ? null : asked),
            CreatedAt = clock.GetUtcNow(),
            PublicRead = isPublic,
        };
        await store.UpdateAsync(
            state => state.Buckets.ContainsKey(bucket.Name)
                ? throw SpacesException.BucketAlreadyExists()
                : state.With(bucket),
            call.Cancel);
        call.Response.Headers.Location = $"/{bucket.Name}";
    }

    public Task HeadAsync(SpacesCall call)
    {
        call.DemandOwner();
        if (call.In(store.Current).Region is { } region)
            call.Response.Headers["x-amz-bucket-region"] = region;
        return Task.CompletedTask;
    }

    public Task LocationAsync(SpacesCall call)
    {
        call.DemandOwner();
        return call.AnswerAsync(new XElement("LocationConstraint", call.In(store.Current).Region));
    }

    public async Task DeleteAsync(SpacesCall call)
    {
        call.DemandOwner();
        var gone = await store.UpdateAsync(
            state =>
            {
                var bucket = call.In(state);
                return bucket.Objects.IsEmpty
                    ? (state with { Buckets = state.Buckets.Remove(bucket.Name), Assignments = state.Assignments.Remove(Urn.Of(Urn.Space, bucket.Name)) }, bucket)
                    : throw new SpacesException(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
            },
            call.Cancel);
        files.Delete(gone.Files);
        await call.NoContent();
    }

    public Task AclAsync(SpacesCall call)
    {
        call.DemandOwner();
        return call.AnswerAsync(Acl(call.In(store.Current).PublicRead));
    }

    public async Task PutAclAsync(SpacesCall call)
    {
        call.DemandOwner();
        var isPublic = await ReadAclAsync(call);
        await store.UpdateAsync(state => state.With(call.In(state) with { PublicRead = isPublic }), call.Cancel);
    }

    /// <summary>The document of an ACL: all for the owner, reading for everybody where it is public.</summary>
    public XElement Acl(bool isPublic)
    {
        XNamespace xsi = "http://www.w3.org/2001/XMLSchema-instance";
        var grants = new XElement("AccessControlList", Grant("CanonicalUser", "FULL_CONTROL", Owner().Elements()));
        if (isPublic)
            grants.Add(Grant("Group", "READ", [new XElement("URI", AllUsers)]));
        return new XElement("AccessControlPolicy", Owner(), grants);

        XElement Grant(string type, string permission, IEnumerable<XElement> grantee) => new(
            "Grant",
            new XElement("Grantee", new XAttribute(XNamespace.Xmlns + "xsi", xsi.NamespaceName), new XAttribute(xsi + "type", type), grantee),
            new XElement("Permission", permission));
    }

    /// <summary>Whether the ACL that is to be set, canned or a document, lets anybody read.</summary>
    public static async Task<bool> ReadAclAsync(SpacesCall call)
    {
        if (call.PublicRead is { } canned)
            return canned;
        var policy = await SpacesXml.ReadAsync(call.Body, "AccessControlPolicy", call.Cancel);
        var open = policy.Descendants("Grant").Where(grant => grant.Descendants("URI").Any()).ToArray();
        return open.All(grant => grant.Descendants("URI").First().Value == AllUsers && grant.Element("Permission")?.Value == "READ")
            ? open.Length > 0
            : throw SpacesException.Invalid("Spaces grants nothing but READ to all users.");
    }

    public XElement Owner()
    {
        var id = store.Current.AccountId.ToString("N");
        return new XElement("Owner", new XElement("ID", id), new XElement("DisplayName", id));
    }

    private const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")]
    private static partial Regex Name();
}
