using System.Buffers.Binary;

namespace E3.Floor.Algebra;

/// <summary>Fills bytes with randomness that nobody can predict: the one door through which this program gets any.</summary>
internal delegate void RandomBytes(Span<byte> destination);

/// <summary>The integers modulo the Mersenne prime 2^61 − 1; elements are 0 … p − 1 in a <see cref="ulong"/>.</summary>
internal static class Field
{
    /// <summary>The prime p.</summary>
    public const ulong Modulus = (1UL << 61) - 1;

    /// <summary>Bytes of an element in a message, little-endian.</summary>
    public const int Size = sizeof(ulong);

    public static ulong Add(ulong a, ulong b)
    {
        var sum = a + b;
        return sum >= Modulus ? sum - Modulus : sum;
    }

    public static ulong Subtract(ulong a, ulong b) => a >= b ? a - b : a + Modulus - b;

    public static ulong Multiply(ulong a, ulong b)
    {
        // 2^61 ≡ 1 (mod p), so the product's high part is simply added to its low part.
        var product = (UInt128)a * b;
        return Add((ulong)(product & Modulus), (ulong)(product >> 61));
    }

    /// <summary>The element that gives 1 when multiplied by <paramref name="a"/>, by Fermat: a^(p−2).</summary>
    public static ulong Invert(ulong a)
    {
        if (a == 0) throw new DivideByZeroException("0 has no inverse in a field");
        var (result, power) = (1UL, a);
        for (var exponent = Modulus - 2; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1) result = Multiply(result, power);
            power = Multiply(power, power);
        }
        return result;
    }

    /// <summary>A uniformly random element.</summary>
    public static ulong Random(RandomBytes random)
    {
        Span<byte> bytes = stackalloc byte[Size];
        while (true)
        {
            random(bytes);
            var candidate = BinaryPrimitives.ReadUInt64LittleEndian(bytes) & Modulus;
            // The mask leaves 0 … p; taking p as 0 would make 0 twice as likely.
            if (candidate != Modulus) return candidate;
        }
    }
}
