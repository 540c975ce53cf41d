using System.Runtime.CompilerServices;

namespace E3.LocalCloud.Wan.Emulation;

/// <summary>The ports, by slot and by address, and the links between them. Belongs to the emulator's thread.</summary>
internal sealed class PortTable(LatencyProfile profile)
{
    private readonly Dictionary<uint, Port> _byAddress = [];
    private Port?[] _slots = [];
    private uint _generation;

    public LatencyProfile Profile { get; private set; } = profile;

    public IEnumerable<Port> All => _byAddress.Values;

    public Port? At(int slot) => _slots[slot];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Port? To(uint address) => _byAddress.GetValueOrDefault(address);

    public void Add(Port port)
    {
        _byAddress.Add(port.Address, port);
        port.Generation = ++_generation;
        port.Slot = Array.IndexOf(_slots, null);
        if (port.Slot < 0)
        {
            port.Slot = _slots.Length;
            Array.Resize(ref _slots, Math.Max(8, _slots.Length * 2));
        }
        _slots[port.Slot] = port;
        port.Links = new Link[_slots.Length];
        foreach (var other in All)
        {
            if (other.Links.Length < _slots.Length)
                Array.Resize(ref other.Links, _slots.Length);
            other.Links[port.Slot] = new Link(other.SettingTo(port, Profile));
            port.Links[other.Slot] = new Link(port.SettingTo(other, Profile));
        }
    }

    public void Remove(Port port)
    {
        _byAddress.Remove(port.Address);
        _slots[port.Slot] = null;
    }

    public void Change(LatencyProfile profile)
    {
        Profile = profile;
        foreach (var from in All)
            foreach (var to in All)
                from.Links[to.Slot].Change(from.SettingTo(to, profile));
    }
}
