using System.Text.RegularExpressions;
using E3.Deploy.Costs;
using E3.Deploy.Display.Markdown;
using E3.Engine;
using E3.Engine.Properties;

namespace E3.Deploy.Tests.Display;

/// <summary>Previews as comments on a pull request: what a reviewer reads, and what no value may do to it.</summary>
public partial class MarkdownTests
{
    private static readonly string[] Regions = ["ams3", "nyc3", "sfo3", "sgp1"];

    [Test]
    public void An_empty_stack_where_nobody_gave_a_token() => Matches(Fresh().Write(priced: false), "markdown-new-stack");

    [Test]
    public void A_new_region()
    {
        var story = Standing();
        story.Create("dev-lon1-1", "lon1").Step(
            "update", Story.Urn(FleetStory.Firewall, "hosts"), Story.StackUrn,
            Story.Map(("dropletIds", new object[] { 1, 2, 3, 4 }), ("name", "dev"), ("inboundRules", new object[] { Story.Map(("portRange", "22"), ("protocol", "tcp")) })),
            Story.Map(("dropletIds", new object[] { 1, 2, PropertyValue.Unknown.Value, 3, 4 }), ("name", "dev"),
                ("inboundRules", new object[] { Story.Map(("portRange", "22"), ("protocol", "tcp")), Story.Map(("portRange", "51820"), ("protocol", "udp")) })),
            ["dropletIds", "inboundRules"]);
        story.Outputs(
            Story.Map(("hosts", new object[] { Story.Map(("name", "dev-ams3-1"), ("address", "203.0.113.7")) })),
            Story.Map(("hosts", new object[] { Story.Map(("name", "dev-ams3-1"), ("address", "203.0.113.7")), Story.Map(("name", "dev-lon1-1"), ("address", PropertyValue.Unknown.Value)) })));

        Matches(story.Write(), "markdown-new-region");
    }

    [Test]
    public void Another_size_is_an_update_and_changes_the_bill()
    {
        var story = new FleetStory();
        foreach (var region in Regions)
        {
            story.Change("update", $"dev-{region}-1", FleetStory.Droplet($"dev-{region}-1", region), FleetStory.Droplet($"dev-{region}-1", region, "s-4vcpu-8gb"), ["size"]);
        }

        Matches(story.Write(), "markdown-new-size");
    }

    [Test]
    public void A_removal_and_a_replacement_that_says_what_forces_it()
    {
        var story = new FleetStory().Same("dev-ams3-1", "ams3").Delete("dev-sgp1-1", "sgp1");
        story.Change("replace", "dev-nyc3-1", FleetStory.Droplet("dev-nyc3-1", "nyc3"), FleetStory.Droplet("dev-nyc3-1", "nyc3", image: "debian-13-x64"), ["image"], ["image"]);
        story.Step("delete", Story.Urn("digitalocean:index/volume:Volume", "results"), Story.StackUrn, Story.Map(("name", "results"), ("region", "sgp1"), ("size", 100)), null);
        story.Step("create", Story.Urn("digitalocean:index/reservedIp:ReservedIp", "entrance"), Story.StackUrn, null, Story.Map(("region", "ams3")));

        Matches(story.Write(), "markdown-removal");
    }

    [Test]
    public void A_refresh_says_what_became_of_what_the_state_knows_and_what_that_does_to_the_bill()
    {
        var story = new FleetStory(kind: OperationKind.Refresh);
        Found("dev-ams3-1", FleetStory.Droplet("dev-ams3-1", "ams3"));
        Found("dev-nyc3-1", FleetStory.Droplet("dev-nyc3-1", "nyc3", "s-4vcpu-8gb"), "size");
        Found("dev-sgp1-1", null);

        Matches(story.Write(), "markdown-refresh");

        void Found(string name, PropertyMap? now, params string[] drifted)
        {
            var before = FleetStory.Droplet(name, name[4..8]);
            story.Found($"{Story.Fleet}${Story.Droplet}", name, before, now, drifted);
        }
    }

    [Test]
    public void A_destroy_says_what_goes_and_what_that_saves()
    {
        var story = new FleetStory(kind: OperationKind.Destroy).Delete("dev-ams3-1", "ams3");
        story.Step("delete", Story.Urn(FleetStory.Command, "deploy"), Story.StackUrn, Story.Map(("create", string.Join('\n', Enumerable.Repeat("step", 30))), ("stdin", "[secret]")), null);

        Matches(story.Write(), "markdown-destroy");
    }

    [Test]
    public void Nothing_to_destroy_and_nothing_that_drifted_are_two_lines()
    {
        Assert.That(new FleetStory(kind: OperationKind.Refresh).Write(), Is.EqualTo("### Preview of a refresh of `e3/local`: no changes\n\n2 resources are as the state has them.\n\n"));
        Assert.That(new FleetStory(kind: OperationKind.Destroy).Write(), Is.EqualTo("### Preview of a destroy of `e3/local`: no changes\n\nThe stack has no resources.\n\n"));
    }

