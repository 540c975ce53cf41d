using E3.Infra.Hosts;

namespace E3.Infra.Tests.Hosts;

public class OpenSshKeyTextTests
{
    private const string Private = "-----BEGIN OPENSSH PRIVATE KEY-----\nYWJj\n-----END OPENSSH PRIVATE KEY-----\n";

    [Test]
    public void Both_halves_are_found() => Assert.That(
        OpenSshKeyText.Split(Private + "ssh-ed25519 AAAA e3-local\n"),
        Is.EqualTo((Private, "ssh-ed25519 AAAA e3-local")));

    [TestCase("canary")]
    [TestCase(Private)]
    [TestCase(Private + "canary")]
    public void What_is_no_key_is_refused_and_not_quoted(string text) => Assert.That(
        Assert.Throws<FormatException>(() => OpenSshKeyText.Split(text))!.Message,
        Does.Not.Contain("canary").And.Not.Contain("YWJj"));
}
