using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean;

/// <summary>A firewall for droplets by id and by tag; found again by its name, of which the account allows one.</summary>
internal sealed class FirewallResource(Connection connection) : IResource
{
    /// <inheritdoc/>
    public ResourceSchema Schema => FirewallMapping.Schema;

    private ApiClient Client => connection.Api.Client;

    /// <inheritdoc/>
    public Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult(FirewallMapping.Mistakes(inputs));

    /// <inheritdoc/>
    public DiffResult Refine(DiffResult diff, DiffRequest request) =>
        diff.Detailed.Count > 0 && !request.NewInputs.Values.Any(value => value.ContainsUnknowns) && FirewallMapping.AreSame(request.OldInputs, request.NewInputs)
            ? DiffResult.Same : diff;

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var body = FirewallMapping.ToRequest(request.Inputs);
        var firewall = (await Client.CreateOnceAsync(
            () => Client.SendAsync<FirewallAnswer>(HttpMethod.Post, "/v2/firewalls", body, cancel),
            async () => await NamedAsync(request.Inputs.Text("name"), cancel) is { } found ? new FirewallAnswer(found) : null, cancel)).Firewall;
        return new CreateResult(firewall.Id, FirewallMapping.ToOutputs(firewall));
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
        await Client.GetAsync<FirewallAnswer>(PathOf(request.Id), cancel) is { Firewall: var firewall }
            ? new ReadResult(request.Id, FirewallMapping.ToInputs(firewall, request.Inputs), FirewallMapping.ToOutputs(firewall)) : null);

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () => FirewallMapping.ToOutputs(
        (await Client.SendAsync<FirewallAnswer>(HttpMethod.Put, PathOf(request.Id), FirewallMapping.ToRequest(request.NewInputs), cancel)).Firewall));

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        await Client.DeleteAsync(PathOf(request.Id), cancel);
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
        await NamedAsync(request.Inputs.Text("name"), cancel) is { } firewall && !request.KnownIds.Contains(firewall.Id)
            ? new ReadResult(firewall.Id, request.Inputs, FirewallMapping.ToOutputs(firewall)) : null);

    private async Task<Firewall?> NamedAsync(string? name, CancellationToken cancel) =>
        (await connection.Api.ListAsync<FirewallList, Firewall>("/v2/firewalls", page => page.Firewalls, cancel)).Find(firewall => firewall.Name == name);

    public static string PathOf(string id) => $"/v2/firewalls/{Uri.EscapeDataString(id)}";
}
