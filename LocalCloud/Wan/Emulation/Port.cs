using E3.LocalCloud.Wan.Devices;

namespace E3.LocalCloud.Wan.Emulation;

/// <summary>One interface joined to the emulator: a host's, or the operator's.</summary>
/// <param name="name">What reports call it.</param>
/// <param name="region">Where it is; null for the operator, who is everywhere.</param>
/// <param name="address">Its IPv4 address, most significant byte first.</param>
/// <param name="device">Its device, owned by this.</param>
internal sealed class Port(string name, string? region, uint address, TunDevice device)
{
    public string Name { get; } = name;
    public string? Region { get; } = region;
    public uint Address { get; } = address;
    public TunDevice Device { get; } = device;
    public int Fd { get; } = device.Fd;

    /// <summary>Place in the emulator's table; places are used again, so a packet under way remembers the generation too.</summary>
    public int Slot { get; set; } = -1;
    public uint Generation { get; set; }

    /// <summary>The links to the other ports, by their slot.</summary>
    public Link[] Links = [];

    /// <summary>The interface is gone, most often with its namespace.</summary>
    public volatile bool Lost;

    public LinkSetting SettingTo(Port other, LatencyProfile profile) =>
        Region is null || other.Region is null ? LinkSetting.Immediate : LinkSetting.Between(profile, Region, other.Region);
}
