using E3.Deploy.Display;
using E3.Deploy.Display.Json;
using E3.Deploy.Display.Progress;
using E3.Deploy.Display.Reports;
using E3.Deploy.Display.Resources;
using E3.Deploy.Display.Terminal;
using E3.Engine;
using E3.Engine.Events;
using E3.Engine.Properties;

namespace E3.Deploy.Tests.Display;

public class RenderingTests
{
    [Test]
    public void A_preview_as_a_log_is_a_tree_with_a_plan() => Snapshot.Matches(Lines(OperationKind.Preview, new DisplayChoices()), "preview");

    [Test]
    public void A_preview_with_diff_shows_each_property() => Snapshot.Matches(Lines(OperationKind.Preview, new DisplayChoices(Diff: true)), "preview-diff");

    [Test]
    public void An_update_as_a_log_is_a_line_for_each_beginning_and_end() => Snapshot.Matches(Lines(OperationKind.Update, new DisplayChoices()), "update");

    [Test]
    public void An_update_with_diff_shows_each_property_as_it_begins() => Snapshot.Matches(Lines(OperationKind.Update, new DisplayChoices(Diff: true)), "update-diff");

    [Test]
    public void An_update_in_colour() => Snapshot.Matches(Lines(OperationKind.Update, new DisplayChoices(), colour: true).Replace("\e", "␛"), "update-colour");

    [Test]
    public void Outputs_are_left_out_when_asked() =>
        Assert.That(Lines(OperationKind.Update, new DisplayChoices(SuppressOutputs: true)), Does.Not.Contain("Outputs:").And.Not.Contain("198.18.0.2"));

    [Test]
    public void The_tree_of_a_finished_update()
    {
        var story = Story.OfMany(OperationKind.Update);

        Snapshot.Matches(ClosingReport.Tree(story.View).ToString(), "update-tree");
    }

    [Test]
    public void An_operation_as_one_document() => Snapshot.Matches(Digest.Write(Story.OfMany(OperationKind.Preview).View), "preview-json");

    [Test]
    public void Nothing_to_do_is_said_plainly()
    {
        var story = new Story(OperationKind.Update);
        var output = Capture(story, new DisplayChoices(), told => told
            .Both(Story.Step("same", Story.StackUrn, "", PropertyMap.Empty, PropertyMap.Empty))
            .Both(Story.Step("same", Story.Urn(Story.Tag, "t"), Story.StackUrn, PropertyMap.Empty, PropertyMap.Empty))
            .Sum("succeeded", 0.7, ("same", 2)));

        Snapshot.Matches(output, "nothing-to-do");
    }

    [Test]
    public void A_failure_names_the_resource_and_counts_it()
    {
        var story = new Story(OperationKind.Update);
        var step = Story.Step("create", Story.Urn(Story.Droplet, "local-ams3-1"), Story.StackUrn, fresh: PropertyMap.Empty);
        var output = Capture(story, new DisplayChoices(), told => told
            .Begin(Story.Step("same", Story.StackUrn, "", PropertyMap.Empty, PropertyMap.Empty))
            .Begin(step)
            .Wait(4)
            .Tell(new DiagnosticEvent(step.Urn, "POST /v2/droplets: 422 unprocessable_entity: no such region 'ams9'", "error"))
            .Tell(new ResOpFailedEvent(step, 0, 1))
            .Tell(new DiagnosticEvent(null, "update failed", "error"))
            .Sum("failed", 4.1, ("same", 1)));

        Snapshot.Matches(output, "failure");
    }

    [Test]
    public void An_interrupted_update_says_what_was_cut_short()
    {
        var story = new Story(OperationKind.Update);
        var output = Capture(story, new DisplayChoices(), told => told
            .Begin(Story.Step("same", Story.StackUrn, "", PropertyMap.Empty, PropertyMap.Empty))
            .Begin(Story.Step("create", Story.Urn(Story.Droplet, "a"), Story.StackUrn, fresh: PropertyMap.Empty))
            .Tell(new StoppingEvent())
            .Sum("canceled", 2));

        Assert.That(output, Does.Contain("Stopping: what is under way is finished"));
        Assert.That(ClosingReport.Tree(story.View).ToString(), Does.Contain("creating interrupted"));
    }

    [Test]
    public void A_log_that_stands_still_says_what_it_waits_for()
    {
        var story = new Story(OperationKind.Update);
        var output = Capture(story, new DisplayChoices(), told => told
            .Begin(Story.Step("create", Story.Urn(Story.Droplet, "slow"), Story.StackUrn, fresh: PropertyMap.Empty))
            .Tell(new DiagnosticEvent(Story.Urn(Story.Droplet, "slow"), "waiting for the droplet to be active", "info", Ephemeral: true))
            .Wait(16).Wait(16));

        Assert.That(output, Does.Contain("@ still at work: slow creating for 16s: waiting for the droplet to be active"));
    }

