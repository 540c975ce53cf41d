using E3.Infra.Config;

namespace E3.Infra.Tests.Config;

public class NearestNameTests
{
    private static readonly string[] Names = ["regions", "readySeconds", "mpyc"];

    [TestCase("regoins", "regions")]
    [TestCase("region", "regions")]
    [TestCase("REGIONS", "regions")]
    [TestCase("readySecs", "readySeconds")]
    [TestCase("mypc", "mpyc")]
    [TestCase("colour", null)]
    [TestCase("x", null)]
    public void The_name_with_the_fewest_letters_wrong_is_meant(string written, string? meant) =>
        Assert.That(NearestName.Of(written, Names), Is.EqualTo(meant));
}
