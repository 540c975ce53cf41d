using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Images;

/// <summary>
/// An image that DigitalOcean fetches from an address: to one region first, from there to the others. A create whose answer was lost is
/// found again by a hidden tag, as a droplet's is.
/// </summary>
internal sealed class CustomImageResource(Connection connection) : IResource
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(60);

    private const string Available = "available";

    /// <inheritdoc/>
    public ResourceSchema Schema => CustomImageMapping.Schema;

    private DigitalOceanApi Api => connection.Api;

    /// <inheritdoc/>
    public async Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel)
    {
        if (!inputs.IsUnknown("url") && !(Uri.TryCreate(inputs.Text("url"), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            return [new CheckFailure("url", "must be an http:// or https:// address that DigitalOcean can fetch the image from")];
        if (inputs.IsUnknown("regions")) return [];
        var regions = CustomImageMapping.Regions(inputs);
        if (regions.Length == 0) return [new CheckFailure("regions", "must name at least one region")];
        if (connection.Catalogue is not { } catalogue) return [];
        var failures = new List<CheckFailure>();
        foreach (var region in regions)
            failures.AddRange((await catalogue.CheckAsync(region, null, cancel)).Select(failure => failure with { Property = "regions" }));
        return failures;
    }

    /// <inheritdoc/>
    // DigitalOcean cannot take an image away from one of its regions.
    public DiffResult Refine(DiffResult diff, DiffRequest request) =>
        request.NewInputs.IsUnknown("regions") || !CustomImageMapping.Regions(request.OldInputs).Except(CustomImageMapping.Regions(request.NewInputs)).Any()
            ? diff
            : diff with
            {
                Detailed = diff.Detailed.SetItems(diff.Detailed.Where(change => change.Key.StartsWith("regions[", StringComparison.Ordinal))
                    .Select(change => KeyValuePair.Create(change.Key, change.Value with { Replaces = true }))),
            };

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var (inputs, tag) = (request.Inputs, ResourceTags.OwnTag(request.Urn));
        var body = CustomImageMapping.ToRequest(inputs, tag);
        // The image that this one replaces has the same tag and is not the lost one.
        var before = (await WithTagAsync(tag, cancel)).Select(image => image.Id).ToHashSet();
        var begun = (await Api.Client.CreateOnceAsync(
            () => Api.Client.SendAsync<ImageAnswer>(HttpMethod.Post, "/v2/images", body, cancel),
            async () => (await WithTagAsync(tag, cancel)).Find(image => !before.Contains(image.Id)) is { } found ? new ImageAnswer(found) : null,
            cancel)).Image;
        var id = begun.Id.ToString(CultureInfo.InvariantCulture);
        request.Status.Report($"image {id} is being imported");
        Image image;
        try
        {
            image = await SettledAsync(id, request.Timeout, cancel);
            if (image.Status == Available) image = await InRegionsAsync(image, inputs, request.Status, request.Timeout, cancel);
        }
        catch (Exception error) when (error is ApiException or ProviderException)
        {
            throw new PartialCreateException(error.Message, id, CustomImageMapping.ToOutputs(begun, inputs), error);
        }
        if (image.Status == Available) return new CreateResult(id, CustomImageMapping.ToOutputs(image, inputs));
        await ResourceTags.ForgetAsync(Api, tag, cancel);
        throw Failed(image, inputs);
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if (await GetAsync(request.Id, cancel) is not { Status: not "deleted" } image) return null;
        var inputs = CustomImageMapping.ToInputs(image, request.Inputs);
        return new ReadResult(request.Id, inputs, CustomImageMapping.ToOutputs(image, inputs));
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var (old, now) = (request.OldInputs, request.NewInputs);
        if (await GetAsync(request.Id, cancel) is null) throw Gone(request.Id);
        // One whose create gave up waiting is gone on with here.
        var image = await SettledAsync(request.Id, request.Timeout, cancel);
        if (image.Status != Available) throw Failed(image, now, "; refresh, then update again");
        if (!JsonNode.DeepEquals(CustomImageMapping.ToChange(old), CustomImageMapping.ToChange(now)))
            await Api.Client.SendAsync(HttpMethod.Put, PathOf(request.Id), CustomImageMapping.ToChange(now), cancel);
        await ResourceTags.ChangeAsync(Api, ResourceTags.Image, request.Id, old.Texts("tags"), now.Texts("tags"), cancel);
        await InRegionsAsync(image, now, request.Status, request.Timeout, cancel);
        return CustomImageMapping.ToOutputs(await GetAsync(request.Id, cancel) ?? throw Gone(request.Id), now);
    });

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        // Before the image: killed in between, the next run finds the image by its id, but nobody would look for the tag.
        await ResourceTags.ForgetAsync(Api, ResourceTags.OwnTag(request.Urn), cancel);
        try
        {
            await Api.Client.DeleteAsync(PathOf(request.Id), cancel);
        }
        catch (ApiException error) when (error.Status == HttpStatusCode.UnprocessableEntity && error.Message.Contains("already deleted", StringComparison.OrdinalIgnoreCase))
        {
            // Wanted gone, is gone.
        }
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var found = (await WithTagAsync(ResourceTags.OwnTag(request.Urn), cancel)).Find(
            image => !request.KnownIds.Contains(image.Id.ToString(CultureInfo.InvariantCulture)));
        if (found is null) return null;
        var id = found.Id.ToString(CultureInfo.InvariantCulture);
        var image = await SettledAsync(id, null, cancel);
        // What failed has left nothing, and making it anew says why.
        if (image.Status != Available) return null;
        image = await InRegionsAsync(image, request.Inputs, null, null, cancel);
        return new ReadResult(id, request.Inputs, CustomImageMapping.ToOutputs(image, request.Inputs));
    });

    private static string PathOf(string id) => $"/v2/images/{Uri.EscapeDataString(id)}";

    private static ProviderException Gone(string id) => new($"image {id} is gone; refresh, then update again");

    // What follows the path may be a signature.
    private static ProviderException Failed(Image image, PropertyMap inputs, string remedy = "") => new(
        $"custom image {inputs.Text("name")} ({image.Id}) could not be imported from {inputs.Text("url")!.Split('?', 2)[0]}: "
        + (image.ErrorMessage is { Length: > 0 } why ? why : $"it is {image.Status}, and DigitalOcean does not say why") + remedy);

    private async Task<Image?> GetAsync(string id, CancellationToken cancel) => (await Api.Client.GetAsync<ImageAnswer>(PathOf(id), cancel))?.Image;

    private Task<List<Image>> WithTagAsync(string tag, CancellationToken cancel) =>
        Api.ListAsync<ImageList, Image>($"/v2/images?private=true&tag_name={tag}", page => page.Images, cancel);

    /// <summary>The image when its import has ended, well or not; not found means "not yet" just after a create.</summary>
    private Task<Image> SettledAsync(string id, TimeSpan? timeout, CancellationToken cancel) => Api.WaitForAsync(
        async () => await GetAsync(id, cancel) is { Status: not ("NEW" or "pending") } image ? image : null,
        timeout ?? Patience, $"image {id} becoming available", cancel);

    /// <summary>Transfers the image to the regions where it is not yet, and returns it as it is then.</summary>
    private async Task<Image> InRegionsAsync(Image image, PropertyMap inputs, IProgress<string>? status, TimeSpan? timeout, CancellationToken cancel)
    {
        var id = image.Id.ToString(CultureInfo.InvariantCulture);
        var missing = CustomImageMapping.Regions(inputs).Except(image.Regions ?? []).ToList();
        foreach (var region in missing)
        {
            status?.Report($"transferring image {id} to {region}");
            var transfer = new JsonObject { ["type"] = "transfer", ["region"] = region };
            await Api.ActAsync($"{PathOf(id)}/actions", $"image {id}", transfer, timeout ?? Patience, cancel);
        }
        return missing.Count == 0 ? image : await GetAsync(id, cancel) ?? throw Gone(id);
    }
}
