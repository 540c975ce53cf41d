using System.Buffers.Binary;
using System.Text;
using Renci.SshNet;

namespace E3.Remote;

/// <summary>A host's public key as OpenSSH writes it: type, base64, perhaps a comment.</summary>
internal sealed record HostKey(string Type, byte[] Blob)
{
    private static readonly string[] RsaAlgorithms = ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"];

    /// <summary>Reads <c>ssh-ed25519 AAAA… comment</c>; throws <see cref="FormatException"/> when it is no such line.</summary>
    public static HostKey Parse(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) throw NotAKey();
        try
        {
            var key = FromBlob(Convert.FromBase64String(words[1]));
            return key.Type == words[0] ? key : throw NotAKey();
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw NotAKey();
        }
    }

    /// <summary>A key from what the host sends, which names its own type first.</summary>
    public static HostKey FromBlob(byte[] blob)
    {
        var length = blob.Length < 4 ? 0 : BinaryPrimitives.ReadInt32BigEndian(blob);
        if (length <= 0 || length > blob.Length - 4) throw NotAKey();
        return new HostKey(Encoding.ASCII.GetString(blob, 4, length), blob);
    }

    /// <summary>True when both are the same key.</summary>
    public bool Matches(HostKey other) => Blob.AsSpan().SequenceEqual(other.Blob);

    /// <summary>Makes the host show this key, not another one that it has as well.</summary>
    public void Demand(ConnectionInfo connection)
    {
        var accepted = Type == "ssh-rsa" ? RsaAlgorithms : [Type];
        foreach (var name in connection.HostKeyAlgorithms.Keys.Except(accepted).ToList()) connection.HostKeyAlgorithms.Remove(name);
        if (connection.HostKeyAlgorithms.Count == 0) throw new FormatException($"host keys of type {Type} are not supported");
    }

    /// <summary>The line without a comment.</summary>
    public override string ToString() => $"{Type} {Convert.ToBase64String(Blob)}";

    private static FormatException NotAKey() => new("the host key is not a line like \"ssh-ed25519 AAAA…\"");
}
