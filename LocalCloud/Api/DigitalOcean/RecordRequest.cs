using System.Net;
using System.Net.Sockets;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>The body of a domain record, and what is wrong with it.</summary>
internal sealed record RecordRequest(
    string? Type, string? Name, string? Data, int? Priority, int? Port, int? Ttl, int? Weight, int? Flags, string? Tag)
{
    private const int LargestPort = 65535;

    public static string FullName(DomainRecord record, Domain domain) => record.Name == "@" ? domain.Name : $"{record.Name}.{domain.Name}";

    public DomainRecord New(Domain domain, long id)
    {
        if (Type is not ("A" or "AAAA" or "CAA" or "CNAME" or "MX" or "NS" or "TXT" or "SRV"))
            throw ApiException.Unprocessable($"Type '{Type}' is not a type of record that can be made");
        return Checked(domain, new DomainRecord { Id = id, Type = Type, Name = "", Data = "" }, Name ?? "", Data ?? "");
    }

    /// <summary>The record with what the request gives; the rest stays.</summary>
    public DomainRecord Changed(Domain domain, DomainRecord record) =>
        record.Type == "SOA" ? record with { Ttl = Ttl ?? record.Ttl }
        : Type is not null && Type != record.Type ? throw ApiException.Unprocessable("The type of a record cannot change.")
        : Checked(domain, record, Name ?? record.Name, Data ?? (IsHost(record.Type) && record.Data != "@" ? record.Data + "." : record.Data));

    private DomainRecord Checked(Domain domain, DomainRecord record, string name, string data)
    {
        var changed = record with
        {
            Name = Relative(name, domain),
            Data = CheckedData(record.Type, data, domain),
            Ttl = Ttl is null or > 0 ? Ttl ?? record.Ttl : throw ApiException.Unprocessable("Ttl must be 1 at least"),
            Priority = record.Type is "MX" or "SRV" ? Within(Priority ?? record.Priority, LargestPort, "Priority") : null,
            Port = record.Type == "SRV" ? Within(Port ?? record.Port, LargestPort, "Port") : null,
            Weight = record.Type == "SRV" ? Within(Weight ?? record.Weight, LargestPort, "Weight") : null,
            Flags = record.Type == "CAA" ? Within(Flags ?? record.Flags, 255, "Flags") : null,
            Tag = record.Type == "CAA" ? Tag ?? record.Tag : null,
        };
        if (changed is { Type: "CAA", Tag: not ("issue" or "issuewild" or "iodef") })
            throw ApiException.Unprocessable("Tag must be issue, issuewild or iodef");
        if (changed.Type == "CNAME" && domain.Records.Values.Any(other => other.Id != record.Id && other.Name == changed.Name))
            throw ApiException.Unprocessable("CNAME records cannot share a name with other records");
        return domain.Records.Values.Any(other => other.Id != record.Id && other.Type == "CNAME" && other.Name == changed.Name)
            ? throw ApiException.Unprocessable("Record cannot share a name with a CNAME record")
            : changed;
    }

    private static string Relative(string name, Domain domain)
    {
        var lower = name.ToLowerInvariant();
        if (lower.Length == 0)
            throw ApiException.Unprocessable("Name can't be blank");
        if (lower == $"{domain.Name}.")
            return "@";
        if (lower.EndsWith($".{domain.Name}.", StringComparison.Ordinal))
            return lower[..^(domain.Name.Length + 2)];
        return lower.EndsWith('.') ? throw ApiException.Unprocessable($"Name '{name}' is not in the domain {domain.Name}") : lower;
    }

    private static string CheckedData(string type, string data, Domain domain)
    {
        if (data.Length == 0)
            throw ApiException.Unprocessable("Data can't be blank");
        if (type is "A" or "AAAA")
        {
            var family = type == "A" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
            return IPAddress.TryParse(data, out var address) && address.AddressFamily == family
                ? data
                : throw ApiException.Unprocessable($"Data '{data}' is not an address for a record of type {type}");
        }

        if (!IsHost(type) || data == "@")
            return data;
        if (!data.EndsWith('.'))
            throw ApiException.Unprocessable("Data needs to end with a dot (.)");
        return data == $"{domain.Name}." ? "@" : data[..^1];
    }

    private static bool IsHost(string type) => type is "CNAME" or "MX" or "NS" or "SRV";

    private static int Within(int? value, int largest, string name) => value is { } number && number >= 0 && number <= largest
        ? number
        : throw ApiException.Unprocessable($"{name} must be 0 to {largest}");
}
