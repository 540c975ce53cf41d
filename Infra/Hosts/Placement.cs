using System.Collections.Immutable;
using E3.Infra.Config;

namespace E3.Infra.Hosts;

/// <summary>A host that the settings ask for.</summary>
/// <param name="Name">
/// Unique in the account as far as stacks' names are: <c>&lt;stack&gt;-&lt;region&gt;-&lt;number&gt;</c>; also its host name. A device's own.
/// </param>
/// <param name="Region">Slug of its region; for a device, where it is.</param>
/// <param name="Number">Counts the hosts of a region from 1; 0 for a device. Lowering a count removes the highest numbers.</param>
/// <param name="Party">Its index among the parties of a computation, from 0.</param>
internal sealed record Placement(string Name, string Region, int Number, int Party)
{
    /// <summary>Whether it is a device and not made by the stack.</summary>
    public bool IsDevice => Number == 0;

    /// <summary>Every droplet of the stack, by region and then by number. More hosts elsewhere never change a host's name.</summary>
    public static ImmutableArray<Placement> Of(string stack, IEnumerable<RegionCount> regions)
    {
        // A host name takes no underscore; a stack's name may have one.
        var prefix = stack.Replace('_', '-');
        return
        [
            .. regions
                .SelectMany(region => Enumerable.Range(1, region.Count).Select(number => (region.Region, number)))
                .Select((host, party) => new Placement($"{prefix}-{host.Region}-{host.number}", host.Region, host.number, party)),
        ];
    }

    /// <summary>The devices, by name, as parties after all droplets: that no droplet is another party because a device comes or goes.</summary>
    public static ImmutableArray<Placement> Of(IEnumerable<DeviceSettings> devices, int droplets) =>
        [.. devices.Select((device, index) => new Placement(device.Name, device.Place, 0, droplets + index))];

    /// <summary>The names of all hosts that the settings ask for, in the order of the parties.</summary>
    public static ImmutableArray<string> NamesOf(string stack, Settings settings) =>
        [.. Of(stack, settings.Regions).Select(host => host.Name), .. settings.Devices.Select(device => device.Name)];
}
