using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace E3.EndToEnd.LocalCloud;

/// <summary>A droplet as its owner sees it: an address and a way in by SSH.</summary>
public sealed partial class Host(JsonNode droplet, string key)
{
    public long Id { get; } = droplet["id"]!.GetValue<long>();

    public string Name { get; } = droplet["name"]!.GetValue<string>();

    public string Address { get; } = droplet["networks"]!["v4"]![0]!["ip_address"]!.GetValue<string>();

    private static CancellationToken Cancel => TestContext.CurrentContext.CancellationToken;

    public async Task<BufferedCommandResult> TryAsync(string command) => await Cli.Wrap("ssh")
        .WithArguments(
        [
            "-i", key, "-o", "BatchMode=yes", "-o", "ConnectTimeout=2", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
            "-o", "LogLevel=ERROR", $"root@{Address}", command,
        ])
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync(Cancel);

    public async Task<string> RunAsync(string command)
    {
        var result = await TryAsync(command);
        Assert.That(result.ExitCode, Is.Zero, () => $"{Name}: {command}: {result.StandardError}");
        return result.StandardOutput.Trim();
    }

    public async Task<bool> AnswersAsync() => (await TryAsync("true")).ExitCode == 0;

    /// <summary>The least of a few round trips, in milliseconds; null when none came back.</summary>
    public async Task<double?> PingAsync(Host other)
    {
        var match = Least().Match((await TryAsync($"ping -n -c 4 -i 0.2 -W 1 {other.Address}")).StandardOutput);
        return match.Success ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Whether a TCP connection to a port of the other host comes about.</summary>
    public async Task<bool> ConnectsAsync(Host other, int port) =>
        (await TryAsync($"timeout 2 bash -c 'exec 3<>/dev/tcp/{other.Address}/{port}'")).ExitCode == 0;

    /// <summary>Listens on a TCP port until the host ends.</summary>
    public Task ListenAsync(int port) => RunAsync(
        $"setsid python3 -c 'import socket,signal; s=socket.create_server((\"\",{port})); signal.pause()' > /dev/null 2>&1 < /dev/null & "
        + $"until ss -Hltn sport = :{port} | grep -q .; do sleep 0.02; done");

    [GeneratedRegex(@"rtt min/avg/max/mdev = ([\d.]+)/")]
    private static partial Regex Least();
}
