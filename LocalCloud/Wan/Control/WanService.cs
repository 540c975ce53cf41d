using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using E3.LocalCloud.Wan.Devices;
using E3.LocalCloud.Wan.Emulation;

namespace E3.LocalCloud.Wan.Control;

/// <summary>Answers what a client may ask of the emulator. Changes happen one at a time.</summary>
internal sealed class WanService(Emulator emulator, LatencyProfile profile) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1);
    private readonly Dictionary<string, (WanHost Host, Port Port)> _hosts = new(StringComparer.Ordinal);
    private readonly Witness _witness = new(emulator);
    private (WanOperator Door, Port Port)? _operator;
    private LatencyProfile _profile = profile;

    public async Task<WanHealth> PingAsync(CancellationToken cancel)
    {
        using var _ = await ChangeAsync(cancel);
        return new WanHealth(
            Environment.ProcessId,
            _profile.Name,
            _hosts.Count,
            [.. _hosts.Values.Where(known => known.Port.Lost).Select(known => known.Host.Name).Order(StringComparer.Ordinal)],
            await emulator.PriorityWarning is { } warning ? [warning] : []);
    }

    public async Task<WanReport> ReportAsync(string? since, CancellationToken cancel)
    {
        using var _ = await ChangeAsync(cancel);
        return await _witness.ReportAsync(since, _profile.Name, _hosts.Count);
    }

    public async Task AddHostAsync(WanHost host, CancellationToken cancel)
    {
        using var _ = await ChangeAsync(cancel);
        if (_hosts.TryGetValue(host.Name, out var known))
        {
            if (known.Host == host && !known.Port.Lost)
                return;
            if (!known.Port.Lost)
                throw new WanException($"the host {host.Name} is already joined, as {known.Host}; remove it first");
            await RemoveAsync(host.Name, known.Port, cancel);
        }
        CheckRegion(host, _profile);
        var address = CheckAddress(host.Name, host.Address, host.PrefixLength);
        var port = new Port(host.Name, host.Region, address, TunDevice.Create(host));
        await JoinAsync(port, cancel);
        _hosts.Add(host.Name, (host, port));
    }

    public async Task AddOperatorAsync(WanOperator door, CancellationToken cancel)
    {
        using var _ = await ChangeAsync(cancel);
        if (_operator is { } known)
        {
            if (known.Door == door && !known.Port.Lost)
                return;
            await emulator.RemoveAsync(known.Port, cancel);
            _operator = null;
        }
        var address = CheckAddress("operator", door.Address, door.PrefixLength);
        var port = new Port("operator", null, address, TunDevice.Create(door));
        await JoinAsync(port, cancel);
        _operator = (door, port);
    }

    public async Task RemoveHostAsync(string name, CancellationToken cancel)
    {
        using var _ = await ChangeAsync(cancel);
        if (_hosts.TryGetValue(name, out var known))
            await RemoveAsync(name, known.Port, cancel);
    }

    public async Task SetProfileAsync(string nameOrPath, CancellationToken cancel)
    {
        using var _ = await ChangeAsync(cancel);
        var loaded = LatencyProfile.Load(nameOrPath);
        foreach (var (host, _) in _hosts.Values)
            CheckRegion(host, loaded);
        await emulator.ChangeAsync(loaded, cancel);
        _profile = loaded;
    }

    public void Dispose() => _changing.Dispose();

    private static void CheckRegion(WanHost host, LatencyProfile profile)
    {
        if (!profile.Knows(host.Region))
            throw new WanException(
                $"the host {host.Name} is in '{host.Region}', which the latency profile '{profile.Name}' does not know; "
                + $"it knows {string.Join(", ", profile.Regions)}");
    }

    private uint CheckAddress(string name, IPAddress address, int prefixLength)
    {
        if (address.AddressFamily != AddressFamily.InterNetwork || prefixLength is < 1 or > 30)
            throw new WanException($"{name}: {address}/{prefixLength} is no IPv4 address in a network of several; prefixes go from 1 to 30");
        var holder = _hosts.Values.Where(known => known.Host.Address.Equals(address)).Select(known => known.Host.Name).FirstOrDefault()
            ?? (_operator is { } known && known.Door.Address.Equals(address) ? "the operator" : null);
        return holder is null
            ? BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes())
            : throw new WanException($"{name}: the address {address} belongs to {holder}");
    }

    private async Task RemoveAsync(string name, Port port, CancellationToken cancel)
    {
        await emulator.RemoveAsync(port, cancel);
        _hosts.Remove(name);
    }

    private async Task JoinAsync(Port port, CancellationToken cancel)
    {
        try
        {
            await emulator.AddAsync(port, cancel);
        }
        catch
        {
            port.Device.Dispose();
            throw;
        }
    }

    private async Task<IDisposable> ChangeAsync(CancellationToken cancel)
    {
        await _changing.WaitAsync(cancel);
        return new Turnstile(_changing);
    }

    private sealed class Turnstile(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
