using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Numerics;

namespace E3.LocalCloud.Network;

/// <summary>The IPv4 routes of this network namespace.</summary>
internal static class Routes
{
    /// <summary>A route, other than a default one, that covers part of the network, as "network interface"; null when there is none.</summary>
    public static string? Find(IPNetwork network) => Find(network, File.ReadAllText("/proc/net/route"));

    public static string? Find(IPNetwork network, string table)
    {
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var fields = line.Split('\t', StringSplitOptions.TrimEntries);
            var length = BitOperations.PopCount(Number(fields[7]));
            if (length == 0)
                continue;
            var route = new IPNetwork(Address(Number(fields[1])), length);
            if (route.Contains(network.BaseAddress) || network.Contains(route.BaseAddress))
                return $"{route} {fields[0]}";
        }

        return null;
    }

    // The kernel prints the address's bytes as one number of this machine's order.
    private static uint Number(string hex) => uint.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static IPAddress Address(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
