namespace E3.Infra.Tests.Config;

public class TailnetReaderTests
{
    [Test]
    public void Nothing_said_is_a_tag_of_its_own_and_the_longest_key()
    {
        var tailnet = Given.Settings().Tailnet;

        Assert.That((tailnet.KeyDays, tailnet.JoinSeconds, tailnet.LoginServer, tailnet.Server), Is.EqualTo((90, 60, (string?)null, (string?)null)));
        Assert.That(tailnet.Tags, Is.EqualTo(new[] { "tag:e3" }));
    }

    [Test]
    public void Each_setting_counts()
    {
        var tailnet = Given.Settings(("tailnet", """{"tags":["tag:a","tag:b-2"],"keyDays":1,"joinSeconds":5,"loginServer":"https://headscale.example.org:8443","server":"dev-ams3-1"}""")).Tailnet;

        Assert.That(tailnet.Tags, Is.EqualTo(new[] { "tag:a", "tag:b-2" }));
        Assert.That((tailnet.KeyDays, tailnet.JoinSeconds, tailnet.LoginServer, tailnet.Server), Is.EqualTo((1, 5, "https://headscale.example.org:8443", "dev-ams3-1")));
    }

    [TestCase("tag:e3", "e3:tailnet is \"tag:e3\"; it must be a mapping, like { tags: [tag:e3], keyDays: 90, joinSeconds: 60 }")]
    [TestCase("""{"tag":"tag:e3"}""", "e3:tailnet.tag is not a setting of a tailnet; did you mean tags? (there are tags, keyDays, joinSeconds, loginServer, server)")]
    [TestCase("""{"tags":[]}""", "e3:tailnet.tags is \"[]\"; it must be a list of one or more tags, like [tag:e3]")]
    [TestCase("""{"tags":["e3"]}""", "e3:tailnet.tags is \"[\"e3\"]\"; it must be a list of one or more tags, like [tag:e3]")]
    [TestCase("""{"keyDays":91}""", "e3:tailnet.keyDays is \"91\"; it must be a whole number from 1 to 90")]
    [TestCase("""{"joinSeconds":0}""", "e3:tailnet.joinSeconds is \"0\"; it must be a whole number from 1 to 3600")]
    [TestCase("""{"loginServer":"headscale.example.org"}""", "e3:tailnet.loginServer is \"headscale.example.org\"; it must be an address like https://headscale.example.org, without a path")]
    [TestCase("""{"server":"a b"}""", "e3:tailnet.server is \"a b\"; it must be the name of a host of the stack")]
    public void A_mistake_is_told_with_what_would_be_right(string value, string message) =>
        Assert.That(Given.Mistakes(("tailnet", value)), Does.Contain(message));
}
