using E3.Engine.Workspace;

namespace E3.Deploy.Tests.Workspace;

public class ConfigPathTests
{
    [TestCase("regions", "demo:regions", new object[0])]
    [TestCase("e3:regions.ams3", "e3:regions", new object[] { "ams3" })]
    [TestCase("e3:jobs[0].rounds", "e3:jobs", new object[] { 0, "rounds" })]
    [TestCase("e3:names[\"a.b\"][\"q\\\"\"]", "e3:names", new object[] { "a.b", "q\"" })]
    [TestCase("e3:config:old", "e3:old", new object[0])]
    public void A_path_is_a_key_and_steps_within_its_value(string text, string key, object[] within)
    {
        var path = ConfigPath.Parse(text, "demo", asPath: true);

        Assert.That(path.Key.ToString(), Is.EqualTo(key));
        Assert.That(path.Within, Is.EqualTo(within));
    }

    [Test]
    public void Without_path_a_dot_is_part_of_the_name() =>
        Assert.That(ConfigPath.Parse("a.b", "demo", asPath: false).Key, Is.EqualTo(new ConfigKey("demo", "a.b")));

    [TestCase("")]
    [TestCase("a:")]
    [TestCase(":a")]
    [TestCase("a:b:c:d")]
    [TestCase("a.")]
    [TestCase("a[")]
    [TestCase("a[x]")]
    [TestCase("a[-1]")]
    [TestCase("a[\"x]")]
    [TestCase("a[0]x")]
    public void What_is_not_a_path_is_refused(string text) =>
        Assert.That(() => ConfigPath.Parse(text, "demo", asPath: true), Throws.TypeOf<WorkspaceException>().With.Message.Contains("invalid configuration key"));
}
