using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.DigitalOcean.Volumes;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean;

/// <summary>
/// A droplet. DigitalOcean has no idempotency key, so each carries a tag made from its URN, by which a create whose answer was lost is
/// found again; the tag is not part of the inputs or outputs and goes with the droplet.
/// </summary>
internal sealed class DropletResource(Connection connection) : IResource
{
    private static readonly TimeSpan PatienceForCreate = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan PatienceForDelete = TimeSpan.FromMinutes(10);

    // What no update in place changes; the official provider knows these in a preview too.
    private static readonly ImmutableArray<string> Lasting = ["createdAt", "dropletUrn", "ipv4Address", "ipv4AddressPrivate"];

    /// <inheritdoc/>
    public ResourceSchema Schema => DropletMapping.Schema;

    private DigitalOceanApi Api => connection.Api;

    /// <inheritdoc/>
    public async Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel)
    {
        if (inputs.Object("backupPolicy") is not null && inputs.Truth("backups") == false)
            return [new CheckFailure("backupPolicy", "needs backups to be true")];
        if (inputs.IsUnknown("region") || connection.Catalogue is not { } catalogue) return [];
        return await catalogue.CheckAsync(inputs.Text("region"), inputs.Text("size"), cancel);
    }

    /// <inheritdoc/>
    public DiffResult Refine(DiffResult diff, DiffRequest request)
    {
        diff = diff with { Stable = Lasting };
        // A resize that was cut short leaves it off, whatever else it has reached.
        if (request.OldOutputs.Text("status") == "off" && !diff.Detailed.Values.Any(change => change.Replaces))
            diff = diff with { Detailed = diff.Detailed.SetItem("status", new PropertyDiff(PropertyDiffKind.Update, false)) };
        // IPv6 can be switched on but never off.
        var turnedOff = request.OldInputs.Truth("ipv6") == true && request.NewInputs.Truth("ipv6") != true && !request.NewInputs.IsUnknown("ipv6");
        return turnedOff && diff.Detailed.TryGetValue("ipv6", out var change)
            ? diff with { Detailed = diff.Detailed.SetItem("ipv6", change with { Replaces = true }) }
            : diff;
    }

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var tag = ResourceTags.OwnTag(request.Urn);
        var body = DropletMapping.ToRequest(request.Inputs, tag);
        // The droplet that this one replaces has the same tag and is not the lost one.
        var before = (await WithTagAsync(tag, cancel)).Select(droplet => droplet.Id).ToHashSet();
        var answer = await Api.Client.CreateOnceAsync(
            () => Api.Client.SendAsync<DropletAnswer>(HttpMethod.Post, "/v2/droplets", body, cancel),
            async () => (await WithTagAsync(tag, cancel)).Find(droplet => !before.Contains(droplet.Id)) is { } found ? new DropletAnswer(found, null) : null,
            cancel);
        var id = answer.Droplet.Id.ToString(CultureInfo.InvariantCulture);
        request.Status.Report($"droplet {id} is booting");
        try
        {
            if (answer.Links is { Actions: { IsDefaultOrEmpty: false } actions })
                await Api.WaitForActionAsync(actions[0].Id, $"creation of droplet {id}", request.Timeout ?? PatienceForCreate, cancel);
            var droplet = await WaitUntilUsableAsync(id, request.Inputs, request.Timeout, cancel);
            return new CreateResult(id, DropletMapping.ToOutputs(droplet, request.Inputs));
        }
        catch (Exception error) when (error is ApiException or ProviderException)
        {
            throw new PartialCreateException(error.Message, id, DropletMapping.ToOutputs(answer.Droplet, request.Inputs), error);
        }
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if (await GetAsync(request.Id, cancel) is not { } droplet) return null;
        var inputs = DropletMapping.ToInputs(droplet, request.Inputs);
        return new ReadResult(request.Id, inputs, DropletMapping.ToOutputs(droplet, inputs));
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        await new DropletUpdate(Api, request).RunAsync(cancel);
        if (await GetAsync(request.Id, cancel) is null)
            throw new ProviderException($"droplet {request.Id} is gone; refresh, then update again");
        // One whose create gave up waiting is gone on with here.
        var droplet = await WaitUntilUsableAsync(request.Id, request.NewInputs, request.Timeout, cancel);
        return DropletMapping.ToOutputs(droplet, request.NewInputs);
    });

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var patience = request.Timeout ?? PatienceForDelete;
        // While an action runs on it, a droplet cannot be deleted.
        var droplet = await Api.WaitForAsync(async () =>
            await GetAsync(request.Id, cancel) is not { } there ? new Found(null) : there.Locked ? null : new Found(there),
            patience, $"unlocking of droplet {request.Id}", cancel);
        // Before the droplet: killed in between, the next run finds the droplet by its id, but nobody would look for the tag.
        await ResourceTags.ForgetAsync(Api, ResourceTags.OwnTag(request.Urn), cancel);
        if (droplet.Droplet is { } present)
        {
            if (request.Inputs.Truth("gracefulShutdown") == true && present.Status == "active")
                await Api.ActAsync(request.Id, new JsonObject { ["type"] = "shutdown" }, patience, cancel);
            foreach (var volume in present.VolumeIds.IsDefault ? [] : present.VolumeIds)
                await VolumeActions.DetachAsync(Api, volume, present.Id, patience, cancel);
            await Api.Client.DeleteAsync($"/v2/droplets/{request.Id}", cancel);
            await Api.WaitForAsync(async () => await GetAsync(request.Id, cancel) is null ? "gone" : null, patience, $"deletion of droplet {request.Id}", cancel);
        }
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var found = (await WithTagAsync(ResourceTags.OwnTag(request.Urn), cancel)).Find(
            droplet => !request.KnownIds.Contains(droplet.Id.ToString(CultureInfo.InvariantCulture)));
        if (found is null) return null;
        var id = found.Id.ToString(CultureInfo.InvariantCulture);
        var droplet = await WaitUntilUsableAsync(id, request.Inputs, null, cancel);
        return new ReadResult(id, request.Inputs, DropletMapping.ToOutputs(droplet, request.Inputs));
    });

    private async Task<Droplet?> GetAsync(string id, CancellationToken cancel) =>
        (await Api.Client.GetAsync<DropletAnswer>($"/v2/droplets/{Uri.EscapeDataString(id)}", cancel))?.Droplet;

    private Task<List<Droplet>> WithTagAsync(string tag, CancellationToken cancel) =>
        Api.ListAsync<DropletList, Droplet>($"/v2/droplets?tag_name={tag}", page => page.Droplets, cancel);

    /// <summary>Active and, unless it was to have none, with a public address; not found means "not yet" just after a create.</summary>
    private Task<Droplet> WaitUntilUsableAsync(string id, PropertyMap inputs, TimeSpan? timeout, CancellationToken cancel) => Api.WaitForAsync(
        async () => await GetAsync(id, cancel) is { Status: "active" } droplet && (droplet.PublicIPv4 is not null || inputs.Truth("publicNetworking") == false) ? droplet : null,
        timeout ?? PatienceForCreate, $"droplet {id} becoming active with a public address", cancel);

    private sealed record Found(Droplet? Droplet);
}