    [Test]
    public void Secrets_unknowns_scripts_and_long_values()
    {
        var script = string.Join('\n', Enumerable.Range(1, 30).Select(line => $"step {line}"));
        var story = new FleetStory();
        story.Step(
            "update", Story.Urn(FleetStory.Command, "deploy"), Story.StackUrn,
            Story.Map(("connection", Story.Map(("host", "203.0.113.7"), ("privateKey", "[secret]"))), ("create", script), ("environment", Story.Map(("TOKEN", "[secret]"), ("LEVEL", "1"), ("FILES", "one\ntwo\n"))), ("triggers", new object[] { "a1", "b2" })),
            Story.Map(("connection", Story.Map(("host", PropertyValue.Unknown.Value), ("privateKey", "[secret]"))), ("create", script.Replace("step 7\n", "step seven\nand a half\n")),
                ("environment", Story.Map(("TOKEN", PropertyValue.Unknown.Value), ("LEVEL", "2"), ("FILES", PropertyValue.Unknown.Value), ("a.b", "x"))), ("stdin", new string('x', 500)), ("triggers", new object[] { "b2", PropertyValue.Unknown.Value })),
            ["connection", "create", "environment", "stdin", "triggers"]);
        story.Step("update", Story.Urn("tailscale:index/tailnetKey:TailnetKey", "key"), Story.StackUrn, Story.Map(("oauth", "[secret]")), Story.Map(("oauth", "[secret]")), ["oauth"]);
        story.Step("create", Story.Urn(FleetStory.Command, "install"), Story.StackUrn, null, Story.Map(("create", script), ("stdin", new PropertyValue.Secret(new PropertyValue.Text("canary")))));

        var text = story.Write();

        Matches(text, "markdown-values");
        Assert.That(text, Does.Not.Contain("canary"));
    }

    [Test]
    public void A_program_that_fails_says_why_first()
    {
        var story = new FleetStory().Create("dev-ams3-1", "ams3");
        story.Tell(Story.Urn($"{Story.Fleet}${Story.Droplet}", "dev-nyc3-1"), "region: unknown region 'nyc9'; did you mean 'nyc3'?", "error");
        story.Tell(null, "Unhandled exception: System.InvalidOperationException: outer trouble\n ---> inner trouble\n", "error");
        story.Tell(null, "hello from the program\n", "info");

        Matches(story.Write(result: "failed"), "markdown-failed");
    }

    [Test]
    public void What_ends_a_preview_before_it_begins_is_a_comment_too()
    {
        var text = new PreviewDocument(new Story(OperationKind.Preview).View, new CostChange(), "Pulumi.dev.yaml:3:1: not valid YAML: `` @all").Write();

        Assert.That(text, Is.EqualTo("### Preview of `e3/local`: failed\n\nNothing would be done.\n\n```\nPulumi.dev.yaml:3:1: not valid YAML: `` @all\n```\n\n"));
    }

    [Test]
    public void No_changes_is_two_lines()
    {
        Assert.That(Standing().Write(), Is.EqualTo("### Preview of `e3/local`: no changes\n\n6 resources are as declared.\n\n"));
    }

    [Test]
    public void Three_hundred_droplets_fit_with_the_summary_first_and_the_rest_counted()
    {
        var story = new FleetStory(isNew: true);
        for (var i = 1; i <= 300; i++)
        {
            story.Create($"dev-ams3-{i}", "ams3");
        }

        story.Delete("dev-sgp1-1", "sgp1");
        var text = story.Write();

        Matches(text, "markdown-three-hundred");
        Assert.That(text, Has.Length.LessThan(PreviewDocument.MostCharacters).And.Length.GreaterThan(PreviewDocument.MostCharacters - 3000), "the room is used");
        var shown = Opening().Count(text);
        Assert.That(text, Does.Contain($"<b>{301 - shown} more resources are not shown</b>"));
        Assert.That(text, Does.Contain("delete <code>dev-sgp1-1</code>"), "what goes is never what is left out first");
        Balanced(text);
    }

    [Test]
    public void Nothing_is_cut_in_the_middle_whatever_is_too_long()
    {
        var story = new FleetStory();
        var wide = Story.Map([.. Enumerable.Range(0, 500).Select(i => ($"p{i}", (object?)new string('é', 1000)))]);
        for (var i = 0; i < 20; i++)
        {
            story.Step("create", Story.Urn(Story.Tag, $"t{i}"), Story.StackUrn, null, wide);
            story.Tell(Story.Urn(Story.Tag, $"t{i}"), string.Join('\n', Enumerable.Repeat(new string('w', 2000), 100)), i % 2 == 0 ? "warning" : "error");
        }

        story.Outputs(PropertyMap.Empty, wide);
        var text = story.Write(result: "failed");

        Assert.That(text, Has.Length.LessThan(PreviewDocument.MostCharacters));
        Assert.That(text, Does.StartWith("### Preview of `e3/local`: failed"));
        Balanced(text);
    }

