using E3.Engine.Properties;
using E3.Engine.Secrets;
using E3.Engine.Tests.Providers;

namespace E3.Engine.Tests.Secrets;

[TestFixture]
internal sealed class SecretMaskTests
{
    [Test]
    public void A_secret_connection_still_lets_its_host_be_named()
    {
        var mask = new SecretMask();
        var connection = Values.Map(("host", "198.18.0.2"), ("user", "root"), ("hostKey", "ssh-ed25519 AAAA"), ("privateKey", "-----BEGIN\nabcdefgh12345678\n-----END"));
        mask.AddFrom(PropertyMap.Empty.With("connection", new PropertyValue.Secret(new PropertyValue.Map(connection))));
        Assert.That(mask.Mask("root at 198.18.0.2 said abcdefgh12345678"), Is.EqualTo("root at 198.18.0.2 said [secret]"));
    }
}
