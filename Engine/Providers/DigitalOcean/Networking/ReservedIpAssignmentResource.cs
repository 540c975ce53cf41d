using System.Net;
using System.Net.Sockets;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Networking;

/// <summary>A reserved IP's being assigned to a droplet.</summary>
internal sealed class ReservedIpAssignmentResource(Connection connection) : IResource
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(60);

    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("digitalocean:index/reservedIpAssignment:ReservedIpAssignment",
    [
        PropertySpec.Text("ipAddress") with { Required = true, Replaces = true },
        PropertySpec.Number("dropletId") with { Required = true, Replaces = true },
    ]);

    private DigitalOceanApi Api => connection.Api;

    /// <inheritdoc/>
    public Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult<IEnumerable<CheckFailure>>(
        inputs.Text("ipAddress") is { } ip && !(IPAddress.TryParse(ip, out var address) && address.AddressFamily == AddressFamily.InterNetwork)
            ? [new CheckFailure("ipAddress", $"'{ip}' is no IPv4 address")] : []);

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var (droplet, ip) = Of(request.Inputs);
        if (!await IsAssignedAsync(ip, droplet, cancel)) await ReservedIpActions.AssignAsync(Api, ip, droplet, request.Timeout ?? Patience, cancel);
        var id = PairId.New(droplet, ip);
        return new CreateResult(id, Outputs(id, request.Inputs));
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var inputs = request.Inputs;
        if (inputs.Count == 0)
        {
            var (droplet, ip) = PairId.Parse(request.Id)
                ?? throw new ProviderException($"'{request.Id}' names no assignment: give the reserved IP and the droplet's id, IP_ADDRESS,DROPLET_ID");
            inputs = PropertyMap.Empty.With("dropletId", droplet).With("ipAddress", ip);
        }
        if (!await IsAssignedAsync(Of(inputs).Ip, Of(inputs).Droplet, cancel)) return null;
        var id = request.Id.Contains(',', StringComparison.Ordinal) ? PairId.New(Of(inputs).Droplet, Of(inputs).Ip) : request.Id;
        return new ReadResult(id, inputs, Outputs(id, inputs));
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) =>
        throw new ProviderException("an assignment cannot change; another droplet or address is another assignment");

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var (droplet, ip) = Of(request.Inputs);
        // Another droplet may have been given it since, as when this assignment was replaced.
        if (await IsAssignedAsync(ip, droplet, cancel)) await ReservedIpActions.UnassignAsync(Api, ip, request.Timeout ?? Patience, cancel);
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var (droplet, ip) = Of(request.Inputs);
        var isKnown = request.KnownIds.Any(id => id.StartsWith(PairId.Prefix(droplet, ip), StringComparison.Ordinal));
        if (isKnown || !await IsAssignedAsync(ip, droplet, cancel)) return null;
        var id = PairId.New(droplet, ip);
        return new ReadResult(id, request.Inputs, Outputs(id, request.Inputs));
    });

    private static (long Droplet, string Ip) Of(PropertyMap inputs) => ((long)inputs.Number("dropletId")!, inputs.Text("ipAddress")!);

    private static PropertyMap Outputs(string id, PropertyMap inputs) => inputs.Without(ResourceSchema.DefaultsKey).With("id", id);

    private async Task<bool> IsAssignedAsync(string ip, long droplet, CancellationToken cancel) =>
        (await ReservedIpActions.GetAsync(Api, ip, cancel))?.Droplet?.Id == droplet;
}
