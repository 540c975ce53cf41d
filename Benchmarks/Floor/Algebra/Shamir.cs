namespace E3.Floor.Algebra;

/// <summary>Shamir's secret sharing: party i (from 0) holds the value of a random polynomial at i + 1; the secret is its value at 0.</summary>
internal static class Shamir
{
    /// <summary>Writes shares of a secret for <c>shares.Length</c> parties; any <paramref name="threshold"/> of them tell nothing about it.</summary>
    public static void Share(ulong secret, int threshold, RandomBytes random, Span<ulong> shares)
    {
        Span<ulong> coefficients = stackalloc ulong[threshold + 1];
        coefficients[0] = secret;
        for (var k = 1; k <= threshold; k++) coefficients[k] = Field.Random(random);
        for (var party = 0; party < shares.Length; party++) shares[party] = Evaluate(coefficients, PointOf(party));
    }

    /// <summary>
    /// The weights λ with f(x) = Σ λᵢ·f(i + 1) over parties 0 … <paramref name="parties"/> − 1, for every f of lower degree than that.
    /// </summary>
    public static ulong[] Weights(int parties, ulong x = 0)
    {
        var weights = new ulong[parties];
        for (var i = 0; i < parties; i++)
        {
            var (numerator, denominator) = (1UL, 1UL);
            for (var j = 0; j < parties; j++)
            {
                if (j == i) continue;
                numerator = Field.Multiply(numerator, Field.Subtract(x, PointOf(j)));
                denominator = Field.Multiply(denominator, Field.Subtract(PointOf(i), PointOf(j)));
            }
            weights[i] = Field.Multiply(numerator, Field.Invert(denominator));
        }
        return weights;
    }

    /// <summary>Σ weightᵢ·shareᵢ over as many parties as there are weights.</summary>
    public static ulong Combine(ReadOnlySpan<ulong> weights, ReadOnlySpan<ulong> shares)
    {
        var sum = 0UL;
        for (var i = 0; i < weights.Length; i++) sum = Field.Add(sum, Field.Multiply(weights[i], shares[i]));
        return sum;
    }

    /// <summary>Whether the shares, of parties 0, 1, …, lie on one polynomial of degree <paramref name="threshold"/> or less.</summary>
    public static bool AreConsistent(int threshold, ReadOnlySpan<ulong> shares)
    {
        for (var party = threshold + 1; party < shares.Length; party++)
            if (Combine(Weights(threshold + 1, PointOf(party)), shares) != shares[party]) return false;
        return true;
    }

    private static ulong PointOf(int party) => (ulong)party + 1;

    private static ulong Evaluate(ReadOnlySpan<ulong> coefficients, ulong x)
    {
        var value = 0UL;
        for (var k = coefficients.Length - 1; k >= 0; k--) value = Field.Add(Field.Multiply(value, x), coefficients[k]);
        return value;
    }
}
