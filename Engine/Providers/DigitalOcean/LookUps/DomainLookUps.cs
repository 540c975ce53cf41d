using System.Collections.Immutable;
using System.Globalization;
using E3.Engine.Properties;
using E3.Engine.Providers.DigitalOcean.Domains;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.LookUps;

/// <summary>getDomain(s), getRecord(s).</summary>
internal sealed class DomainLookUps(Connection connection)
{
    private static readonly ImmutableArray<RecordField> DomainFields = [new("name", PropertyKind.Text), new("urn", PropertyKind.Text), new("ttl", PropertyKind.Number)];

    private static readonly ImmutableArray<RecordField> RecordFields =
    [
        new("id", PropertyKind.Number), new("domain", PropertyKind.Text), new("name", PropertyKind.Text), new("type", PropertyKind.Text),
        new("value", PropertyKind.Text), new("priority", PropertyKind.Number), new("port", PropertyKind.Number), new("ttl", PropertyKind.Number),
        new("weight", PropertyKind.Number), new("flags", PropertyKind.Number), new("tag", PropertyKind.Text),
    ];

    private DigitalOceanApi Api => connection.Api;

    public IEnumerable<IFunction> All =>
    [
        new LookUp("getDomain", [PropertySpec.Text("name") with { Required = true }], DomainAsync),
        new RecordListing("getDomains", "domains", DomainFields,
            async (_, cancel) => (await Api.ListAsync<DomainList, Domain>("/v2/domains", page => page.Domains, cancel)).Select(Record)),
        new LookUp("getRecord", [PropertySpec.Text("domain") with { Required = true }, PropertySpec.Text("name") with { Required = true }], RecordAsync),
        new RecordListing("getRecords", "records", RecordFields,
            async (arguments, cancel) => (await RecordsAsync(arguments, cancel)).Select(record => Record(record, arguments.Text("domain")!)
                .With("id", record.Id).With("value", record.Data)),
            PropertySpec.Text("domain") with { Required = true }),
    ];

    private async Task<PropertyMap> DomainAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var name = arguments.Text("name")!;
        var domain = LookUp.There(await Api.Client.GetAsync<DomainAnswer>(DomainResource.PathOf(name), cancel), $"domain {name}").Domain;
        return DomainResource.Outputs(domain, PropertyMap.Empty).With("zoneFile", domain.ZoneFile ?? "");
    }

    // Several may have the name; the official provider takes the first, whatever its type.
    private async Task<PropertyMap> RecordAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var (domain, name) = (arguments.Text("domain")!, arguments.Text("name")!);
        var record = LookUp.There((await RecordsAsync(arguments, cancel)).Find(record => record.Name == name), $"record with name {name} of domain {domain}");
        return Record(record, domain).With("id", record.Id.ToString(CultureInfo.InvariantCulture)).With("data", record.Data);
    }

    private async Task<List<DnsRecord>> RecordsAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var domain = arguments.Text("domain")!;
        try
        {
            return await Api.ListAsync<RecordList, DnsRecord>($"{DomainResource.PathOf(domain)}/records", page => page.DomainRecords, cancel);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            throw new ProviderException($"no domain {domain} found", error);
        }
    }

    private static PropertyMap Record(Domain domain) => PropertyMap.Empty
        .With("name", domain.Name)
        .With("urn", "do:domain:" + domain.Name)
        .With("ttl", domain.Ttl ?? 0);

    // Unlike the resource's value, a function's is as the API has it, without a dot behind host names.
    private static PropertyMap Record(DnsRecord record, string domain) => record.Outputs(domain).Without("value").Without("fqdn");
}
