using System.Globalization;

namespace E3.Infra.Exports;

/// <summary><c>parallel-ssh -h FILE …</c>: a line for each host, user and port included.</summary>
internal static class PsshHosts
{
    public static string Of(IEnumerable<ExportedHost> hosts) =>
        string.Concat(hosts.Select(host => string.Create(CultureInfo.InvariantCulture, $"{host.User}@{host.Address}:{host.Port}\n")));
}