    [Test]
    public void The_live_display_paints_over_itself_and_leaves_the_whole_tree()
    {
        var story = new Story(OperationKind.Update);
        var screen = Screens.Of(out var output, live: true, size: (60, 8));
        using (var display = OperationDisplays.Open(screen, new DisplayChoices(), story.View, story.Clock))
        {
            story.Listener = display;
            story.Begin(Story.Step("same", Story.StackUrn, "", PropertyMap.Empty, PropertyMap.Empty));
            for (var i = 0; i < 10; i++)
            {
                story.Begin(Story.Step("create", Story.Urn(Story.Droplet, $"host-{i}"), Story.StackUrn, fresh: PropertyMap.Empty));
            }

            story.Wait(0.1);
            var frame = output.ToString();
            Assert.That(frame, Does.Contain("more"), "ten hosts do not fit on eight lines");
            Assert.That(frame.Split('\n').Select(line => line.Length).Max(), Is.LessThan(75));
            story.Wait(0.1);
            Assert.That(output.ToString()[frame.Length..], Does.StartWith("\e[6A"), "the second frame begins where the first did");
            for (var i = 0; i < 10; i++)
            {
                story.End(Story.Step("create", Story.Urn(Story.Droplet, $"host-{i}"), Story.StackUrn, fresh: PropertyMap.Empty));
            }

            story.Sum("succeeded", 1, ("create", 10), ("same", 1));
        }

        var last = output.ToString()[output.ToString().LastIndexOf("\e[?25h", StringComparison.Ordinal)..];
        Snapshot.Matches(last.Replace("\e", "␛"), "live-end");
    }

    [Test]
    public void Secrets_and_unknowns_are_never_spelt_out()
    {
        var text = new StyledText();
        new Deploy.Display.Properties.ValueText(text).Object(
            Story.Map(("a", new PropertyValue.Secret(new PropertyValue.Text("canary"))), ("b", PropertyValue.Unknown.Value), ("c", "[secret]"), ("__internal", "x"),
                ("deep", Story.Map(("s", new PropertyValue.Secret(new PropertyValue.Text("canary")))))), 1, "create");

        Assert.That(text.ToString(), Is.EqualTo("    a   : [secret]\n    b   : [unknown]\n    c   : [secret]\n    deep: {\n        s: [secret]\n    }\n"));
    }

    [Test]
    public void A_script_is_shown_as_lines_and_its_change_as_the_lines_that_differ()
    {
        var script = string.Join('\n', Enumerable.Range(1, 20).Select(line => $"step {line}")) + "\n";
        var text = new StyledText();
        new Deploy.Display.Properties.ValueText(text).Object(Story.Map(("long", new string('x', 300)), ("script", script)), 1, "create");
        new Deploy.Display.Properties.ValueDiffText(text).Differences(
            Story.Map(("script", script), ("stdin", script), ("short", "a\nb")),
            Story.Map(("script", script.Replace("step 7\n", "step seven\nand a half\n").Replace("step 20\n", "")), ("stdin", PropertyValue.Unknown.Value), ("short", 5)), 1, null);

        Snapshot.Matches(text.ToString(), "long-texts");
    }

    [TestCase("urn:pulumi:s::p::digitalocean:index/droplet:Droplet::n", "digitalocean:index:Droplet", "n")]
    [TestCase("urn:pulumi:s::p::a:b:C$command:local:Command::x::y", "command:local:Command", "x::y")]
    [TestCase("not a urn", "", "not a urn")]
    public void A_person_reads_type_and_name_of_a_urn(string urn, string type, string name)
    {
        Assert.That(UrnParts.Of(urn).ShortType, Is.EqualTo(type));
        Assert.That(UrnParts.Of(urn).Name, Is.EqualTo(name));
    }

    [TestCase(0.2, "1s")]
    [TestCase(59.5, "1m0s")]
    [TestCase(100, "1m40s")]
    [TestCase(3725, "1h2m5s")]
    public void A_duration_is_rounded_up_to_seconds(double seconds, string text) =>
        Assert.That(SummaryReport.Rounded(TimeSpan.FromSeconds(seconds)), Is.EqualTo(text));

    private static string Lines(OperationKind kind, DisplayChoices choices, bool colour = false) =>
        Capture(new Story(kind), choices, story => Story.Many(story, story.Listener), colour);

    private static string Capture(Story story, DisplayChoices choices, Func<Story, Story> tell, bool colour = false)
    {
        var screen = Screens.Of(out var output, colour: colour);
        using (var display = OperationDisplays.Open(screen, choices, story.View, story.Clock))
        {
            story.Listener = display;
            tell(story);
        }

        return output.ToString();
    }
}
