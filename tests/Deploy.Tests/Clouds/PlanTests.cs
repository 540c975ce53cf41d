using System.Text.Json;

namespace E3.Deploy.Tests.Clouds;

/// <summary>An update that is held to what a preview found, as a pull request's preview and the update after its merge are.</summary>
public class PlanTests
{
    [Test]
    public async Task A_new_stack_is_made_as_planned_and_then_there_is_nothing_left_to_do()
    {
        await using var zone = await ZoneRun.OpenAsync();
        await zone.SucceedsAsync("preview --save-plan plan.json");
        Assert.That(zone.Live, Is.Empty);
        Assert.That(Directory.Exists(Path.Combine(zone.Command.Files.Folder, ".e3", "state", ".pulumi", "stacks")), Is.False, "no stack was made");
        var plan = zone.Command.Files.Read("plan.json");
        Assert.That(plan, Does.Not.Contain("hush-token"));
        var www = JsonDocument.Parse(plan).RootElement.GetProperty("resourcePlans").GetProperty(ZoneRun.Www);
        Assert.That(www.GetProperty("steps")[0].GetString(), Is.EqualTo("create"));
        Assert.That(www.GetProperty("goal").GetProperty("inputDiff").GetProperty("adds").GetProperty("ttl").GetInt32(), Is.EqualTo(300));

        await zone.SucceedsAsync("up --yes --plan plan.json");
        Assert.That(zone.Live, Is.EqualTo(ZoneRun.First));
        await zone.SucceedsAsync("up --yes --plan plan.json --expect-no-changes");
    }

    [Test]
    public async Task What_is_not_in_the_plan_is_refused_before_anything_is_done()
    {
        await using var zone = await ZoneRun.OpenAsync();
        await zone.SucceedsAsync("up --yes");
        zone.Program("more");
        await zone.SucceedsAsync("preview --save-plan plan.json");

        zone.Program("more other-address");
        await zone.FailsAsync("up --yes --plan plan.json");
        Assert.That(zone.Output, Does.Contain($"{ZoneRun.Www} violates the plan: its inputs 'value' are not as planned").And.Contain("nothing was done"));
        zone.Program("more moved");
        await zone.FailsAsync("up --yes --plan plan.json");
        Assert.That(zone.Output, Does.Contain("DnsRecord::www violates the plan").Or.Contain("Domain::domain violates the plan: its inputs 'name' are not as planned"));
        zone.Program("more no-mail");
        await zone.FailsAsync("up --yes --plan plan.json");
        Assert.That(zone.Output, Does.Contain($"{ZoneRun.Mail} violates the plan: it would be done: delete"));
        zone.Program("");
        await zone.FailsAsync("up --yes --plan plan.json");
        Assert.That(zone.Output, Does.Contain("Tag::fresh violates the plan: planned and not done: create"));
        zone.Program("more taken-over");
        await zone.FailsAsync("up --yes --plan plan.json");
        Assert.That(zone.Output, Does.Contain("Tag::taken violates the plan: the plan has nothing for it"));
        Assert.That(zone.Error, Is.EqualTo("error: update failed\n"));
        zone.Program("more other-output");
        await zone.FailsAsync("up --yes --plan plan.json");
        Assert.That(zone.Output, Does.Contain("violates the plan: its outputs 'note' are not as planned").And.Not.Match(@"\n\s+at [A-Z]\w+\."), "a stack trace in front of a user");
        Assert.That(zone.Live, Is.EqualTo(ZoneRun.First), "not even what was planned was begun");

        zone.Program("more");
        await zone.SucceedsAsync("up --yes --plan plan.json");
        Assert.That(zone.Live, Has.Member("tag fresh").And.Member("ftp.example.test 198.51.100.4"));
        await zone.SucceedsAsync("stack history --json");
        Assert.That(JsonDocument.Parse(zone.Output).RootElement.GetArrayLength(), Is.EqualTo(2), "what was refused is no update");
    }

    [Test]
    public async Task A_setting_that_changed_since_another_passphrase_and_no_plan_at_all_are_named()
    {
        await using var zone = await ZoneRun.OpenAsync();
        await zone.SucceedsAsync("preview --save-plan plan.json");

        zone.Settings("  demo:port: \"80\"\n");
        await zone.FailsAsync("up --yes --plan plan.json");
        Assert.That(zone.Error, Does.StartWith("error: the settings 'demo:port' are not what they were when the plan ").And.Contain("plan.json"));
        zone.Settings("");
        zone.Command.Environment["PULUMI_CONFIG_PASSPHRASE"] = "another";
        await zone.FailsAsync("up --yes --plan plan.json");
        Assert.That(zone.Error, Does.Contain("plan.json cannot be read: incorrect passphrase"));
        await zone.FailsAsync("up --yes --plan none.json");
        Assert.That(zone.Error, Does.StartWith("error: there is no plan ").And.Contain("none.json: make one with a preview (--save-plan)"));
        await zone.FailsAsync("up --yes --plan Pulumi.yaml");
        Assert.That(zone.Error, Does.Contain("Pulumi.yaml is not an update plan: "));
        Assert.That(zone.Live, Is.Empty);
    }

    [Test]
    public async Task A_person_is_shown_that_the_plan_does_not_fit_and_is_not_asked()
    {
        await using var zone = await ZoneRun.OpenAsync();
        await zone.SucceedsAsync("preview --save-plan plan.json");
        zone.Program("other-address");
        zone.Command.Interactive = true;
        zone.Command.Input = "yes\n";

        await zone.FailsAsync("up --plan plan.json");
        Assert.That(zone.Output, Does.Contain($"{ZoneRun.Www} violates the plan: its inputs 'value' are not as planned"));
        Assert.That(zone.Output, Does.Not.Contain("Do you want to perform this update?"));
        Assert.That(zone.Error, Is.EqualTo("error: preview failed\n"));
        Assert.That(zone.Live, Is.Empty);
    }
}
