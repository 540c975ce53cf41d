using System.Numerics;
using System.Runtime.CompilerServices;

namespace E3.LocalCloud.Wan.Emulation;

/// <summary>
/// Counts of latenesses in buckets 1 µs wide below 32 µs and 3 % wide above, up to two minutes. One thread records; others may take
/// snapshots meanwhile, which can miss the packets of that instant.
/// </summary>
internal sealed class LatenessHistogram
{
    private const int SubBits = 5;
    private const int SubBuckets = 1 << SubBits;
    private const int LargestExponent = 26;
    private readonly long[] _counts = new long[(LargestExponent - SubBits + 2) * SubBuckets];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(long nanoseconds) => _counts[Bucket(Math.Abs(nanoseconds) / 1000)]++;

    public LatenessCounts Snapshot() => new((long[])_counts.Clone());

    /// <summary>The largest lateness, in microseconds, that belongs to a bucket.</summary>
    internal static double Edge(int bucket)
    {
        var octave = bucket / SubBuckets;
        return octave <= 1 ? bucket + 1 : (double)((long)(bucket % SubBuckets + SubBuckets + 1) << (octave - 1));
    }

    internal static int Bucket(long micros)
    {
        if (micros < SubBuckets)
            return (int)micros;
        var exponent = BitOperations.Log2((ulong)micros);
        if (exponent > LargestExponent)
            return (LargestExponent - SubBits + 2) * SubBuckets - 1;
        return (exponent - SubBits + 1) * SubBuckets + (int)(micros >> (exponent - SubBits)) - SubBuckets;
    }
}

/// <summary>What a <see cref="LatenessHistogram"/> held at one time, or between two.</summary>
internal sealed class LatenessCounts(long[] counts)
{
    public long Total { get; } = counts.Sum();

    public LatenessCounts Since(LatenessCounts earlier) => new([.. counts.Zip(earlier.Counts, (now, then) => now - then)]);

    /// <summary>Microseconds that the given share of the recorded latenesses does not exceed; 0 when there are none.</summary>
    public double Percentile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Total));
        for (int bucket = 0, last = counts.Length; bucket < last; bucket++)
            if ((rank -= counts[bucket]) <= 0)
                return Total == 0 ? 0 : LatenessHistogram.Edge(bucket);
        return 0;
    }

    private long[] Counts => counts;
}
