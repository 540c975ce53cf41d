using System.Text.Json;
using E3.Deploy.CommandLine;

namespace E3.Deploy.Tests.Clouds;

/// <summary>Taking over what was made by hand.</summary>
public class ImportTests
{
    private const string Tag = "digitalocean:index/tag:Tag";

    [Test]
    public async Task One_is_taken_over_by_its_id_and_the_program_that_is_printed_has_it()
    {
        await using var zone = await MadeByHandAsync();

        await zone.SucceedsAsync($"import {Tag} taken by-hand --provider cloud={ZoneRun.Provider} --yes");

        Snapshot.Matches(zone.Output[zone.Output.IndexOf("Copy this", StringComparison.Ordinal)..], "import-one");
        await zone.SucceedsAsync("stack export");
        var taken = Resources(zone).Single(resource => resource.GetProperty("urn").GetString() == $"{ZoneRun.Prefix}{Tag}::taken");
        Assert.That((taken.GetProperty("id").GetString(), taken.GetProperty("protect").GetBoolean()), Is.EqualTo(("by-hand", true)));
        await zone.FailsAsync("up --yes");
        Assert.That(zone.Output, Does.Contain("protected"), "the program does not have it yet, and it is protected");
        zone.Program("taken-over");
        await zone.SucceedsAsync("up --yes --expect-no-changes");
        Assert.That(zone.Live, Is.EqualTo(ZoneRun.First.Append("tag by-hand").Order(StringComparer.Ordinal)));
    }

    [Test]
    public async Task A_look_first_and_a_no_take_nothing_over()
    {
        await using var zone = await MadeByHandAsync();

        await zone.SucceedsAsync($"import {Tag} taken by-hand --provider {ZoneRun.Provider} --preview-only");
        Assert.That(zone.Output, Does.Contain("digitalocean:index:Tag  taken  import").And.Not.Contain("Copy this"));
        zone.Command.Interactive = true;
        zone.Command.Input = "no\n";
        await zone.FailsAsync($"import {Tag} taken by-hand --provider {ZoneRun.Provider}");
        Assert.That(zone.Output, Does.Contain("Do you want to perform this import?"));
        await zone.SucceedsAsync("stack --show-urns");
        Assert.That(zone.Output, Does.Not.Contain("taken"));
    }

    [Test]
    public async Task What_cannot_be_taken_over_is_named_and_the_rest_is()
    {
        await using var zone = await MadeByHandAsync();
        zone.Command.Files.Write("many.json", $$"""
            { "nameTable": { "cloud": "{{ZoneRun.Provider}}" }, "resources": [
              { "type": "{{Tag}}", "name": "none", "id": "not-there", "provider": "cloud" },
              { "type": "{{Tag}}", "name": "good", "id": "by-hand", "provider": "cloud" } ] }
            """);
        await zone.FailsAsync("import --file many.json --yes");
        Assert.That(zone.Output, Does.Contain("'not-there'").And.Contain("does not exist").And.Contain("var good = new DigitalOcean.Tag(\"good\""));
        Assert.That(zone.Error, Is.EqualTo("error: import failed\n"));

        await zone.FailsAsync($"import {Tag} good by-hand --provider {ZoneRun.Provider} --yes");
        Assert.That(zone.Output, Does.Contain("already exists in the state"));
        await zone.FailsAsync($"import {Tag} other by-hand --parent {ZoneRun.Prefix}a:index:A::gone --provider {ZoneRun.Provider} --yes");
        Assert.That(zone.Output, Does.Contain("a:index:A::gone").And.Contain("neither in the state nor imported with it"));
        await zone.FailsAsync("import --file none.json --yes");
        Assert.That(zone.Error, Does.StartWith("error: ").And.Contain("none.json"));
        zone.Command.Files.Write("bad.json", """{ "resources": [ { "type": "a:index:A", "name": "a", "id": "1", "parent": "nobody" } ] }""");
        await zone.FailsAsync("import --file bad.json --yes");
        Assert.That(zone.Error, Does.Contain("bad.json: the parent 'nobody' of 'a' is neither in the nameTable nor a resource before it"));
    }

    [TestCase("import --yes", "an inline resource takes a type, a name and an id; or name a file with --file")]
    [TestCase("import a:index:A a 1 --file many.json --yes", "an inline resource may not be specified in conjunction with an import file")]
    [TestCase("import a:index:A a 1 --parent gone --yes", "--parent: 'gone' is no URN (e3 stack --show-urns lists them)")]
    [TestCase("import a:index:A a 1 --from terraform --yes", "--from is not in the embedded engine")]
    [TestCase("import a:index:A a 1", "--yes or --skip-preview must be passed in to proceed when running in non-interactive mode")]
    public async Task Words_that_do_not_go_together_are_one_error(string words, string error)
    {
        using var run = new CommandLine.CommandRun();

        Assert.That(await run.RunAsync(words.Split(' ')), Is.EqualTo(ExitCodes.Usage));
        Assert.That(run.Error, Does.StartWith($"error: {error}"));
    }

    /// <summary>The zone, and a tag that nobody's program made.</summary>
    private static async Task<ZoneRun> MadeByHandAsync()
    {
        var zone = await ZoneRun.OpenAsync();
        await zone.SucceedsAsync("up --yes");
        await zone.MakeTagAsync("by-hand");
        return zone;
    }

    private static List<JsonElement> Resources(ZoneRun zone) =>
        [.. JsonDocument.Parse(zone.Output).RootElement.GetProperty("deployment").GetProperty("resources").EnumerateArray()];
}
