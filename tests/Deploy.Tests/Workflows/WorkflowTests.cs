using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using E3.Deploy.CommandLine;
using E3.Deploy.Surroundings;
using E3.Deploy.Tests.CommandLine;
using YamlDotNet.RepresentationModel;

namespace E3.Deploy.Tests.Workflows;

/// <summary>The repository's GitHub workflows, as far as a machine without GitHub can tell.</summary>
public partial class WorkflowTests
{
    private static readonly string Root = AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("/tests/Deploy.Tests", StringComparison.Ordinal)];

    private static IEnumerable<string> Names => Directory.GetFiles(Path.Combine(Root, ".github", "workflows"), "*.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Names))]
    public void Every_job_has_an_end_the_least_rights_and_actions_of_a_known_version(string name)
    {
        var workflow = Load(name);

        Assert.That(workflow.Children, Contains.Key(new YamlScalarNode("permissions")), "what is not given by name is not given");
        Assert.That(workflow.Children, Contains.Key(new YamlScalarNode("concurrency")));
        foreach (var (job, at) in Jobs(workflow))
        {
            Assert.That(at.Children, Contains.Key(new YamlScalarNode("timeout-minutes")), job);
            foreach (var uses in Steps(at).Select(step => Text(step, "uses")).OfType<string>())
            {
                Assert.That(uses, Does.Match(@"^actions/[a-z-]+@v\d+"), job);
            }
        }
    }

    [Test]
    public void Only_the_job_that_runs_no_code_of_the_pull_request_may_write()
    {
        foreach (var (job, at) in Jobs(Load("preview.yml")))
        {
            var writes = ((YamlMappingNode)at["permissions"]).Children.Values.Any(right => ((YamlScalarNode)right).Value == "write");
            var checksOut = Steps(at).Any(step => Text(step, "uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true);
            Assert.That(writes && checksOut, Is.False, job);
        }

        Assert.That(((YamlMappingNode)Load("preview.yml")["on"]).Children.Keys.Select(key => ((YamlScalarNode)key).Value), Is.EqualTo(new[] { "pull_request" }), "pull_request_target would hand a fork the secrets");
    }

    [Test]
    public void Nothing_under_way_is_cut_off_by_the_next_update() =>
        Assert.That(((YamlScalarNode)((YamlMappingNode)Load("apply.yml")["concurrency"])["cancel-in-progress"]).Value, Is.EqualTo("false"));

    [TestCaseSource(nameof(Names))]
    public void Every_command_line_is_one_that_the_command_takes(string name)
    {
        using var run = new CommandRun(); // for its folder only
        var lines = Jobs(Load(name)).SelectMany(job => Steps(job.At)).Select(step => Text(step, "run")).OfType<string>()
            .SelectMany(script => Command().Matches(script)).Select(match => match.Groups[1].Value).ToList();
        foreach (var line in lines.Where(line => line is not "build" && !line.StartsWith("test ", StringComparison.Ordinal)))
        {
            var words = Word().Matches(Redirection().Replace(line, "")).Select(word => word.Value.Trim('"').Replace("$STACK", "dev", StringComparison.Ordinal)).ToList();
            var errors = E3Command.Build(HostOf(run)).Parse(words).Errors;
            Assert.That(errors, Is.Empty, $"{line}: {string.Join(' ', errors.Select(error => error.Message))}");
        }

        if (name is "apply.yml" or "preview.yml")
        {
            Assert.That(lines, Has.Some.StartsWith(name == "apply.yml" ? "up " : "preview "));
        }
    }

    [Test]
    public void Ci_runs_what_a_developer_runs() =>
        Assert.That(Steps(Jobs(Load("ci.yml")).Single().At).Select(step => Text(step, "run") ?? ""), Has.Some.Contain("./.ci/run"));

    [TestCase("printf '### all is well\\n'; exit 0", "hush", 0, "### all is well\n", true)]
    [TestCase("printf '### failed\\n'; exit 1", "", 1, "### failed\n", false)]
    [TestCase("echo 'error: no' >&2; exit 6", "", 6, "### Preview of `dev`: failed\n\nThere is no preview; the log of this run says why.\n", false)]
    public async Task The_preview_step_keeps_the_exit_code_and_always_has_a_comment(string e3, string passphrase, int code, string comment, bool plans)
    {
        using var run = new CommandRun();
        var script = Steps(Jobs(Load("preview.yml")).First(job => job.Name == "preview").At).Single(step => Text(step, "id") == "preview");
        var dummy = run.Files.Write("e3", $"#!/bin/sh\necho \"$@ passphrase=${{PULUMI_CONFIG_PASSPHRASE-unset}}\" >>asked\n{e3}\n");
#pragma warning disable CA1416 // a shell script is a program where these tests run
        File.SetUnixFileMode(dummy, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416

        // As GitHub runs it: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#defaultsrunshell
        var result = await Cli.Wrap("bash").WithArguments(["-e", "-o", "pipefail", "-c", Text(script, "run")!]).WithWorkingDirectory(run.Files.Folder)
            .WithEnvironmentVariables(variables => variables.Set("STACK", "dev").Set("PASSPHRASE", passphrase).Set("BACKEND", "").Set("PULUMI_CONFIG_PASSPHRASE", null).Set("GITHUB_STEP_SUMMARY", "summary"))
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

        Assert.That(result.ExitCode, Is.EqualTo(code), result.StandardError);
        Assert.That(run.Files.Read("preview/dev.md"), Is.EqualTo(comment));
        Assert.That(run.Files.Read("summary"), Is.EqualTo(comment));
        var asked = run.Files.Read("asked");
        Assert.That(asked.Contains("--save-plan preview/dev.plan.json", StringComparison.Ordinal), Is.EqualTo(plans), "a plan may hold secrets, which take a passphrase");
        Assert.That(asked, Does.EndWith($"passphrase={(passphrase.Length > 0 ? passphrase : "unset")}\n"));
    }

    private static Host HostOf(CommandRun run) => new()
    {
        Screen = Screens.Of(out _),
        Environment = _ => null,
        Folder = run.Files.Folder,
        Clock = TimeProvider.System,
        Http = new Lazy<HttpMessageHandler>(() => throw new InvalidOperationException("nothing is sent")),
        Interrupts = null!,
        User = "tester",
        Machine = "machine",
        IsRoot = false,
    };

    private static YamlMappingNode Load(string name)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Root, ".github", "workflows", name))));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static IEnumerable<(string Name, YamlMappingNode At)> Jobs(YamlMappingNode workflow) =>
        ((YamlMappingNode)workflow["jobs"]).Children.Select(job => (((YamlScalarNode)job.Key).Value!, (YamlMappingNode)job.Value));

    private static IEnumerable<YamlMappingNode> Steps(YamlMappingNode job) => ((YamlSequenceNode)job["steps"]).Children.Cast<YamlMappingNode>();

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? ((YamlScalarNode)value).Value : null;

    [GeneratedRegex(@"\./e3 ([^\n|;&]+)")]
    private static partial Regex Command();

    [GeneratedRegex("""\s*>>?\s*("[^"]*"|\S+)""")]
    private static partial Regex Redirection();

    [GeneratedRegex("""("[^"]*"|\S)+""")]
    private static partial Regex Word();
}
