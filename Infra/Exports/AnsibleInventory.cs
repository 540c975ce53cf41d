using System.Text.Json;

namespace E3.Infra.Exports;

/// <summary>
/// <c>ansible-inventory -i FILE</c>, from the folder of Pulumi.yaml: all hosts, and a group for each region. JSON, which Ansible's YAML
/// inventories include.
/// </summary>
internal static class AnsibleInventory
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public static string Of(IReadOnlyCollection<ExportedHost> hosts) => JsonSerializer.Serialize(
        new Dictionary<string, object>
        {
            ["all"] = new Dictionary<string, object>
            {
                ["hosts"] = hosts.ToDictionary(host => host.Name, Variables),
                ["children"] = hosts.GroupBy(host => host.Region).ToDictionary(
                    // A group's name takes no dash.
                    region => region.Key.Replace('-', '_'),
                    region => new Dictionary<string, object> { ["hosts"] = region.ToDictionary(host => host.Name, _ => new Dictionary<string, string>()) }),
            },
        },
        Indented) + "\n";

    private static Dictionary<string, object> Variables(ExportedHost host) => new()
    {
        ["ansible_host"] = host.Address,
        ["ansible_port"] = host.Port,
        ["ansible_user"] = host.User,
        ["ansible_ssh_private_key_file"] = host.KeyFile,
        ["ansible_ssh_common_args"] = $"-o HostKeyAlias={host.Name} -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=yes "
            + $"-o 'KnownHostsCommand=/usr/bin/env echo {host.Name} {host.HostKey}'",
    };
}
