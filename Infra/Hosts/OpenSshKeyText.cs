namespace E3.Infra.Hosts;

/// <summary>A private key in OpenSSH's format followed by the line of its public key.</summary>
internal static class OpenSshKeyText
{
    private const string End = "-----END OPENSSH PRIVATE KEY-----";

    /// <exception cref="FormatException">There are not two halves; the message does not quote the text.</exception>
    public static (string PrivateKey, string PublicKey) Split(string text)
    {
        var end = text.IndexOf(End, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new FormatException("ssh-keygen did not give a private key in OpenSSH's format");
        }

        end += End.Length;
        var publicKey = text[end..].Trim();
        return publicKey.StartsWith("ssh-", StringComparison.Ordinal)
            ? (text[..end] + "\n", publicKey)
            : throw new FormatException("ssh-keygen did not give the public key beside the private one");
    }
}
