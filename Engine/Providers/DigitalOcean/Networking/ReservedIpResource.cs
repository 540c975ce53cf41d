using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Networking;

/// <summary>
/// A reserved IP. The API gives it neither a name nor a tag, so that after a lost answer only what was there before tells which one is new:
/// within a run one is made at a time; after a killed run an idle one may be the lost one or anybody's, and the person is asked to look.
/// </summary>
internal sealed class ReservedIpResource(Connection connection) : IResource
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(60);

    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("digitalocean:index/reservedIp:ReservedIp",
    [
        PropertySpec.Text("region") with { Required = true, Replaces = true, AnyCase = true },
        PropertySpec.Text("ipAddress") with { IsComputed = true },
        PropertySpec.Number("dropletId"),
    ]);

    private DigitalOceanApi Api => connection.Api;

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var made = await ReserveAsync(RegionOf(request.Inputs), cancel);
        if (DropletOf(request.Inputs) is not { } droplet) return new CreateResult(made.Ip, Outputs(made, request.Inputs));
        try
        {
            await ReservedIpActions.AssignAsync(Api, made.Ip, droplet, request.Timeout ?? Patience, cancel);
            return new CreateResult(made.Ip, Outputs(made, request.Inputs));
        }
        catch (Exception error) when (error is ApiException or ProviderException)
        {
            throw new PartialCreateException(error.Message, made.Ip, Outputs(made, request.Inputs.Without("dropletId")), error);
        }
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if (await ReservedIpActions.GetAsync(Api, request.Id, cancel) is not { } ip) return null;
        var known = request.Inputs;
        var inputs = known.Count == 0 ? PropertyMap.Empty.With("region", ip.Region?.Slug ?? "") : known;
        // A droplet that an assignment of its own gave it is not this resource's.
        if (known.ContainsKey("dropletId") || known.Count == 0)
            inputs = ip.Droplet is { } droplet ? inputs.With("dropletId", droplet.Id) : inputs.Without("dropletId");
        return new ReadResult(ip.Ip, inputs, Outputs(ip, inputs));
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var patience = request.Timeout ?? Patience;
        if (DropletOf(request.NewInputs) is { } droplet) await ReservedIpActions.AssignAsync(Api, request.Id, droplet, patience, cancel);
        else if (DropletOf(request.OldInputs) is not null) await ReservedIpActions.UnassignAsync(Api, request.Id, patience, cancel);
        var ip = await ReservedIpActions.GetAsync(Api, request.Id, cancel) ?? throw new ProviderException($"reserved IP {request.Id} is gone; refresh, then update again");
        return Outputs(ip, request.NewInputs);
    });

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if (DropletOf(request.Inputs) is not null) await ReservedIpActions.UnassignAsync(Api, request.Id, request.Timeout ?? Patience, cancel);
        await Api.Client.DeleteAsync(ReservedIpActions.PathOf(request.Id), cancel);
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync<ReadResult?>(async () =>
    {
        var region = RegionOf(request.Inputs);
        var unknown = (await AllAsync(cancel)).Where(ip => ip.Region?.Slug == region && !request.KnownIds.Contains(ip.Ip)).ToList();
        if (DropletOf(request.Inputs) is { } droplet && unknown.Find(ip => ip.Droplet?.Id == droplet) is { } mine)
            return new ReadResult(mine.Ip, request.Inputs, Outputs(mine, request.Inputs));
        return unknown.Exists(ip => ip.Droplet is null) ? throw new NotSupportedException($"a reserved IP of {region} that nothing has may be the one") : null;
    });

    private async Task<ReservedIp> ReserveAsync(string region, CancellationToken cancel)
    {
        var body = new JsonObject { ["region"] = region };
        await connection.OneAtATime.WaitAsync(cancel);
        try
        {
            var before = (await AllAsync(cancel)).Select(ip => ip.Ip).ToHashSet();
            return (await Api.Client.CreateOnceAsync(
                () => Api.Client.SendAsync<ReservedIpAnswer>(HttpMethod.Post, "/v2/reserved_ips", body, cancel),
                async () => (await AllAsync(cancel)).Find(ip => ip.Region?.Slug == region && ip.Droplet is null && !before.Contains(ip.Ip)) is { } found
                    ? new ReservedIpAnswer(found) : null,
                cancel)).ReservedIp;
        }
        finally
        {
            connection.OneAtATime.Release();
        }
    }

    private Task<List<ReservedIp>> AllAsync(CancellationToken cancel) => Api.ListAsync<ReservedIpList, ReservedIp>("/v2/reserved_ips", page => page.ReservedIps, cancel);

    private static PropertyMap Outputs(ReservedIp ip, PropertyMap inputs)
    {
        var outputs = PropertyMap.Empty
            .With("id", ip.Ip)
            .With("ipAddress", ip.Ip)
            .With("region", ip.Region?.Slug ?? RegionOf(inputs))
            .With("reservedIpUrn", "do:reservedip:" + ip.Ip);
        return DropletOf(inputs) is { } droplet ? outputs.With("dropletId", droplet) : outputs;
    }

    private static string RegionOf(PropertyMap inputs) => inputs.Text("region")!.ToLowerInvariant();

    private static long? DropletOf(PropertyMap inputs) => inputs.Number("dropletId") is { } id and not 0 ? (long)id : null;
}
