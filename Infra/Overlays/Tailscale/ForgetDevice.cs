using System.Text.Json;

namespace E3.Infra.Overlays.Tailscale;

/// <summary>The verb with which the stack deletes a device from a tailnet. Credentials come on standard input, never as an argument.</summary>
internal static class ForgetDevice
{
    /// <summary>Its arguments: overlay, host and the device's id.</summary>
    public const string Verb = "forget-device";

#pragma warning disable RS0030 // A program's entry is the one place that knows the console and makes the HTTP client.
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var overlay, var host, var device])
        {
            await Console.Error.WriteLineAsync($"usage: E3.Infra {Verb} OVERLAY HOST DEVICE <access.json");
            return 2;
        }

        using var http = new HttpClient();
        try
        {
            // Those of the last update; a token that was rotated since is in the environment.
            TailnetAccess[] known = [TailnetAccess.Parse(await Console.In.ReadToEndAsync()), TailnetAccess.OfEnvironment(Environment.GetEnvironmentVariable)];
            var api = known[0].BaseUrl ?? known[1].BaseUrl ?? TailnetAccess.Tailscale;
            await new TailnetApi(http, new Uri(api), TimeProvider.System).DeleteDeviceAsync(device, known, default);
            return 0;
        }
        catch (Exception error) when (error is TailnetException or JsonException or UriFormatException)
        {
            await Console.Error.WriteLineAsync(
                $"{overlay}: the device {device} of {host} is still in the tailnet: {error.Message}. Run destroy again when that is mended; a device deleted by hand is no error then");
            return 1;
        }
    }
#pragma warning restore RS0030
}
