using E3.Engine.Secrets;

namespace E3.Engine.Tests.State;

public sealed class PassphraseSecretsTests
{
    /// <summary>The state that Pulumi's own tests use (pkg/secrets/passphrase/manager_test.go).</summary>
    private const string Official = "v1:fozI5u6B030=:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==";

    [Test]
    public void Opens_what_Pulumi_made()
    {
        var secrets = PassphraseSecrets.Open("password", Official);
        Assert.That(secrets.State, Is.EqualTo(Official));
        Assert.That(secrets.Decrypt(secrets.Encrypt("grüße")), Is.EqualTo("grüße"));
    }

    [Test]
    public void A_wrong_passphrase_is_called_that() =>
        Assert.That(() => PassphraseSecrets.Open("password123", Official), Throws.TypeOf<EngineException>().With.Message.EqualTo("incorrect passphrase"));

    [TestCase("")]
    [TestCase("fozI5u6B030=:v1:F+6ZduL:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==")]
    [TestCase("v1:%%%:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==")]
    public void A_malformed_salt_is_called_that(string state) =>
        Assert.That(() => PassphraseSecrets.Open("password", state), Throws.TypeOf<EngineException>().With.Message.Contains("malformed"));

    [Test]
    public void The_same_text_is_never_encrypted_to_the_same_twice()
    {
        var secrets = PassphraseSecrets.Open("password", Official);
        string[] twice = [secrets.Encrypt("x"), secrets.Encrypt("x")];
        Assert.That(twice, Is.Unique.And.All.StartsWith("v1:"));
    }

    [Test]
    public void What_was_changed_does_not_decrypt()
    {
        var secrets = PassphraseSecrets.Open("password", Official);
        var sealedText = secrets.Encrypt("hello");
        var tampered = sealedText[..^4] + (sealedText[^4] == 'A' ? "B" : "A") + sealedText[^3..];
        Assert.That(() => secrets.Decrypt(tampered), Throws.TypeOf<EngineException>());
    }
}
