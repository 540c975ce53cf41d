using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Numerics;

namespace E3.LocalCloud.Network;

/// <summary>An IPv4 route of this network namespace. Its interface is "*" when it leads nowhere.</summary>
internal sealed record Route(IPNetwork Network, string Interface, int Metric)
{
    public bool Overlaps(IPNetwork other) => Network.Contains(other.BaseAddress) || other.Contains(Network.BaseAddress);

    public override string ToString() => $"{Network} {(Interface == "*" ? "(reserved by another local cloud)" : Interface)}";
}

/// <summary>The IPv4 routes of this network namespace, but for the default ones.</summary>
internal static class Routes
{
    public static IEnumerable<Route> Read() => Read(File.ReadAllText("/proc/net/route"));

    // Columns: interface, destination, gateway, flags, references, use, metric, mask.
    public static IEnumerable<Route> Read(string table) => table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Skip(1)
        .Select(line => line.Split('\t', StringSplitOptions.TrimEntries))
        .Select(fields => (Fields: fields, Length: BitOperations.PopCount(Number(fields[7]))))
        .Where(route => route.Length > 0)
        .Select(route => new Route(
            new IPNetwork(Address(Number(route.Fields[1])), route.Length),
            route.Fields[0],
            int.Parse(route.Fields[6], CultureInfo.InvariantCulture)));

    // The kernel prints the address's bytes as one number of this machine's order.
    private static uint Number(string hex) => uint.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static IPAddress Address(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
