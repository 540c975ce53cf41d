using System.Globalization;
using System.Text;

namespace E3.Infra.Exports;

/// <summary><c>ssh -F FILE HOST</c>, from the folder of Pulumi.yaml.</summary>
internal static class SshConfig
{
    public static string Of(IEnumerable<ExportedHost> hosts)
    {
        var text = new StringBuilder("# ssh -F THIS_FILE HOST, from the folder of Pulumi.yaml\n");
        foreach (var host in hosts)
        {
            var lines = string.Create(CultureInfo.InvariantCulture, $"""

                Host {host.Name}
                  HostName {host.Address}
                  Port {host.Port}
                  User {host.User}
                  IdentityFile "{host.KeyFile}"
                  IdentitiesOnly yes
                  HostKeyAlias {host.Name}
                  KnownHostsCommand /usr/bin/env echo {host.Name} {host.HostKey}
                  UserKnownHostsFile /dev/null
                  StrictHostKeyChecking yes

                """);
            text.Append(lines.ReplaceLineEndings("\n"));
        }

        return text.ToString();
    }
}
