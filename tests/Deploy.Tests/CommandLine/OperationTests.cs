using System.Text.Json;
using E3.Deploy.CommandLine;
using E3.Deploy.Tests.Workspace;

namespace E3.Deploy.Tests.CommandLine;

/// <summary>The whole way: words, settings, engine, a program of its own process, what is shown, the exit code.</summary>
public class OperationTests
{
    [Test]
    public async Task Up_builds_and_up_again_changes_nothing_and_says_so()
    {
        using var run = Of("ok");

        Assert.That(await run.RunAsync("up", "--yes"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Does.Contain(" +  test:index:Group group created").And.Contain("    + 2 created"));

        Assert.That(await run.RunAsync("up", "--yes", "--expect-no-changes"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Does.Contain("No changes: 2 resources are as declared."));
        Assert.That(run.Error, Is.Empty);
    }

    [Test]
    public async Task Changes_that_were_not_expected_have_their_own_exit_code()
    {
        using var run = Of("ok");

        Assert.That(await run.RunAsync("preview", "--expect-no-changes"), Is.EqualTo(ExitCodes.ChangesNotExpected));
        Assert.That(run.Error, Is.EqualTo("error: no changes were expected but changes were proposed\n"));
    }

    [Test]
    public async Task Preview_shows_and_changes_nothing()
    {
        using var run = Of("ok");

        Assert.That(await run.RunAsync("preview"), Is.EqualTo(ExitCodes.Ok), run.Error);

        Snapshot.Matches(run.Output, "preview-of-a-program");
        Assert.That(Directory.Exists(Path.Combine(run.Files.Folder, ".e3", "state", ".pulumi", "stacks")), Is.False);
    }

    [Test]
    public async Task A_heading_says_that_the_resources_are_read_first()
    {
        using var run = Of("ok");

        Assert.That(await run.RunAsync("preview", "--refresh"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Does.StartWith("Previewing update (local), refreshing first:"));
        Assert.That(await run.RunAsync("preview"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Does.StartWith("Previewing update (local):"));
    }

    [Test]
    public async Task Json_is_one_document_and_nothing_else()
    {
        using var run = Of("ok");

        Assert.That(await run.RunAsync("preview", "--json"), Is.EqualTo(ExitCodes.Ok), run.Error);
        var preview = JsonDocument.Parse(run.Output).RootElement;
        Assert.That(preview.GetProperty("changeSummary").GetProperty("create").GetInt32(), Is.EqualTo(2));
        Assert.That(preview.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("op").GetString()), Is.All.EqualTo("create"));

    }

    [Test]
    public async Task Json_of_an_update_is_its_events_a_document_per_line()
    {
        using var run = Of("ok");

        Assert.That(await run.RunAsync("up", "--yes", "--json"), Is.EqualTo(ExitCodes.Ok), run.Error);
        var events = run.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.That(events.Select(line => line.GetProperty("sequence").GetInt32()), Is.EqualTo(Enumerable.Range(0, events.Count)));
        Assert.That(events[0].GetProperty("preludeEvent").GetProperty("config").GetProperty("e3:repeats").GetString(), Is.EqualTo("3"));
        Assert.That(events[^2].GetProperty("summaryEvent").GetProperty("result").GetString(), Is.EqualTo("succeeded"));
        Assert.That(events[^1].TryGetProperty("cancelEvent", out _), "as the official engine ends its stream");
    }

    [Test]
    public async Task A_person_is_asked_and_no_means_nothing_happens()
    {
        using var run = Of("ok");
        run.Interactive = true;
        run.Input = "details\nno\n";

        Assert.That(await run.RunAsync("up"), Is.EqualTo(ExitCodes.Failed));

        Assert.That(run.Output, Does.Contain("Previewing update (local):").And.Contain("Do you want to perform this update? [yes/no/details]"));
        Assert.That(run.Output, Does.Contain("+ test:index:Group: (create)"), "the details");
        Assert.That(run.Output, Does.Not.Contain("Updating"));
        Assert.That(run.Error, Is.EqualTo("error: confirmation declined, not proceeding with the update\n"));
    }

    [Test]
    public async Task A_person_is_asked_and_yes_means_yes()
    {
        using var run = Of("ok");
        run.Interactive = true;
        run.Input = "yes\n";

        Assert.That(await run.RunAsync("up"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Does.Contain("Updating (local):").And.Contain("    + 2 created"));

        run.Input = "";
        Assert.That(await run.RunAsync("destroy"), Is.EqualTo(ExitCodes.Cancelled), "the end of input is no answer");
        run.Input = "yes\n";
        Assert.That(await run.RunAsync("destroy"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Does.Contain(" -   └─ test:index:Group  group       delete").And.Contain("2 resource(s) of stack 'local' are deleted for good."));
        Assert.That(run.Output, Does.Contain("    - 2 deleted"));

        Assert.That(await run.RunAsync("destroy", "--yes"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Does.Contain("Nothing to delete: the stack has no resources."));
    }

    [Test]
    public async Task An_exception_in_the_program_fails_the_update_and_deletes_nothing()
    {
        using var run = Of("ok");
        await run.RunAsync("up", "--yes");
        run.Files.Write("program", Script("nested-exception"));

        Assert.That(await run.RunAsync("up", "--yes"), Is.EqualTo(ExitCodes.Failed));

        Assert.That(run.Output, Does.Contain("outer trouble").And.Contain("inner trouble").And.Not.Contain("deleted"));
        Assert.That(run.Error, Is.EqualTo("error: update failed\n"));
        run.Files.Write("program", Script("ok"));
        Assert.That(await run.RunAsync("preview", "--expect-no-changes"), Is.EqualTo(ExitCodes.Ok), run.Output);
    }

    [Test]
    public async Task A_wrong_passphrase_changes_nothing()
    {
        using var run = Of("ok");
        await run.RunAsync("up", "--yes");
        run.Environment["PULUMI_CONFIG_PASSPHRASE"] = "wrong";

        Assert.That(await run.RunAsync("up", "--yes"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.StartWith("error: incorrect passphrase: the one in PULUMI_CONFIG_PASSPHRASE"));
        Assert.That(run.Output, Is.Empty);
    }

    [Test]
    public async Task A_state_file_cut_in_half_is_one_error()
    {
        using var run = Of("ok");
        await run.RunAsync("up", "--yes");
        var state = Path.Combine(run.Files.Folder, ".e3", "state", ".pulumi", "stacks", "demo", "local.json");
        var whole = await File.ReadAllTextAsync(state);
        await File.WriteAllTextAsync(state, whole[..(whole.Length / 2)]);

        Assert.That(await run.RunAsync("up", "--yes"), Is.EqualTo(ExitCodes.Failed));

        Assert.That(run.Error, Does.StartWith("error: ").And.Contain("local.json"));
        Assert.That(await File.ReadAllTextAsync(state), Is.EqualTo(whole[..(whole.Length / 2)]));
        Assert.That(await run.RunAsync("doctor"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Output, Does.Contain("broken").And.Contain("local.json"));
    }

    [Test]
    public async Task A_program_that_is_not_there_is_named()
    {
        using var run = Of("ok");
        File.Delete(Path.Combine(run.Files.Folder, "program"));

        Assert.That(await run.RunAsync("preview"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.Contain($"the program {run.Files.Folder}/program (runtime option 'binary') is not there"));
    }

    [Test]
    public async Task Outputs_of_a_stack_that_has_none()
    {
        using var run = Of("ok");
        await run.RunAsync("up", "--yes");

        Assert.That(await run.RunAsync("stack", "output"), Is.EqualTo(ExitCodes.Ok));
        Assert.That(run.Output, Is.EqualTo("Current stack outputs (0):\n    No output values currently in this stack\n"));
        Assert.That(await run.RunAsync("stack", "output", "--json"), Is.EqualTo(ExitCodes.Ok));
        Assert.That(run.Output, Is.EqualTo("{}\n"));
        Assert.That(await run.RunAsync("stack", "output", "nothing"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.StartWith("error: current stack does not have output property 'nothing'"));
    }

    [Test]
    public async Task Bench_without_measurements_says_what_comes_first()
    {
        using var run = Of("ok");

        Assert.That(await run.RunAsync("bench"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.StartWith("error: stack 'local' has no measurements: ./e3 up takes the first ones"));
    }

    [Test]
    public async Task Cloud_of_a_stack_elsewhere_is_an_error()
    {
        using var run = Of("ok");

        Assert.That(await run.RunAsync("cloud", "status"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.Contain("stack 'local' has no cloud on this machine"));
    }

    internal static CommandRun Of(string program)
    {
        var files = new TemporaryProject("name: demo\nruntime:\n  name: dotnet\n  options:\n    binary: ./program\nbackend:\n  url: file://./.e3/state\n", "config:\n  e3:repeats: 3\n");
        var script = files.Write("program", Script(program));
#pragma warning disable CA1416 // a shell script is a program where these tests run
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
        return new CommandRun { Files = files };
    }

    internal static string Script(string program) => $"#!/bin/sh\nexec dotnet '{Built("PulumiPrograms/bin", "PulumiPrograms.dll")}' {program}\n";

    private static string Built(string project, string file)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var tests = own.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(tests.FullName, project, own.Parent.Name, own.Name, file);
    }
}
