using System.Globalization;
using System.Text.RegularExpressions;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Tailscale;

/// <summary><c>getDevice</c>: the device with a name or a hostname, waited for where <c>waitFor</c> says how long.</summary>
internal sealed partial class GetDevice(Tailnet tailnet) : IFunction
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("tailscale:index/getDevice:getDevice", [PropertySpec.Text("name"), PropertySpec.Text("hostname"), PropertySpec.Text("waitFor")]);

    /// <inheritdoc/>
    public Task<PropertyMap> InvokeAsync(PropertyMap arguments, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var (filter, value) = (arguments.Text("name"), arguments.Text("hostname")) switch
        {
            ({ } name, null) => ("name", name),
            (null, { } hostname) => ("hostname", hostname),
            _ => throw new ProviderException("getDevice needs either name or hostname, and not both"),
        };
        var patience = arguments.Text("waitFor") is { } text ? Duration(text) : TimeSpan.Zero;
        var started = tailnet.Clock.GetTimestamp();
        while (true)
        {
            var found = (await tailnet.Client.SendAsync<DeviceList>(
                HttpMethod.Get, $"{tailnet.Devices}?{filter}={Uri.EscapeDataString(value)}", null, cancel)).Devices
                // Not every server filters (Headscale does not).
                .FirstOrDefault(device => (filter == "name" ? device.Name : device.Hostname) == value);
            if (found is not null)
            {
                var outputs = found.ToProperties();
                return arguments.TryGetValue("waitFor", out var wait) ? outputs.With("waitFor", wait) : outputs;
            }
            if (tailnet.Clock.GetElapsedTime(started) + Pause > patience)
                throw new ProviderException($"there is no device with {filter} \"{value}\" in the tailnet" + (patience > TimeSpan.Zero ? $", nor did one join within {arguments.Text("waitFor")}" : "; waitFor = \"60s\" would wait for it"));
            await Task.Delay(Pause, tailnet.Clock, cancel);
        }
    });

    /// <summary>A duration as Go writes it: 1h30m, 90s, 500ms.</summary>
    internal static TimeSpan Duration(string text)
    {
        if (!Whole().IsMatch(text)) throw new ProviderException($"waitFor: '{text}' is no duration such as 90s or 1m30s");
        return Part().Matches(text).Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Groups[2].Value switch
        {
            "h" => TimeSpan.FromHours(Number(part)),
            "m" => TimeSpan.FromMinutes(Number(part)),
            "s" => TimeSpan.FromSeconds(Number(part)),
            _ => TimeSpan.FromMilliseconds(Number(part)),
        });
    }

    private static double Number(Match part) => double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d+(\.\d+)?(ms|h|m|s))+$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"(\d+(?:\.\d+)?)(ms|h|m|s)")]
    private static partial Regex Part();
}

/// <summary><c>getDevices</c>: all devices, or those with a prefix of their name and with values of their properties.</summary>
internal sealed class GetDevices(Tailnet tailnet) : IFunction
{
    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("tailscale:index/getDevices:getDevices",
    [
        PropertySpec.Text("namePrefix"),
        PropertySpec.List("devices", PropertyKind.Anything),
        new PropertySpec("filters", PropertyKind.List)
        {
            Element = PropertyKind.Object,
            Fields = [PropertySpec.Text("name") with { Required = true }, PropertySpec.List("values", PropertyKind.Text) with { Required = true }],
        },
    ]);

    /// <inheritdoc/>
    public Task<PropertyMap> InvokeAsync(PropertyMap arguments, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var query = string.Join('&', arguments.Items("filters").Select(item => item.Reveal()).OfType<PropertyValue.Map>()
            .SelectMany(filter => filter.Properties.Texts("values").Select(value => $"{Uri.EscapeDataString(filter.Properties.Text("name") ?? "")}={Uri.EscapeDataString(value)}")));
        var devices = (await tailnet.Client.SendAsync<DeviceList>(HttpMethod.Get, query.Length == 0 ? tailnet.Devices : $"{tailnet.Devices}?{query}", null, cancel)).Devices
            .Where(device => (device.Name ?? "").StartsWith(arguments.Text("namePrefix") ?? "", StringComparison.Ordinal));
        return arguments
            .With("id", new PropertyValue.Text(Guid.NewGuid().ToString()))
            .With("devices", new PropertyValue.List([.. devices.Select(device => new PropertyValue.Map(device.ToProperties()))]));
    });
}
