using E3.Engine.Deployments;
using E3.Engine.Properties;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

public sealed class IgnoredChangesTests
{
    // JSON-like: {…} maps, […] lists, !x secret, letters texts.
    [TestCase("a", "{a:1}", "{a:2}", "{a:1}")]
    [TestCase("a", "{}", "{a:2}", "{}")]
    [TestCase("a", "{a:1}", "{}", "{a:1}")]
    [TestCase("a.b", "{a:{b:1,c:1}}", "{a:{b:2,c:2}}", "{a:{b:1,c:2}}")]
    [TestCase("a.b", "{a:{}}", "{a:{b:2,c:2}}", "{a:{c:2}}")]
    [TestCase("a[\"b.c\"]", "{a:{b.c:1}}", "{a:{b.c:2}}", "{a:{b.c:1}}")]
    [TestCase("a[1]", "{a:[1,1]}", "{a:[2,2]}", "{a:[2,1]}")]
    [TestCase("a[*].b", "{a:[{b:1},{b:1}]}", "{a:[{b:2,c:2},{b:3}]}", "{a:[{b:1,c:2},{b:1}]}")]
    [TestCase("a.*", "{a:{b:1,gone:1}}", "{a:{b:2,fresh:2}}", "{a:{b:1,gone:1}}")]
    [TestCase("a.*.b", "{a:{x:{b:1},y:{b:1}}}", "{a:{x:{b:2},y:{b:2}}}", "{a:{x:{b:1},y:{b:1}}}")]
    [TestCase("*", "{a:1,b:1}", "{a:2,c:2}", "{a:1,b:1}")]
    [TestCase("a.b", "{a:!{b:1}}", "{a:{b:2}}", "{a:{b:!1}}")]
    [TestCase("a.b", "{a:{b:1}}", "{a:!{b:2}}", "{a:!{b:1}}")]
    [TestCase("a.b", "{}", "{}", "{}")]
    public void Puts_back_what_the_path_names(string path, string old, string current, string expected)
    {
        var unmatched = new List<string>();
        Assert.That(IgnoredChanges.Restore([path], Parse(old), Parse(current), unmatched.Add), Is.EqualTo(Parse(expected)));
        Assert.That(unmatched, Is.Empty);
    }

    [TestCase("a[1]", "{a:[1]}", "{a:[2,2]}", "{a:[2,2]}")]
    [TestCase("a[*]", "{a:[1,1]}", "{a:[2]}", "{a:[1]}")]
    [TestCase("a.b.c", "{a:{b:{c:1}}}", "{a:{}}", "{a:{}}")]
    [TestCase("a[0]", "{a:[1]}", "{a:x}", "{a:x}")]
    public void Tells_what_it_cannot_put_back(string path, string old, string current, string expected)
    {
        var unmatched = new List<string>();
        Assert.That(IgnoredChanges.Restore([path], Parse(old), Parse(current), unmatched.Add), Is.EqualTo(Parse(expected)));
        Assert.That(unmatched, Is.EqualTo(new[] { path }));
    }

    [TestCase("a", "a.b", true)]
    [TestCase("a.*", "a.b", true)]
    [TestCase("a[*].b", "a[3].b.c", true)]
    [TestCase("*", "anything", true)]
    [TestCase("a.b", "a", false)]
    [TestCase("a.b", "a.c", false)]
    public void A_path_contains_what_lies_within(string path, string changed, bool expected) =>
        Assert.That(PropertyPath.Parse(path).Contains(PropertyPath.Parse(changed)), Is.EqualTo(expected));

    [Test]
    public void A_path_that_is_none_is_named() => Assert.That(() => PropertyPath.Parse("a[0"), Throws.TypeOf<EngineException>().With.Message.Contains("a[0"));

    private static PropertyMap Parse(string text)
    {
        var rest = new StringReader(text);
        return ((PropertyValue.Map)Value(rest)).Properties;
    }

    private static PropertyValue Value(StringReader rest)
    {
        switch (rest.Peek())
        {
            case '!':
                rest.Read();
                return new PropertyValue.Secret(Value(rest));
            case '{':
                var map = PropertyMap.Empty;
                for (rest.Read(); rest.Peek() != '}'; Skip(rest, ','))
                    map = map.With(Word(rest, ':'), Value(rest));
                rest.Read();
                return new PropertyValue.Map(map);
            case '[':
                var items = new List<PropertyValue>();
                for (rest.Read(); rest.Peek() != ']'; Skip(rest, ','))
                    items.Add(Value(rest));
                rest.Read();
                return new PropertyValue.List([.. items]);
            default:
                return Text(Word(rest, ','));
        }
    }

    private static void Skip(StringReader rest, char letter)
    {
        if (rest.Peek() == letter)
            rest.Read();
    }

    private static string Word(StringReader rest, char end)
    {
        var word = "";
        while (rest.Peek() is var letter && letter != end && letter is not ('}' or ']' or -1))
            word += (char)rest.Read();
        if (end == ':')
            rest.Read();
        return word;
    }
}
