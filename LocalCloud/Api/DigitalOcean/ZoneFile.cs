using System.Globalization;
using System.Text;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>A domain as a zone file (RFC 1035), as the API shows it beside its name.</summary>
internal static class ZoneFile
{
    public static string Of(Domain domain)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"$ORIGIN {domain.Name}.\n$TTL {Domain.DefaultTtl}\n");
        foreach (var record in domain.Records.Values)
        {
            var owner = record.Name == "@" ? domain.Name : $"{record.Name}.{domain.Name}";
            text.Append(CultureInfo.InvariantCulture, $"{owner}. IN {record.Ttl} {record.Type} {Data(record, domain)}\n");
        }

        return text.ToString();
    }

    private static string Data(DomainRecord record, Domain domain) => record.Type switch
    {
        "SOA" => $"ns1.digitalocean.com. hostmaster.{domain.Name}. 1 10800 3600 604800 {record.Data}",
        "MX" => $"{record.Priority} {Host(record, domain)}",
        "SRV" => $"{record.Priority} {record.Weight} {record.Port} {Host(record, domain)}",
        "CAA" => $"{record.Flags} {record.Tag} \"{record.Data}\"",
        "TXT" => $"\"{record.Data}\"",
        "CNAME" or "NS" => Host(record, domain),
        _ => record.Data,
    };

    private static string Host(DomainRecord record, Domain domain) => (record.Data == "@" ? domain.Name : record.Data) + ".";
}
