using System.Globalization;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Domains;

/// <summary>A record of a domain; found again by its type, name and value among those that are not known.</summary>
internal sealed class DnsRecordResource(Connection connection) : IResource
{
    private const double LargestPort = 65535;

    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("digitalocean:index/dnsRecord:DnsRecord",
    [
        PropertySpec.Text("domain") with { Required = true, Replaces = true },
        PropertySpec.Text("type") with { Required = true, Replaces = true, OneOf = ["A", "AAAA", "CAA", "CNAME", "MX", "NS", "TXT", "SRV", "SOA"] },
        PropertySpec.Text("name") with { IsName = true },
        PropertySpec.Text("value") with { Required = true },
        PropertySpec.Number("port"),
        PropertySpec.Number("priority"),
        PropertySpec.Number("weight"),
        PropertySpec.Number("flags"),
        PropertySpec.Number("ttl") with { IsComputed = true },
        PropertySpec.Text("tag") with { OneOf = ["issue", "issuewild", "iodef"] },
    ]);

    private DigitalOceanApi Api => connection.Api;

    /// <inheritdoc/>
    public Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult(Mistakes(inputs));

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var domain = request.Inputs.Text("domain")!;
        var before = new HashSet<long>();
        var isLooking = false;
        var record = (await Api.Client.CreateOnceAsync(
            async () =>
            {
                // Others that mean the same may be there, as with several addresses of one name that went back and forth.
                if (!isLooking) before = [.. (await LikeAsync(request.Inputs, cancel)).Select(other => other.Id)];
                isLooking = true;
                return await Api.Client.SendAsync<RecordAnswer>(HttpMethod.Post, $"{DomainResource.PathOf(domain)}/records", DnsRecord.ToRequest(request.Inputs), cancel);
            },
            async () => (await LikeAsync(request.Inputs, cancel)).Find(other => !before.Contains(other.Id)) is { } found ? new RecordAnswer(found) : null,
            cancel)).DomainRecord;
        return new CreateResult(record.Id.ToString(CultureInfo.InvariantCulture), record.Outputs(domain));
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var (domain, id) = request.Id.Split(',') is [var first, var second] ? (first, second) : (request.Inputs.Text("domain"), request.Id);
        if (domain is null)
            throw new ProviderException($"a record is imported by its domain and its id, DOMAIN,RECORD_ID; '{request.Id}' names no domain");
        if ((await Api.Client.GetAsync<RecordAnswer>(Path(domain, id), cancel))?.DomainRecord is not { } record) return null;
        return new ReadResult(id, record.Inputs(domain, request.Inputs), record.Outputs(domain));
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var domain = request.NewInputs.Text("domain")!;
        var answer = await Api.Client.SendAsync<RecordAnswer>(HttpMethod.Put, Path(domain, request.Id), DnsRecord.ToRequest(request.NewInputs), cancel);
        return answer.DomainRecord.Outputs(domain);
    });

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        await Api.Client.DeleteAsync(Path(request.Inputs.Text("domain")!, request.Id), cancel);
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var found = (await LikeAsync(request.Inputs, cancel)).Find(record => !request.KnownIds.Contains(record.Id.ToString(CultureInfo.InvariantCulture)));
        return found is null ? null
            : new ReadResult(found.Id.ToString(CultureInfo.InvariantCulture), request.Inputs, found.Outputs(request.Inputs.Text("domain")!));
    });

    private static IEnumerable<CheckFailure> Mistakes(PropertyMap inputs)
    {
        foreach (var number in new[] { "port", "priority", "weight" })
        {
            if (inputs.Number(number) is < 0 or > LargestPort) yield return new CheckFailure(number, $"must be 0 to {LargestPort}");
        }
        if (inputs.Number("flags") is < 0 or > 255) yield return new CheckFailure("flags", "must be 0 to 255");
        if (inputs.Number("ttl") is < 1) yield return new CheckFailure("ttl", "must be at least 1");
        var needed = inputs.Text("type") switch
        {
            "MX" => new[] { "priority" },
            "SRV" => ["priority", "weight", "port"],
            "CAA" => ["flags", "tag"],
            _ => [],
        };
        foreach (var name in needed.Where(name => !inputs.ContainsKey(name)))
            yield return new CheckFailure(name, $"is required when type is {inputs.Text("type")}");
    }

    private async Task<List<DnsRecord>> LikeAsync(PropertyMap inputs, CancellationToken cancel)
    {
        var domain = inputs.Text("domain")!;
        var path = $"{DomainResource.PathOf(domain)}/records?type={inputs.Text("type")}&name={Uri.EscapeDataString(DnsRecord.FullName(inputs.Text("name")!, domain))}";
        try
        {
            return (await Api.ListAsync<RecordList, DnsRecord>(path, page => page.DomainRecords, cancel)).FindAll(record => record.Means(inputs, domain));
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return [];
        }
    }

    private static string Path(string domain, string id) => $"{DomainResource.PathOf(domain)}/records/{Uri.EscapeDataString(id)}";
}
