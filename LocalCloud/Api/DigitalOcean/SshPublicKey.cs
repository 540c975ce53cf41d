using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>A public key as one line of authorized_keys, and its MD5 fingerprint, which is how DigitalOcean names it.</summary>
internal static class SshPublicKey
{
    public static bool TryParse(string? text, out (string Line, string Fingerprint) key)
    {
        key = default;
        var parts = (text ?? "").Trim().Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || text!.Trim().Contains('\n', StringComparison.Ordinal))
            return false;
        var blob = new byte[parts[1].Length];
        if (!Convert.TryFromBase64String(parts[1], blob, out var length) || !StartsWithName(blob.AsSpan(0, length), parts[0]))
            return false;
        key = (text.Trim(), Fingerprint(blob.AsSpan(0, length)));
        return true;
    }

    // RFC 4253, 6.6: the blob repeats the key's type in front, as a length and the name.
    private static bool StartsWithName(ReadOnlySpan<byte> blob, string type)
    {
        if (blob.Length < 4)
            return false;
        var length = BinaryPrimitives.ReadUInt32BigEndian(blob);
        return length <= blob.Length - 4 && Encoding.ASCII.GetString(blob.Slice(4, (int)length)) == type;
    }

    [SuppressMessage("Security", "CA5351", Justification = "The API's identifier of a key is its MD5; nothing relies on it being hard to forge.")]
    private static string Fingerprint(ReadOnlySpan<byte> blob) =>
        string.Join(':', MD5.HashData(blob).Select(value => Convert.ToHexStringLower([value])));
}
