using System.Text.Json.Nodes;
using E3.Deploy.CommandLine;

namespace E3.Deploy.Tests.CommandLine;

/// <summary><c>e3 preview --format markdown</c>, the whole way.</summary>
public class MarkdownPreviewTests
{
    [Test]
    public async Task The_document_is_all_there_is_on_standard_output()
    {
        using var run = OperationTests.Of("ok");

        Assert.That(await run.RunAsync("preview", "--format", "markdown"), Is.EqualTo(ExitCodes.Ok), run.Error);

        Assert.That(run.Output, Is.EqualTo(
            "### Preview of `demo/local`: 2 to create\n\n| | resources | |\n|---|--:|---|\n| <code>+</code> create | 2 | 2 components |\n\nNothing that changes is billed.\n\n"));
        Assert.That(run.Error, Does.Contain("Previewing update (local):").And.Contain("test:index:Group  group"));
    }

    [Test]
    public async Task A_stack_without_secrets_needs_no_passphrase()
    {
        using var run = OperationTests.Of("ok");
        run.Environment.Remove("PULUMI_CONFIG_PASSPHRASE");

        Assert.That(await run.RunAsync("preview", "--format", "markdown", "--expect-no-changes"), Is.EqualTo(ExitCodes.ChangesNotExpected), run.Error);
        Assert.That(run.Output, Does.StartWith("### Preview of `demo/local`: 2 to create"));
    }

    [Test]
    public async Task A_secret_setting_without_a_passphrase_is_an_error_in_the_comment_too()
    {
        using var run = OperationTests.Of("ok");
        Assert.That(await run.RunAsync("config", "set", "--secret", "e3:key", "hush-hush"), Is.EqualTo(ExitCodes.Ok), run.Error);
        run.Environment.Remove("PULUMI_CONFIG_PASSPHRASE");

        Assert.That(await run.RunAsync("preview", "--format", "markdown"), Is.EqualTo(ExitCodes.Failed));

        const string Message = "passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables: stack 'local' encrypts its secrets with it.";
        Assert.That(run.Output, Does.StartWith($"### Preview of `demo/local`: failed\n\nNothing would be done.\n\n```\n{run.Files.Folder}/Pulumi.local.yaml:").And.EndWith($"{Message}\n```\n\n"));
        Assert.That(run.Error, Does.EndWith($"{Message}\n"));
    }

    [Test]
    public async Task A_program_that_fails_has_its_error_in_the_comment_and_the_exit_code_of_a_preview()
    {
        using var run = OperationTests.Of("nested-exception");

        Assert.That(await run.RunAsync("preview", "--format", "markdown"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Output, Does.StartWith("### Preview of `demo/local`: failed\n").And.Contain("outer trouble").And.Contain("inner trouble"));
        Assert.That(run.Error, Does.EndWith("error: preview failed\n"));
    }

    [Test]
    public async Task A_destroy_and_a_refresh_are_comments_too_and_change_nothing()
    {
        await using var run = await DropletsRun.OpenAsync("web", "db=s-2vcpu-4gb");
        await run.OkAsync("up", "--yes");
        using (var cloud = new HttpClient { BaseAddress = run.Cloud.Address, DefaultRequestHeaders = { { "Authorization", "Bearer a-token" } } })
        {
            var droplets = JsonNode.Parse(await cloud.GetStringAsync("v2/droplets"))!["droplets"]!.AsArray();
            var gone = await cloud.DeleteAsync($"v2/droplets/{droplets.Single(droplet => (string?)droplet!["name"] == "db")!["id"]}");
            Assert.That(gone.IsSuccessStatusCode, $"{gone.StatusCode}");
        }

        await run.OkAsync("refresh", "--preview-only", "--format", "markdown");
        Assert.That(run.Output, Does.StartWith("### Preview of a refresh of `demo/local`: 1 to delete\n").And.Contain("| **bill** | | | **−US$ 24.00** |").And.Contain("delete <code>db</code>"));
        Assert.That(run.Error, Does.Contain("Previewing refresh (local):"));

        await run.OkAsync("destroy", "--preview-only", "--format", "markdown");
        Assert.That(run.Output, Does.StartWith("### Preview of a destroy of `demo/local`: 4 to delete\n").And.Contain("| **bill** | | | **−US$ 30.00** |"));
        Assert.That(run.Error, Does.Contain("Previewing destroy (local):"));

        await run.OkAsync("refresh", "--preview-only", "--format", "markdown");
        Assert.That(run.Output, Does.StartWith("### Preview of a refresh of `demo/local`: 1 to delete\n"), "only looked at before");
    }

    [TestCase("destroy")]
    [TestCase("refresh")]
    public async Task What_is_done_has_no_comment_and_what_is_only_looked_at_without_secrets_needs_no_passphrase(string verb)
    {
        using var run = OperationTests.Of("ok");
        await run.RunAsync("up", "--yes");

        Assert.That(await run.RunAsync(verb, "--yes", "--format", "markdown"), Is.EqualTo(ExitCodes.Usage));
        Assert.That(run.Error, Does.Contain("--format markdown is what a preview writes: it needs --preview-only"));

        run.Environment.Remove("PULUMI_CONFIG_PASSPHRASE");
        Assert.That(await run.RunAsync(verb, "--preview-only", "--format", "json"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output.TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!["sequence"]), Has.None.Null, "events, a document a line, as with --json");
    }

    [Test]
    public async Task Formats_are_those_there_are_and_one_at_a_time()
    {
        using var run = OperationTests.Of("ok");

        Assert.That(await run.RunAsync("preview", "--format", "html"), Is.EqualTo(ExitCodes.Usage));
        Assert.That(await run.RunAsync("preview", "--json", "--format", "markdown"), Is.EqualTo(ExitCodes.Usage));
        Assert.That(run.Error, Does.Contain("only one of --json and --format markdown may be given"));
        Assert.That(await run.RunAsync("preview", "--format", "json"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Does.StartWith("{").And.Contain("\"changeSummary\""));
        Assert.That(await run.RunAsync("preview", "--format", "text"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Does.Contain("Previewing update (local):"));
    }
}
