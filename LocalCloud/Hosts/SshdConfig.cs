using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using E3.LocalCloud.Control;

namespace E3.LocalCloud.Hosts;

/// <summary>The sshd_config of a host, for the OpenSSH this machine has.</summary>
internal static partial class SshdConfig
{
    public static async Task<string> ReadAsync(CancellationToken cancel)
    {
        await using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("sshd_config")!;
        using var reader = new StreamReader(stream);
        var text = await reader.ReadToEndAsync(cancel);
        var version = Version().Match((await Shell.TryAsync("ssh", ["-V"], null, cancel)).StandardError);
        // From 9.8 on sshd shuts out an address that failed a few times: https://www.openssh.com/txt/release-9.8. Here all come from one.
        return version.Success && decimal.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture) >= 9.8m
            ? text + "PerSourcePenalties no\n"
            : text;
    }

    [GeneratedRegex(@"OpenSSH_(\d+\.\d+)")]
    private static partial Regex Version();
}
