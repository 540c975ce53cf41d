using Pulumi;
using Pulumi.DigitalOcean;

/// <summary>
/// A domain with records, a tag and a firewall that is for what has it, in a cloud that the settings name: nothing that takes time to make. The
/// words are how this version of it differs from the first.
/// </summary>
internal static class Zone
{
    public static Dictionary<string, object?> Declare(IReadOnlyCollection<string> differences)
    {
        var settings = new Pulumi.Config();
        var cloud = new Provider("cloud", new() { ApiEndpoint = settings.Require("endpoint"), Token = Output.CreateSecret("hush-token") });
        var here = new CustomResourceOptions { Provider = cloud };
        var tag = new Tag("tag", new() { Name = "mine" }, here);
        _ = new Firewall("wall", new()
        {
            Name = "wall",
            Tags = { tag.Id },
            InboundRules = { new Pulumi.DigitalOcean.Inputs.FirewallInboundRuleArgs { Protocol = "tcp", PortRange = settings.Get("port") ?? "22", SourceAddresses = { "0.0.0.0/0" } } },
        }, here);
        var domain = new Domain("domain", new() { Name = differences.Contains("moved") ? "other.test" : "example.test" }, here);
        Record("www", differences.Contains("other-address") ? "198.51.100.2" : "198.51.100.1");
        if (!differences.Contains("no-mail"))
        {
            Record("mail", "198.51.100.3");
        }

        if (differences.Contains("more"))
        {
            _ = new Tag("fresh", new() { Name = "fresh" }, here);
            Record("ftp", "198.51.100.4");
        }

        if (differences.Contains("taken-over"))
        {
            _ = new Tag("taken", new() { Name = "by-hand" }, new() { Provider = cloud, Protect = true });
        }

        return new() { ["domain"] = domain.Name, ["note"] = differences.Contains("other-output") ? "other" : "first" };

        void Record(string name, string address) => _ = new DnsRecord(name, new() { Domain = domain.Id, Type = "A", Name = name, Value = address, Ttl = 300 }, here);
    }
}