    /// <summary>Random texts of all that means something to Markdown, HTML and GitHub, in every place a text can come from.</summary>
    [Test]
    public void No_value_gets_out_of_its_place([Range(0, 19)] int seed)
    {
        string[] pieces =
        [
            "`", "```", "~~~~", "\n", "\r", "\n\n", "</details>", "<script>", "<!--", "|", "\\", "@octocat", "#1", "](http://x)", "![", "**", "&lt;", "\"", "'", "\u202e", "\u0007",
            "  ", "- ", "# ", "https://example.com/", "ß", "😀", "\t", "    code",
        ];
        var random = new Random(seed);
        string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
        PropertyMap Properties() => PropertyMap.From(Enumerable.Range(0, 4).Select(_ => KeyValuePair.Create(Text(), random.Next(3) switch
        {
            0 => Story.Value(Text()),
            1 => Story.Value(new object[] { Text(), Story.Map((Text(), Text())) }),
            _ => Story.Value(Story.Map((Text(), Text()), (Text(), PropertyValue.Unknown.Value))),
        })));
        var story = new FleetStory();
        for (var i = 0; i < 5; i++)
        {
            var (before, after) = (Properties(), Properties());
            var diffs = before.Keys.Union(after.Keys).ToArray();
            story.Step("create", Story.Urn(Story.Tag, Text()), Story.StackUrn, null, after);
            story.Change("replace", Text(), before, after, diffs, diffs);
            story.Step("delete", Story.Urn(Text(), Text()), Story.StackUrn, before, null);
            story.Tell(random.Next(2) == 0 ? null : Story.Urn(Text(), Text()), Text(), random.Next(2) == 0 ? "error" : "warning");
        }

        story.Outputs(Properties(), Properties());
        var text = story.Write(result: "failed");

        Balanced(text);
        Assert.That(text.Where(character => char.IsControl(character) && character is not ('\n' or '\t')), Is.Empty);
        Assert.That(text, Does.Not.Contain('\u202e'));
        foreach (var line in OutsideFences(text))
        {
            // Whatever a line holds of others' words is code within HTML, where nothing means anything.
            var ours = Code().Replace(line, "");
            Assert.That(ours, Does.Not.Contain("octocat"), line);
            Assert.That(Tag().Replace(ours, ""), Does.Not.Contain('<'), line);
        }
    }

    private static FleetStory Fresh()
    {
        var story = new FleetStory(isNew: true);
        story.Step("create", Story.Urn(FleetStory.Key, "operator"), Story.StackUrn, null, Story.Map(("name", "e3-dev"), ("publicKey", PropertyValue.Unknown.Value)));
        foreach (var region in Regions)
        {
            story.Create($"dev-{region}-1", region);
        }

        story.Step("read", Story.Urn("digitalocean:index/project:Project", "default"), Story.StackUrn, null, Story.Map(("name", "first-project")));
        story.Outputs(PropertyMap.Empty, Story.Map(("hosts", PropertyValue.Unknown.Value)));
        return story;
    }

    private static FleetStory Standing()
    {
        var story = new FleetStory();
        foreach (var region in Regions)
        {
            story.Same($"dev-{region}-1", region);
        }

        return story;
    }

    private static void Matches(string text, string name)
    {
        Balanced(text);
        Snapshot.Matches(text, name, "md");
    }

    /// <summary>Every fence, every details and every tag that is opened is closed.</summary>
    private static void Balanced(string text)
    {
        var outside = string.Join('\n', OutsideFences(text));
        Assert.That(Opening().Count(outside), Is.EqualTo(Closing().Count(outside)), "details");
        foreach (var tag in new[] { "summary", "code", "p", "b", "sub" })
        {
            Assert.That(Regex.Count(outside, $"<{tag}>"), Is.EqualTo(Regex.Count(outside, $"</{tag}>")), tag);
        }
    }

    private static List<string> OutsideFences(string text)
    {
        var lines = new List<string>();
        string? fence = null;
        foreach (var line in text.Split('\n'))
        {
            if (fence is null && FenceLine().Match(line) is { Success: true } opened)
            {
                fence = opened.Groups[1].Value;
            }
            else if (fence is not null)
            {
                fence = line.TrimEnd() is var end && end.Trim('`').Length == 0 && end.Length >= fence.Length ? null : fence;
            }
            else
            {
                lines.Add(line);
            }
        }

        Assert.That(fence, Is.Null, "a fence is not closed");
        return lines;
    }

    [GeneratedRegex("<details>")]
    private static partial Regex Opening();

    [GeneratedRegex("</details>")]
    private static partial Regex Closing();

    [GeneratedRegex("<code>[^<]*</code>")]
    private static partial Regex Code();

    [GeneratedRegex("</?(details|summary|p|b|sub|code)>")]
    private static partial Regex Tag();

    [GeneratedRegex("^(`{3,})(diff)?$")]
    private static partial Regex FenceLine();
}
