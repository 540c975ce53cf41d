using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Domains;

internal sealed record RecordAnswer(DnsRecord DomainRecord);

internal sealed record RecordList(ImmutableArray<DnsRecord> DomainRecords, Links? Links) : IPage;

/// <summary>A DNS record as the API has it, and as inputs and outputs have it.</summary>
internal sealed record DnsRecord(long Id, string Type, string Name, string Data, int? Priority, int? Port, int Ttl, int? Weight, int? Flags, string? Tag)
{
    public static JsonObject ToRequest(PropertyMap inputs)
    {
        var body = new JsonObject { ["type"] = inputs.Text("type"), ["name"] = inputs.Text("name"), ["data"] = inputs.Text("value") };
        foreach (var number in new[] { "port", "priority", "ttl", "weight", "flags" })
        {
            if (inputs.Number(number) is { } value) body[number] = (int)value;
        }
        if (inputs.Text("tag") is { } tag) body["tag"] = tag;
        return body;
    }

    /// <summary>The value as the official provider has it: host names end with a dot there, in the API's answers they do not.</summary>
    public string Value => Type is "CNAME" or "MX" or "NS" or "SRV" or "CAA" && Data != "@" && Tag != "iodef" && !Data.EndsWith('.') ? Data + "." : Data;

    public PropertyMap Outputs(string domain) => PropertyMap.Empty
        .With("id", Id.ToString(CultureInfo.InvariantCulture))
        .With("domain", domain)
        .With("type", Type)
        .With("name", Name)
        .With("value", Value)
        .With("ttl", Ttl)
        .With("port", Port ?? 0)
        .With("priority", Priority ?? 0)
        .With("weight", Weight ?? 0)
        .With("flags", Flags ?? 0)
        .With("tag", Tag ?? "")
        .With("fqdn", FullName(Name, domain));

    /// <summary>The inputs that would give the record as it is, written as they are known where they mean the same.</summary>
    public PropertyMap Inputs(string domain, PropertyMap known)
    {
        var inputs = known.With("domain", domain).With("type", Type);
        if (known.Text("name") is not { } name || FullName(name, domain) != FullName(Name, domain)) inputs = inputs.With("name", Name);
        if (known.Text("value") is not { } value || Absolute(value, domain) != Absolute(Value, domain)) inputs = inputs.With("value", Value);
        if (known.ContainsKey("ttl") || known.Count == 0) inputs = inputs.With("ttl", Ttl);
        foreach (var (key, number) in new[] { ("port", Port), ("priority", Priority), ("weight", Weight), ("flags", Flags) })
        {
            if (number is { } set && (known.ContainsKey(key) || known.Count == 0)) inputs = inputs.With(key, set);
        }
        return Tag is { Length: > 0 } tag ? inputs.With("tag", tag) : inputs;
    }

    public bool Means(PropertyMap inputs, string domain) =>
        Type == inputs.Text("type") && FullName(Name, domain) == FullName(inputs.Text("name")!, domain)
        && Absolute(Value, domain) == Absolute(inputs.Text("value")!, domain);

    /// <summary>The name with the domain behind it, without a dot at the end.</summary>
    public static string FullName(string name, string domain) =>
        name == "@" ? domain
        : name.EndsWith($"{domain}.", StringComparison.OrdinalIgnoreCase) ? name.ToLowerInvariant().TrimEnd('.')
        : $"{name}.{domain}";

    private string Absolute(string value, string domain) => value == "@" && Type is not "TXT" ? $"{domain}." : value;
}
