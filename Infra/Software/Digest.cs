using System.Security.Cryptography;
using System.Text;

namespace E3.Infra.Software;

/// <summary>Tells one text from another.</summary>
internal static class Digest
{
    /// <summary>The first 16 hex digits of the text's SHA-256.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
