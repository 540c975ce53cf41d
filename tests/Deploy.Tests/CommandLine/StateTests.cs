using System.Text.Json;
using System.Text.RegularExpressions;
using E3.Deploy.CommandLine;

namespace E3.Deploy.Tests.CommandLine;

/// <summary>What people do to a state by hand.</summary>
public partial class StateTests
{
    private const string Stack = "urn:pulumi:local::demo::pulumi:pulumi:Stack::demo-local";
    private const string Child = "urn:pulumi:local::demo::a:index:C$a:index:T::child";

    [Test]
    public async Task A_state_that_is_not_sound_is_refused_shown_and_mended()
    {
        using var run = Of(Unsound);
        Assert.That(await run.RunAsync("stack"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.Contain("is not sound").And.Contain("`state repair` mends what it can"));

        run.Interactive = true;
        run.Input = "no\n";
        Assert.That(await run.RunAsync("state", "repair"), Is.EqualTo(ExitCodes.Cancelled));
        Snapshot.Matches(run.Output, "state-repair");
        Assert.That(State(run), Is.EqualTo(Unsound), "nothing is written without a yes");

        Assert.That(await run.RunAsync("state", "repair", "--yes"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Does.EndWith("State repaired successfully\n"));
        Assert.That(File.ReadAllText(StatePath(run) + ".bak"), Is.EqualTo(Unsound));
        Assert.That(await run.RunAsync("state", "repair"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Is.EqualTo("The snapshot is already valid; skipping repair\n"));
        Assert.That(await run.RunAsync("stack", "--show-urns"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Snapshot.Matches(Ago().Replace(run.Output, "Last updated: …"), "stack-summary");
    }

    [Test]
    public async Task A_state_that_no_repair_mends_is_said_to_be_one_with_the_steps_by_hand()
    {
        using var run = Of(Checkpoint($$"""{"urn":"{{Stack}}","custom":false,"type":"pulumi:pulumi:Stack"},{"urn":"{{Stack}}","custom":false,"type":"pulumi:pulumi:Stack"}"""));

        Assert.That(await run.RunAsync("state", "repair", "--yes"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.StartWith($"error: Failed to repair the snapshot automatically: resource {Stack} is there twice").And.Contain("e3 stack import --file state.json"));
        Assert.That(await run.RunAsync("stack", "export", "--disable-integrity-checking"), Is.EqualTo(ExitCodes.Ok), run.Error);
    }

    [Test]
    public async Task Resources_are_protected_renamed_and_forgotten()
    {
        using var run = Of(Checkpoint($$"""{"urn":"{{Stack}}","custom":false,"type":"pulumi:pulumi:Stack"},{"urn":"urn:pulumi:local::demo::a:index:C::parent","custom":false,"type":"a:index:C","parent":"{{Stack}}"},{"urn":"{{Child}}","custom":false,"type":"a:index:T","parent":"urn:pulumi:local::demo::a:index:C::parent"}"""));

        await Ok("All resources protected\n", "state", "protect", "--all");
        Assert.That(await run.RunAsync("state", "delete", Child), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Is.EqualTo($"error: {Child} can't be safely deleted because it is protected. Re-run this command with --force to force deletion\n"));
        await Ok("1 resources unprotected\n", "state", "unprotect", Child);
        await Ok("1 resources tainted\n", "state", "taint", Child);
        Assert.That(State(run), Does.Contain("\"taint\":true"));
        await Ok("All resources untainted\n", "state", "untaint", "--all");
        Assert.That(State(run), Does.Not.Contain("taint"));
        await Ok("Resource renamed\n", "state", "rename", Child, "kid");
        Assert.That(await run.RunAsync("state", "delete", Stack), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.Contain("can't be safely deleted because the following resources depend on it:\n * \"parent\""));
        await Ok("Resource deleted\n", "state", "delete", Child.Replace("child", "kid", StringComparison.Ordinal));
        await Ok("Resources deleted\n", "state", "delete", "--all", "--force");
        Assert.That(await run.RunAsync("state", "delete"), Is.EqualTo(ExitCodes.Usage));
        Assert.That(JsonDocument.Parse(State(run)).RootElement.GetProperty("checkpoint").GetProperty("latest").TryGetProperty("resources", out _), Is.False);
        Assert.That(Directory.GetFiles(Path.Combine(run.Files.Folder, ".e3", "state", ".pulumi", "backups", "demo", "local")), Has.Length.EqualTo(7), "one for each edit");

        async Task Ok(string output, params string[] words)
        {
            Assert.That(await run.RunAsync(words), Is.EqualTo(ExitCodes.Ok), run.Error);
            Assert.That(run.Output, Is.EqualTo(output));
        }
    }

    [Test]
    public async Task The_selected_stack_is_the_one_commands_are_about()
    {
        using var run = Of(Checkpoint(""));
        Assert.That(await run.RunAsync("stack", "--show-name"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Is.EqualTo("local\n"));
        Assert.That(await run.RunAsync("stack", "init", "try", "--copy-config-from", "local"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Files.Read("Pulumi.try.yaml"), Does.Contain("e3:repeats: 3"));
        Assert.That(await run.RunAsync("config", "set", "e3:repeats", "4"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That((run.Files.Read("Pulumi.try.yaml").Contains("repeats: \"4\"", StringComparison.Ordinal), run.Files.Read("Pulumi.local.yaml")), Is.EqualTo((true, "config:\n  e3:repeats: 3\n")));
        var file = Directory.GetFiles(Path.Combine(run.Files.Folder, ".home", "workspaces")).Single();
        Assert.That(Path.GetFileName(file), Does.Match("^demo-[0-9a-f]{40}-workspace.json$"));
        Assert.That(JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("stacks").GetProperty("file://./.e3/state").GetString(), Is.EqualTo("organization/demo/try"));
        await run.RunAsync("stack", "ls");
        Assert.That(Ago().Replace(run.Output, "…"), Does.StartWith("NAME   LAST UPDATE").And.Contain("\ntry*   n/a").And.Contain("\nlocal  "));

        Assert.That(await run.RunAsync("stack", "rename", "again"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Is.EqualTo("Renamed try to again\n"));
        Assert.That((File.Exists(Path.Combine(run.Files.Folder, "Pulumi.again.yaml")), File.Exists(Path.Combine(run.Files.Folder, "Pulumi.try.yaml"))), Is.EqualTo((true, false)));
        run.Interactive = true;
        run.Input = "something else\n";
        Assert.That(await run.RunAsync("stack", "rm"), Is.EqualTo(ExitCodes.Cancelled));
        run.Input = "again\n";
        Assert.That(await run.RunAsync("stack", "rm"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(File.Exists(file), Is.False, "nothing is selected any more");
        Assert.That(await run.RunAsync("stack", "--show-name"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Is.EqualTo("local\n"));
    }

    [Test]
    public async Task A_folder_that_was_logged_in_to_keeps_the_states_of_projects_that_name_none()
    {
        using var run = new CommandRun { Files = new Workspace.TemporaryProject("name: demo\nruntime: dotnet\n", "config: {}\n") };
        Assert.That(await run.RunAsync("stack", "ls"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.Contain("it does not say where state is kept").And.Contain("login file://~"));
        Directory.CreateDirectory(Path.Combine(run.Files.Folder, "kept"));

        Assert.That(await run.RunAsync("login", "s3://bucket"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.Contain("use the official pulumi command"));
        Assert.That(await run.RunAsync("login", $"file://{run.Files.Folder}/kept"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Is.EqualTo($"Logged in to machine as tester (file://{run.Files.Folder}/kept)\n"));
        Assert.That(JsonDocument.Parse(run.Files.Read(".home/credentials.json")).RootElement.GetProperty("current").GetString(), Is.EqualTo($"file://{run.Files.Folder}/kept"));
        Assert.That(await run.RunAsync("stack", "init", "dev"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(File.Exists(Path.Combine(run.Files.Folder, "kept", ".pulumi", "stacks", "demo", "dev.json")), Is.True);
        Assert.That(await run.RunAsync("logout"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(await run.RunAsync("whoami", "-v"), Is.EqualTo(ExitCodes.Failed));
    }

    [Test]
    public async Task About_tells_what_a_report_needs_and_no_secret()
    {
        using var run = Of(Checkpoint("""{"urn":"STACK","custom":false,"type":"pulumi:pulumi:Stack","outputs":{"x":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","ciphertext":"v1:eA==:eA=="}}}"""
            .Replace("STACK", Stack, StringComparison.Ordinal)));
        run.Environment.Remove("PULUMI_CONFIG_PASSPHRASE");

        Assert.That(await run.RunAsync("about", "--json"), Is.EqualTo(ExitCodes.Ok), run.Error);
        var about = JsonDocument.Parse(run.Output).RootElement;
        Assert.That(about.GetProperty("currentStack").GetProperty("resources")[0].GetProperty("urn").GetString(), Is.EqualTo(Stack));
        Assert.That(about.GetProperty("backend").GetProperty("url").GetString(), Is.EqualTo("file://./.e3/state"));
        Assert.That((about.GetProperty("cliAbout").GetProperty("Version").GetString(), about.GetProperty("errors").GetArrayLength()), Is.EqualTo(($"v3.259.0+e3.{VersionCommand.Text}", 0)));
        Assert.That(await run.RunAsync("about"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Does.Contain($"pulumi:pulumi:Stack  {Stack}"));
        Assert.That(await run.RunAsync("logs"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.StartWith("error: there are no logs: "));
    }

    [Test]
    public async Task Secrets_are_encrypted_with_another_passphrase_in_settings_and_state()
    {
        using var run = OperationTests.Of("secret-output");
        run.Files.Write("Pulumi.local.yaml", "config: {}\n");
        Assert.That(await run.RunAsync("config", "set", "--secret", "k", "hush"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(await run.RunAsync("up", "--yes"), Is.EqualTo(ExitCodes.Ok), run.Error);
        run.Files.Write("Pulumi.local.yaml", "config:\n  demo:k: lost\n");
        Assert.That(await run.RunAsync("config", "refresh"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Does.Contain("Pulumi.local.yaml.bak").And.EndWith("refreshed configuration for stack 'local'\n"));
        Assert.That(run.Files.Read("Pulumi.local.yaml.bak"), Does.Contain("lost"));
        Assert.That(run.Files.Read("Pulumi.local.yaml"), Does.Contain("secure: v1:"), "and the salt of the state with it");
        run.Input = "new one\n";
        Assert.That(await run.RunAsync("stack", "change-secrets-provider", "passphrase"), Is.EqualTo(ExitCodes.Ok), run.Error);

        Assert.That(await run.RunAsync("config", "get", "k"), Is.EqualTo(ExitCodes.Failed), "the old one opens nothing any more");
        run.Environment["PULUMI_CONFIG_PASSPHRASE"] = "new one";
        await run.RunAsync("config", "get", "k");
        Assert.That(run.Output, Is.EqualTo("hush\n"));
        await run.RunAsync("stack", "output", "password", "--show-secrets");
        Assert.That(run.Output, Is.EqualTo("hush-hush\n"));
    }

    private static string Unsound { get; } = Checkpoint("""{"urn":"CHILD","custom":false,"type":"a:index:T","parent":"urn:pulumi:local::demo::a:index:C::gone","dependencies":["urn:pulumi:local::demo::a:index:T::other"]},{"urn":"STACK","custom":false,"type":"pulumi:pulumi:Stack","outputs":{"port":22,"hosts":["a","b"]}},{"urn":"urn:pulumi:local::demo::a:index:T::other","custom":false,"type":"a:index:T","parent":"STACK"}"""
        .Replace("CHILD", Child, StringComparison.Ordinal).Replace("STACK", Stack, StringComparison.Ordinal));

    private static string Checkpoint(string resources) =>
        """{"version":3,"checkpoint":{"stack":"organization/demo/local","latest":{"manifest":{"time":"2026-01-02T03:04:05Z","magic":"","version":"v3.259.0"},"resources":[RESOURCES],"metadata":{}}}}"""
            .Replace("RESOURCES", resources, StringComparison.Ordinal);

    private static CommandRun Of(string checkpoint)
    {
        var run = new CommandRun { Files = new Workspace.TemporaryProject("name: demo\nruntime: dotnet\nbackend:\n  url: file://./.e3/state\n", "config:\n  e3:repeats: 3\n") };
        run.Files.Write(".e3/state/.pulumi/meta.yaml", "version: 1\n");
        run.Files.Write(".e3/state/.pulumi/stacks/demo/local.json", checkpoint);
        return run;
    }

    private static string StatePath(CommandRun run) => Path.Combine(run.Files.Folder, ".e3", "state", ".pulumi", "stacks", "demo", "local.json");

    private static string State(CommandRun run) => File.ReadAllText(StatePath(run));

    [GeneratedRegex(@"Last updated: .*|(\bnow\b|\d+ \w+ ago)")]
    private static partial Regex Ago();
}
