using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using E3.Deploy.Cloud;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.LocalCloud.Control;

namespace E3.Deploy.Verbs;

/// <summary>Starts, describes and stops the cloud on this machine.</summary>
internal sealed class CloudVerb(Host host, string? stack)
{
    public async Task<int> StartAsync(string? profile, CancellationToken cancel)
    {
        using var cloud = CloudAccess.Require(StackContext.Open(host, stack));
        cloud.RequireRoot("cloud start");
        Describe(cloud, await cloud.EnsureAsync(profile, cancel));
        return ExitCodes.Ok;
    }

    public async Task<int> StatusAsync(bool json, CancellationToken cancel)
    {
        using var cloud = CloudAccess.Require(StackContext.Open(host, stack));
        var health = await cloud.Control.StatusAsync(cancel);
        if (json)
        {
            host.Screen.Out.WriteLine(health is null ? "{\"running\": false}" : JsonSerializer.Serialize(new CloudStatus(true, health), CloudStatusJson.Default.CloudStatus));
        }
        else if (health is null)
        {
            var left = cloud.Control.FindLeftovers();
            host.Screen.Out.WriteLine($"The local cloud at {Address(cloud)} is not running; ./e3 up starts it."
                + (left.Any ? $" It left {left.Processes} process(es) and {left.Namespaces} namespace(s): ./e3 cloud stop removes them." : ""));
        }
        else
        {
            Describe(cloud, health);
        }

        return health is null ? ExitCodes.Failed : ExitCodes.Ok;
    }

    public async Task<int> StopAsync(bool remove, CancellationToken cancel)
    {
        using var cloud = CloudAccess.Require(StackContext.Open(host, stack));
        cloud.RequireRoot("cloud stop");
        var stopped = await cloud.Control.StopAsync(cancel);
        if (remove)
        {
            stopped |= (await cloud.Control.ReclaimAsync(cancel)).Any;
        }

        host.Screen.Out.WriteLine(stopped ? "The local cloud is stopped." : "The local cloud was not running.");
        return ExitCodes.Ok;
    }

    private static string Address(CloudAccess cloud) => cloud.Endpoint.GetLeftPart(UriPartial.Authority);

    private void Describe(CloudAccess cloud, CloudHealth health)
    {
        var text = new StyledText().Line(Text($"The local cloud is running at {Address(cloud)} (pid {health.Pid}, kept in {health.Root})."))
            .Line(Text($"  droplets   {health.Droplets}, {health.Running} running{(health.Removing > 0 ? Text($", {health.Removing} being removed") : "")}"))
            .Line(Text($"  latencies  {health.Profile}"));
        if (health.Network is { } network)
        {
            text.Line($"  network    {network}");
        }

        if (health.Emulator is { } emulator)
        {
            text.Line(emulator.Alive
                ? Text($"  emulator   running (pid {emulator.Pid}, restarted {emulator.Restarts} times)")
                : "  emulator   not answering", emulator.Alive ? Tone.Plain : Tone.Error);
            if (emulator.Lateness is { Packets: > 0 } lateness)
            {
                text.Line(Text($"  lateness   {lateness.P50Micros / 1000:0.00} ms of the median packet, {lateness.P99Micros / 1000:0.00} ms at the 99th percentile of {lateness.Packets} (may be {lateness.BoundMicros / 1000:0.##} ms)"));
            }

            foreach (var warning in emulator.Warnings)
            {
                text.Line($"  warning    {warning}", Tone.Warning);
            }
        }

        foreach (var (droplet, problem) in health.Problems)
        {
            text.Line($"  problem    {droplet}: {problem}", Tone.Error);
        }

        host.Screen.Write(text);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What <c>cloud status --json</c> prints.</summary>
internal sealed record CloudStatus(bool Running, CloudHealth Health);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(CloudStatus))]
internal sealed partial class CloudStatusJson : JsonSerializerContext;
