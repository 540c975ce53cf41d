using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace E3.Infra.Exports;

/// <summary>The hosts file of the flake (<c>nix/hosts.nix</c> says what is in it): every host that runs NixOS.</summary>
internal static class ColmenaHosts
{
    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Keys have +, which is safe in a file.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(IEnumerable<ExportedHost> hosts, IReadOnlyCollection<string> overlays, string operatorKey) => JsonSerializer.Serialize(
        new
        {
            Version = 1,
            OperatorKeys = new[] { operatorKey },
            Hosts = hosts.Where(host => host.Kind is not null).ToDictionary(
                host => host.Name,
                host => new { host.Address, host.Kind, host.User, host.Port, Overlays = overlays, Roles = host.Roles.IsEmpty ? (ImmutableArray<string>?)null : host.Roles, Tags = new[] { host.Region } }),
        },
        Written) + "\n";
}
