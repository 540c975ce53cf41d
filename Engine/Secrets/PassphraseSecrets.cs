using System.Security.Cryptography;
using System.Text;

namespace E3.Engine.Secrets;

/// <summary>
/// Pulumi's passphrase secrets provider, bit for bit: a key from PBKDF2-SHA256 with 1,000,000 rounds, values under AES-256-GCM
/// (<see href="https://github.com/pulumi/pulumi/blob/master/pkg/secrets/passphrase/manager.go"/>).
/// </summary>
public sealed class PassphraseSecrets
{
    /// <summary>What the checkpoint calls this provider.</summary>
    public const string ProviderType = "passphrase";

    private const string Probe = "pulumi";
    private const int Rounds = 1_000_000;
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int SaltBytes = 8;

    private readonly byte[] _key;
    private readonly string _passphrase;
    private readonly string? _missing;

    private PassphraseSecrets(string passphrase, byte[] key, string state) => (_passphrase, _key, State) = (passphrase, key, state);

    /// <summary>
    /// Salt and an encrypted probe, <c>v1:salt:v1:nonce:ciphertext</c>: not secret; a settings file's <c>encryptionsalt</c> and the
    /// checkpoint's <c>secrets_providers.state.salt</c>.
    /// </summary>
    public string State { get; }

    /// <summary>What the passphrase and the salt come to, for <see cref="FromKey"/>.</summary>
    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>A provider whose key somebody else has derived already, which takes half a second.</summary>
    internal static PassphraseSecrets FromKey(string passphrase, byte[] key, string state) => new(passphrase, key, state);

    /// <summary>A provider with a new salt.</summary>
    public static PassphraseSecrets Create(string passphrase)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var key = DeriveKey(passphrase, salt);
        var probe = new PassphraseSecrets(passphrase, key, "").Encrypt(Probe);
        return new PassphraseSecrets(passphrase, key, $"v1:{Convert.ToBase64String(salt)}:{probe}");
    }

    /// <summary>
    /// In the place of a provider whose passphrase nobody gave, where there may be no secret at all: the first that is encrypted or
    /// decrypted throws <see cref="EngineException"/> with this message.
    /// </summary>
    public static PassphraseSecrets Missing(string message) => new(message);

    private PassphraseSecrets(string missing) : this("", [], "") => _missing = missing;

    /// <summary>The provider a state came from; throws <see cref="EngineException"/> when the passphrase is not the one it was made with.</summary>
    public static PassphraseSecrets Open(string passphrase, string state)
    {
        var parts = state.Split(':', 3);
        if (parts.Length != 3 || parts[0] != "v1")
            throw new EngineException("the encryption salt is malformed: expected v1:<salt>:v1:<nonce>:<ciphertext>; was the settings file edited by hand?");
        var secrets = new PassphraseSecrets(passphrase, DeriveKey(passphrase, FromBase64(parts[1])), state);
        try
        {
            if (secrets.Decrypt(parts[2]) == Probe)
                return secrets;
        }
        catch (EngineException error) when (error.InnerException is CryptographicException)
        {
            throw Incorrect();
        }
        throw Incorrect();
    }

    /// <summary>The same passphrase with another salt: itself when the salt is its own.</summary>
    public PassphraseSecrets For(string state) => state == State || _missing is not null ? this : Open(_passphrase, state);

    /// <summary>Encrypts under a fresh nonce: <c>v1:nonce:ciphertext</c>.</summary>
    public string Encrypt(string plaintext)
    {
        ThrowIfMissing();
        var text = Encoding.UTF8.GetBytes(plaintext);
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var sealedText = new byte[text.Length + TagBytes];
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(nonce, text, sealedText.AsSpan(0, text.Length), sealedText.AsSpan(text.Length));
        return $"v1:{Convert.ToBase64String(nonce)}:{Convert.ToBase64String(sealedText)}";
    }

    /// <summary>Decrypts what <see cref="Encrypt"/> gave.</summary>
    public string Decrypt(string ciphertext)
    {
        ThrowIfMissing();
        var parts = ciphertext.Split(':');
        if (parts.Length != 3 || parts[0] != "v1")
            throw new EngineException("an encrypted value is malformed: expected v1:<nonce>:<ciphertext>");
        var nonce = FromBase64(parts[1]);
        var sealedText = FromBase64(parts[2]);
        if (nonce.Length != NonceBytes || sealedText.Length < TagBytes)
            throw new EngineException("an encrypted value is malformed: its nonce or ciphertext has the wrong length");
        var text = new byte[sealedText.Length - TagBytes];
        try
        {
            using var aes = new AesGcm(_key, TagBytes);
            aes.Decrypt(nonce, sealedText.AsSpan(0, text.Length), sealedText.AsSpan(text.Length), text);
        }
        catch (CryptographicException error)
        {
            throw new EngineException("an encrypted value cannot be decrypted: it was encrypted with another passphrase or salt, or changed since", error);
        }
        return Encoding.UTF8.GetString(text);
    }

    private void ThrowIfMissing()
    {
        if (_missing is not null)
            throw new EngineException(_missing);
    }

    private static byte[] DeriveKey(string passphrase, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, Rounds, HashAlgorithmName.SHA256, KeyBytes);

    private static EngineException Incorrect() => new("incorrect passphrase");

    private static byte[] FromBase64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException error)
        {
            throw new EngineException("an encrypted value is malformed: it is not base64", error);
        }
    }
}
