using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using E3.Floor.Algebra;

namespace E3.Floor.Kernel;

/// <summary>What all parties compute together; it must be the same for each.</summary>
/// <param name="Parties">m, from 1.</param>
/// <param name="Threshold">t &lt; m/2: so many parties together learn nothing.</param>
/// <param name="Rounds">Secure multiplications, one after another.</param>
/// <param name="Bytes">Length of every message, from <see cref="Field.Size"/>.</param>
/// <param name="Seed">Where the inputs come from, so that the result is known in the clear.</param>
internal sealed record Plan(int Parties, int Threshold, int Rounds, int Bytes, ulong Seed)
{
    /// <summary>2t + 1: the product of two shared values lies on a polynomial of degree 2t, so that many parties must reshare it.</summary>
    public int Resharers => 2 * Threshold + 1;

    /// <summary>What party i puts in: never 0, which would hide every error behind a product of 0.</summary>
    public ulong InputOf(int party)
    {
        Span<byte> source = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(source, Seed);
        BinaryPrimitives.WriteInt64LittleEndian(source[8..], party);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(source, digest);
        return 1 + (BinaryPrimitives.ReadUInt64LittleEndian(digest) % (Field.Modulus - 1));
    }

    /// <summary>The result computed in the clear: the first input times the input of party 0, 1, …, m − 1, 0, … for each round.</summary>
    public ulong Expected()
    {
        var inputs = new ulong[Parties];
        for (var party = 0; party < Parties; party++) inputs[party] = InputOf(party);
        var result = inputs[0];
        for (var round = 0; round < Rounds; round++) result = Field.Multiply(result, inputs[round % Parties]);
        return result;
    }

    /// <summary>Eight bytes that differ when two parties were started with different plans.</summary>
    public ulong Fingerprint()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Parties} {Threshold} {Rounds} {Bytes} {Seed}");
        return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
