using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace E3.LocalCloud.Network;

/// <summary>
/// One of the 32 /20 networks of 198.18.0.0/15, the range RFC 2544 sets aside for measuring network devices: the addresses of one
/// cloud. The operator has the first, hosts the others.
/// </summary>
internal readonly record struct AddressBlock(int Number)
{
    public const int Count = 32;
    public const int PrefixLength = 20;
    public const string Netmask = "255.255.240.0";

    /// <summary>Hosts have places 2 to this, reserved IPs those behind.</summary>
    public const int LastHost = LastPlace - 254;

    public const int LastPlace = (1 << (32 - PrefixLength)) - 2;

    private const uint Range = 0xC6120000;

    public IPAddress Operator => At(1);

    /// <summary>The operator's interface: its name follows from the block, so two clouds cannot both have a block.</summary>
    public string OperatorInterface => string.Create(CultureInfo.InvariantCulture, $"e3op{Number}");

    public IPNetwork Network => new(At(0), PrefixLength);

    public IPAddress Host(int place) => place is >= 2 and <= LastPlace
        ? At(place)
        : throw new ArgumentOutOfRangeException(nameof(place), place, $"a host's place is 2 to {LastPlace}");

    private IPAddress At(int place)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Range + ((uint)Number << (32 - PrefixLength)) + (uint)place);
        return new IPAddress(bytes);
    }
}
