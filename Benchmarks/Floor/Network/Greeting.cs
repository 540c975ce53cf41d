using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace E3.Floor.Network;

/// <summary>
/// The first message of a connection in each direction: who speaks to whom, in which run. It keeps out port scanners and parties that
/// were left over from another run, and tells apart a party started with other arguments.
/// </summary>
internal readonly record struct Greeting(ulong Session, int From, int To, ulong Plan)
{
    public const int Size = 32;

    private const ulong Magic = 0x31_52_4F_4F_4C_46_33_45; // "E3FLOOR1"

    /// <summary>The number of a session, from its name.</summary>
    public static ulong SessionOf(string name) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Session);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), From);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(20), To);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(24), Plan);
        return bytes;
    }

    /// <summary>Null when these are not the first bytes of this protocol.</summary>
    public static Greeting? TryRead(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
        ? null
        : new Greeting(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
}
