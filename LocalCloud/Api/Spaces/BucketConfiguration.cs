using System.Xml.Linq;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>What is set on a bucket by a document: versioning, CORS, lifecycle. CORS and lifecycle are kept and shown, not carried out.</summary>
internal sealed class BucketConfiguration(StateStore store)
{
    private static readonly string[] Methods = ["GET", "PUT", "POST", "DELETE", "HEAD"];
    private static readonly string[] Expiries = ["Expiration", "NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload"];

    public Task VersioningAsync(SpacesCall call)
    {
        var versioning = Demand(call).Versioning;
        return call.AnswerAsync(new XElement(
            "VersioningConfiguration", versioning == BucketVersioning.Off ? null : new XElement("Status", versioning.ToString())));
    }

    public async Task PutVersioningAsync(SpacesCall call)
    {
        call.DemandOwner();
        var document = await SpacesXml.ReadAsync(call.Body, "VersioningConfiguration", call.Cancel);
        var versioning = document.Element("Status")?.Value switch
        {
            "Enabled" => BucketVersioning.Enabled,
            "Suspended" => BucketVersioning.Suspended,
            _ => throw SpacesException.MalformedXml("Status must be Enabled or Suspended."),
        };
        await store.UpdateAsync(state => state.With(call.In(state) with { Versioning = versioning }), call.Cancel);
    }

    /// <summary>There is none, for none can be set.</summary>
    public Task PolicyAsync(SpacesCall call)
    {
        Demand(call);
        throw new SpacesException(404, "NoSuchBucketPolicy", "The bucket policy does not exist");
    }

    public Task CorsAsync(SpacesCall call) => ShowAsync(
        call, Demand(call).Cors, new SpacesException(404, "NoSuchCORSConfiguration", "The CORS configuration does not exist"));

    public async Task PutCorsAsync(SpacesCall call)
    {
        call.DemandOwner();
        var document = await SpacesXml.ReadAsync(call.Body, "CORSConfiguration", call.Cancel);
        foreach (var rule in Rules(document, "CORSRule"))
        {
            if (!rule.Elements("AllowedOrigin").Any() || !rule.Elements("AllowedMethod").Any())
                throw SpacesException.MalformedXml("A CORSRule needs an AllowedOrigin and an AllowedMethod.");
            if (rule.Elements("AllowedMethod").FirstOrDefault(method => !Methods.Contains(method.Value)) is { } unknown)
                throw SpacesException.InvalidRequest($"Found unsupported HTTP method in CORS config. Unsupported method is {unknown.Value}");
        }

        await store.UpdateAsync(state => state.With(call.In(state) with { Cors = Text(document) }), call.Cancel);
    }

    public async Task DeleteCorsAsync(SpacesCall call)
    {
        call.DemandOwner();
        await store.UpdateAsync(state => state.With(call.In(state) with { Cors = null }), call.Cancel);
        await call.NoContent();
    }

    public Task LifecycleAsync(SpacesCall call) => ShowAsync(
        call, Demand(call).Lifecycle, new SpacesException(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"));

    public async Task PutLifecycleAsync(SpacesCall call)
    {
        call.DemandOwner();
        var document = await SpacesXml.ReadAsync(call.Body, "LifecycleConfiguration", call.Cancel);
        foreach (var rule in Rules(document, "Rule"))
        {
            if (rule.Element("Status")?.Value is not ("Enabled" or "Disabled"))
                throw SpacesException.MalformedXml("A Rule's Status must be Enabled or Disabled.");
            if (!rule.Elements().Any(element => Expiries.Contains(element.Name.LocalName)))
                throw SpacesException.InvalidRequest("At least one action needs to be specified in a rule.");
        }

        await store.UpdateAsync(state => state.With(call.In(state) with { Lifecycle = Text(document) }), call.Cancel);
    }

    public async Task DeleteLifecycleAsync(SpacesCall call)
    {
        call.DemandOwner();
        await store.UpdateAsync(state => state.With(call.In(state) with { Lifecycle = null }), call.Cancel);
        await call.NoContent();
    }

    private static Task ShowAsync(SpacesCall call, string? document, SpacesException otherwise) =>
        document is null ? throw otherwise : call.AnswerAsync(XElement.Parse(document));

    private Bucket Demand(SpacesCall call)
    {
        call.DemandOwner();
        return call.In(store.Current);
    }

    private static XElement[] Rules(XElement document, string name) => document.Elements(name).ToArray() is { Length: > 0 } rules
        ? rules
        : throw SpacesException.MalformedXml($"There is no {name} in the document.");

    private static string Text(XElement document) => document.ToString(SaveOptions.DisableFormatting);
}
