using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using E3.Benchmarks.Jobs;

namespace E3.Infra.Exports;

/// <summary>For every overlay and party the arguments with which an MPyC program joins the others by hand.</summary>
internal static class MpycParties
{
    public static string Of(IEnumerable<ExportedParties> overlays, IReadOnlyList<ExportedHost> hosts)
    {
        var text = new StringBuilder("# On each host: python3 PROGRAM.py, followed by its line\n");
        foreach (var overlay in overlays)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n# over {overlay.Overlay}\n");
            for (var party = 0; party < hosts.Count; party++)
            {
                text.Append(CultureInfo.InvariantCulture, $"# {hosts[party].Name}\n{Arguments(overlay.Addresses[party])} -I{party}\n");
            }
        }

        return text.ToString();
    }

    private static string Arguments(ImmutableArray<string> addresses) =>
        string.Join(' ', addresses.Select(address => string.Create(CultureInfo.InvariantCulture, $"-P {address}:{RunRequest.Port}")));
}
