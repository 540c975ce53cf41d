using System.Collections.Immutable;
using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Domains;

internal sealed record DomainAnswer(Domain Domain);

internal sealed record DomainList(ImmutableArray<Domain> Domains, Links? Links) : IPage;

internal sealed record Domain(string Name, int? Ttl, string? ZoneFile);

/// <summary>A domain, which is its name.</summary>
internal sealed class DomainResource(Connection connection) : IResource
{
    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("digitalocean:index/domain:Domain",
    [
        PropertySpec.Text("name") with { Required = true, Replaces = true },
        PropertySpec.Text("ipAddress") with { Replaces = true },
    ]);

    private ApiClient Client => connection.Api.Client;

    /// <inheritdoc/>
    // There is one of a name in all of DigitalOcean.
    public DiffResult Refine(DiffResult diff, DiffRequest request) => diff with { DeleteBeforeReplace = !diff.Detailed.ContainsKey("name") };

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var name = request.Inputs.Text("name")!;
        var body = new JsonObject { ["name"] = name };
        if (request.Inputs.Text("ipAddress") is { } address) body["ip_address"] = address;
        var domain = (await Client.CreateOnceAsync(
            () => Client.SendAsync<DomainAnswer>(HttpMethod.Post, "/v2/domains", body, cancel), () => GetAsync(name, cancel), cancel)).Domain;
        return new CreateResult(domain.Name, Outputs(domain, request.Inputs));
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
        await GetAsync(request.Id, cancel) is { Domain: var domain }
            ? new ReadResult(domain.Name, request.Inputs.Count > 0 ? request.Inputs : PropertyMap.Empty.With("name", domain.Name), Outputs(domain, request.Inputs)) : null);

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) =>
        throw new ProviderException("a domain cannot change; its records can");

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        await Client.DeleteAsync(PathOf(request.Id), cancel);
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
        await GetAsync(request.Inputs.Text("name")!, cancel) is { Domain: var domain } && !request.KnownIds.Contains(domain.Name)
            ? new ReadResult(domain.Name, request.Inputs, Outputs(domain, request.Inputs)) : null);

    public static string PathOf(string name) => $"/v2/domains/{Uri.EscapeDataString(name)}";

    private Task<DomainAnswer?> GetAsync(string name, CancellationToken cancel) => Client.GetAsync<DomainAnswer>(PathOf(name), cancel);

    public static PropertyMap Outputs(Domain domain, PropertyMap inputs)
    {
        var outputs = PropertyMap.Empty.With("id", domain.Name).With("name", domain.Name).With("domainUrn", "do:domain:" + domain.Name).With("ttl", domain.Ttl ?? 0);
        return inputs.Text("ipAddress") is { } address ? outputs.With("ipAddress", address) : outputs;
    }
}
