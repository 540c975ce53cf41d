using System.Text.RegularExpressions;
using E3.Engine.Workspace;

namespace E3.Deploy.Tests.Workspace;

/// <summary>Random files, random edits: what was asked is there afterwards, nothing else changed, and no comment of another line is lost.</summary>
public partial class EditingProperties
{
    private static readonly string[] Words = ["a", "true", "3", "x y", "it's", "a: b", "#no", "", " pad ", "é", "two\nlines", "- dash", "v1:k=:z/+", "0x1", "null", "\"q\"", "*star", "[b", "2001-01-01"];

    [Test]
    public void An_edit_says_what_was_asked_and_leaves_the_rest([Range(0, 299)] int seed)
    {
        var random = new Random(seed);
        using var files = new TemporaryProject(local: RandomFile(random));
        var settings = files.Settings();
        for (var i = 0; i < 5; i++)
        {
            var before = Values(settings);
            var comments = Comments(files, settings);
            var key = random.Next(3) == 0 ? $"e3:new{random.Next(3)}" : $"e3:k{random.Next(6)}";
            var path = ConfigPath.Parse(random.Next(3) == 0 ? $"{key}.sub{random.Next(3)}" : key, "demo", asPath: true);
            var word = Words[random.Next(Words.Length)];
            try
            {
                settings.Set(path, word);
            }
            catch (WorkspaceException refused) when (refused.Message.Contains("must be an index", StringComparison.Ordinal))
            {
                continue; // a name within a list
            }

            settings.SaveAsync(CancellationToken.None).Wait();
            settings = files.Settings();
            Assert.That(settings.Get(path)!.Reveal(_ => "").Value, Is.EqualTo(word), files.Read("Pulumi.local.yaml"));
            foreach (var (other, value) in Values(settings).Where(pair => pair.Key != path.Key.ToString()))
            {
                Assert.That(value, Is.EqualTo(before[other]), $"{other} changed with {path}:\n{files.Read("Pulumi.local.yaml")}");
            }

            Assert.That(Comments(files, settings).Where(comment => !comment.Contains(path.Key.Name, StringComparison.Ordinal)),
                Is.EqualTo(comments.Where(comment => !comment.Contains(path.Key.Name, StringComparison.Ordinal))), files.Read("Pulumi.local.yaml"));
        }
    }

    private static Dictionary<string, string> Values(StackSettings settings) =>
        settings.Config.Values.ToDictionary(entry => entry.Key.ToString(), entry => entry.Reveal(_ => "").Value);

    /// <summary>Every comment of the generated files is <c># c-owner-n</c>.</summary>
    private static List<string> Comments(TemporaryProject files, StackSettings settings)
    {
        Assert.That(settings.Exists, Is.True);
        return [.. Comment().Matches(files.Read("Pulumi.local.yaml")).Select(match => match.Value)];
    }

    [GeneratedRegex("# c-[a-z0-9]+-[0-9]+")]
    private static partial Regex Comment();

    private static string RandomFile(Random random)
    {
        var text = new StringWriter();
        var comment = 0;
        string Note(string owner) => random.Next(2) == 0 ? $" # c-{owner}-{comment++}" : "";
        text.Write($"# c-top-{comment++}\n");
        text.Write($"config:{Note("top")}\n");
        for (var i = 0; i < 6; i++)
        {
            if (random.Next(3) == 0)
            {
                text.Write($"\n  # c-top-{comment++}\n");
            }

            var key = $"k{i}";
            text.Write(random.Next(8) switch
            {
                0 => $"  e3:{key}: plain{Note(key)}\n",
                1 => $"  e3:{key}: \"quoted # c\"{Note(key)}\n",
                2 => $"  e3:{key}: |\n    block\n    # not a comment\n",
                3 => $"  e3:{key}: {{a: 1, sub0: [x, 'y']}}{Note(key)}\n",
                4 => $"  e3:{key}:{Note(key)}\n    sub1: 1{Note(key)}\n    # c-{key}-{comment++}\n    sub2:\n      deep: [1]\n",
                5 => $"  e3:{key}:\n  - 1{Note(key)}\n  - a: 2\n    b: 3{Note(key)}\n",
                6 => $"  e3:{key}:{Note(key)}\n",
                _ => $"  e3:{key}:\n    secure: v1:a:b{Note(key)}\n",
            });
        }

        text.Write($"# c-top-{comment++}\nencryptionsalt: v1:x\n");
        return text.ToString();
    }
}
