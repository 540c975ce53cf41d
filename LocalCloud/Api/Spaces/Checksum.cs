using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>
/// A checksum that a client says its content has, in a header or, when it is not known before the end, in a trailer of the body; the content passes
/// through here to be compared: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html.
/// </summary>
internal sealed class Checksum : IDisposable
{
    /// <summary>What the names of checksums begin with.</summary>
    public const string Prefix = "x-amz-checksum-";

    private static readonly string[] Known = [Prefix + "crc32", Prefix + "crc32c", Prefix + "crc64nvme", Prefix + "sha1", Prefix + "sha256"];

    private readonly CyclicCode? _code;
    private readonly IncrementalHash? _hash;
    private readonly string? _told;

    private Checksum(string name, string? told)
    {
        (Name, _told) = (name, told);
        (_code, _hash) = name[Prefix.Length..] switch
        {
            "crc32" => (new CyclicCode(32, 0xEDB88320), null),
            "crc32c" => (new CyclicCode(32, 0x82F63B78), null),
            "crc64nvme" => (new CyclicCode(64, 0x9A6C9329AC4BC9B5), null),
            "sha1" => ((CyclicCode?)null, IncrementalHash.CreateHash(HashAlgorithmName.SHA1)),
            _ => (null, IncrementalHash.CreateHash(HashAlgorithmName.SHA256)),
        };
    }

    /// <summary>The header that it goes by.</summary>
    public string Name { get; }

    /// <summary>What the content turned out to have, once <see cref="Mismatch"/> was asked.</summary>
    public string Value { get; private set; } = "";

    /// <summary>Whether what was told is made of the checksums of an upload's parts, whose number it then ends with.</summary>
    public bool IsOfParts => _told?.Contains('-', StringComparison.Ordinal) == true;

    /// <summary>The checksum that a request comes with; null for none.</summary>
    public static Checksum? Of(HttpRequest request)
    {
        foreach (var name in Known)
        {
            if (request.Headers[name].ToString() is { Length: > 0 } told)
                return new Checksum(name, told);
        }

        var trailers = request.Headers["x-amz-trailer"].ToString().Split(',', StringSplitOptions.TrimEntries);
        return Known.FirstOrDefault(name => trailers.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } later ? new Checksum(later, null) : null;
    }

    /// <summary>One more piece of the content.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        _code?.Append(piece);
        _hash?.AppendData(piece);
    }

    /// <summary>What is wrong, now that all has come with these trailers; null when it is right.</summary>
    public SpacesException? Mismatch(IReadOnlyDictionary<string, string> trailers)
    {
        Value = Convert.ToBase64String(_code?.Finish() ?? _hash!.GetHashAndReset());
        var told = _told ?? trailers.GetValueOrDefault(Name);
        return told is null ? SpacesException.InvalidRequest($"The trailer {Name} was announced and did not come.")
            : told == Value ? null
            : new SpacesException(400, "BadDigest", $"The {Name[Prefix.Length..].ToUpperInvariant()} you specified did not match the calculated checksum.");
    }

    public void Dispose() => _hash?.Dispose();

    /// <summary>A cyclic redundancy check, bits in the order of the wire, its register all ones before and inverted after.</summary>
    private sealed class CyclicCode
    {
        private readonly ulong[] _table = new ulong[256];
        private readonly int _bits;
        private readonly ulong _ones;
        private ulong _register;

        public CyclicCode(int bits, ulong polynomial)
        {
            (_bits, _ones) = (bits, ulong.MaxValue >> (64 - bits));
            _register = _ones;
            for (var index = 0; index < _table.Length; index++)
            {
                var entry = (ulong)index;
                for (var bit = 0; bit < 8; bit++)
                    entry = (entry & 1) == 0 ? entry >> 1 : (entry >> 1) ^ polynomial;
                _table[index] = entry;
            }
        }

        public void Append(ReadOnlySpan<byte> piece)
        {
            foreach (var next in piece)
                _register = _table[(byte)(_register ^ next)] ^ (_register >> 8);
        }

        public byte[] Finish()
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, _register ^ _ones);
            return bytes[(8 - _bits / 8)..];
        }
    }
}
