using E3.Deploy.CommandLine;

namespace E3.Deploy.Tests.CommandLine;

public class ParsingTests
{
    [TestCase("upp", "there is no command 'e3 upp'; did you mean 'up'? (see e3 --help)")]
    [TestCase("cloud strat", "there is no command 'e3 cloud strat'; did you mean 'start'? (see e3 cloud --help)")]
    [TestCase("up --tagret x", "there is no flag '--tagret'; did you mean '--target'? (see e3 up --help)")]
    [TestCase("up extra", "'extra' is one word too many (see e3 up --help)")]
    [TestCase("up --parallel 0", "--parallel takes a whole number from 1. (see e3 up --help)")]
    [TestCase("up --parallel three", "Cannot parse argument 'three' for option '--parallel'")]
    [TestCase("up --color pink", "Argument 'pink' not recognized. Must be one of: 'auto' 'always' 'never' 'raw' (see e3 up --help)")]
    [TestCase("--stack", "Required argument missing for option: '--stack'. (see e3 --help)")]
    [TestCase("cloud fault set", "Say what is to go wrong: --percent, --droplet-limit, --taken-buckets or --expired-keys. (see e3 cloud fault set --help)")]
    [TestCase("stack tag", "which of its commands: ls, get, set, rm? (see e3 stack tag --help)")]
    [TestCase("stack select a --stack b", "only one of --stack or argument stack name may be specified, not both")]
    [TestCase("stack output --json --shell", "only one of --json and --shell may be set.")]
    [TestCase("stack rm", "--yes must be passed in to proceed when running in non-interactive mode")]
    [TestCase("stack init", "missing stack name")]
    [TestCase("stack init x --secrets-provider awskms://k", "unknown secrets provider type 'awskms://k': the embedded engine has 'passphrase'")]
    [TestCase("up --policy-pack p", "--policy-pack is not in the embedded engine: policy packs are not run; use the official pulumi command for it. (see e3 up --help)")]
    [TestCase("preview --import-file f", "--import-file is not in the embedded engine: no import file is written; use the official pulumi command for it. (see e3 preview --help)")]
    [TestCase("whoami --tracing f", "--tracing is not in the embedded engine: no traces are sent; use the official pulumi command for it. (see e3 whoami --help)")]
    [TestCase("config set", "Required argument 'key' missing for command: 'set'. (see e3 config set --help)")]
    [TestCase("config set a b --secret --plaintext", "Only one of --secret and --plaintext makes sense. (see e3 config set --help)")]
    [TestCase("config --cwd /no/such/folder", "--cwd: there is no folder /no/such/folder.")]
    [TestCase("up", "--yes or --skip-preview must be passed in to proceed when running in non-interactive mode")]
    [TestCase("destroy", "--yes or --skip-preview must be passed in to proceed when running in non-interactive mode")]
    [TestCase("refresh", "--yes or --skip-preview must be passed in to proceed when running in non-interactive mode")]
    public async Task A_wrong_word_is_one_error_and_exit_code_2(string line, string error)
    {
        using var run = new CommandRun();

        var code = await run.RunAsync(line.Split(' '));

        Assert.That(run.Error, Does.StartWith($"error: {error}"));
        Assert.That(run.Error.Count(c => c == '\n'), Is.EqualTo(1));
        Assert.That(run.Output, Is.Empty);
        Assert.That(code, Is.EqualTo(ExitCodes.Usage));
    }

    [Test]
    public async Task A_person_may_be_asked_but_not_for_json()
    {
        using var run = new CommandRun { Interactive = true };

        Assert.That(await run.RunAsync("up", "--json"), Is.EqualTo(ExitCodes.Usage));
        Assert.That(await run.RunAsync("up", "--non-interactive"), Is.EqualTo(ExitCodes.Usage));
    }

    [TestCase("")]
    [TestCase("up")]
    [TestCase("preview")]
    [TestCase("destroy")]
    [TestCase("refresh")]
    [TestCase("bench")]
    [TestCase("stack")]
    [TestCase("stack output")]
    [TestCase("config")]
    [TestCase("config set")]
    [TestCase("cloud")]
    [TestCase("cloud stop")]
    [TestCase("cloud fault")]
    [TestCase("cloud fault set")]
    [TestCase("doctor")]
    public async Task Help_tells_a_stranger_what_to_type(string verb)
    {
        using var run = new CommandRun();

        Assert.That(await run.RunAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]), Is.EqualTo(ExitCodes.Ok));

        Assert.That(run.Output, Does.Contain("Examples:"));
        Snapshot.Matches(run.Output.Replace(System.CommandLine.RootCommand.ExecutableName, "e3", StringComparison.Ordinal), $"help{(verb.Length > 0 ? "-" : "")}{verb.Replace(' ', '-')}");
    }

    [Test]
    public async Task No_words_at_all_show_the_help()
    {
        using var run = new CommandRun();

        Assert.That(await run.RunAsync(), Is.EqualTo(ExitCodes.Ok));
        Assert.That(run.Output, Does.Contain("Usage:"));
    }

    [Test]
    public async Task A_stack_that_is_nowhere_is_named_with_those_there_are()
    {
        using var run = new CommandRun();

        Assert.That(await run.RunAsync("preview", "--stack", "nope"), Is.EqualTo(ExitCodes.NoSuchStack));
        Assert.That(run.Error, Does.StartWith("error: no stack named 'nope' found; there are: local. "));
    }

    [Test]
    public async Task The_stack_is_the_flags_then_the_variables_then_local()
    {
        using var run = new CommandRun();
        run.Files.Write("Pulumi.dev.yaml", "config:\n  e3:repeats: 7\n");
        run.Files.Write("Pulumi.ci.yaml", "config:\n  e3:repeats: 9\n");

        Assert.That(await Repeats(), Is.EqualTo("3"));
        run.Environment["PULUMI_STACK"] = "dev";
        Assert.That(await Repeats(), Is.EqualTo("7"));
        Assert.That(await Repeats("--stack", "organization/demo/ci"), Is.EqualTo("9"));

        async Task<string> Repeats(params string[] more)
        {
            Assert.That(await run.RunAsync(["config", "get", "e3:repeats", .. more]), Is.EqualTo(ExitCodes.Ok), run.Error);
            return run.Output.Trim();
        }
    }

    [TestCase("up --yes")]
    [TestCase("destroy --yes")]
    [TestCase("refresh --yes")]
    [TestCase("bench")]
    [TestCase("cloud start")]
    [TestCase("cloud stop")]
    public async Task Hosts_on_this_machine_take_root_and_the_error_says_so(string line)
    {
        using var run = new CommandRun
        {
            IsRoot = false,
            Files = new TemporaryProjectOf("config:\n  digitalocean:apiEndpoint: http://127.0.0.1:8790\n").Files,
        };

        Assert.That(await run.RunAsync(line.Split(' ')), Is.EqualTo(ExitCodes.Failed));

        Assert.That(run.Error, Does.StartWith("error: stack 'local' makes its hosts on this machine, which takes root"));
        Assert.That(run.Error, Does.Contain($"sudo ./e3 {line.Replace(" --yes", "")}"));
        Assert.That(Directory.GetFileSystemEntries(run.Files.Folder), Has.Length.EqualTo(2), "nothing was made");
    }

    [TestCase("config -v 3 get e3:repeats")]
    [TestCase("config get e3:repeats --verbose=9 --logtostderr --emoji")]
    [TestCase("--non-interactive --color raw config get e3:repeats -v")]
    public async Task The_official_commands_global_flags_are_taken_before_and_after_the_verb(string line)
    {
        using var run = new CommandRun();

        Assert.That(await run.RunAsync(line.Split(' ')), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Is.EqualTo("3\n"));
    }

    [Test]
    public async Task Without_a_project_the_error_says_where_it_was_sought()
    {
        using var run = new CommandRun();
        var empty = Directory.CreateTempSubdirectory("e3-empty-").FullName;

        Assert.That(await run.RunAsync("preview", "--cwd", empty), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.StartWith($"error: no Pulumi.yaml project file found in {empty}"));
    }

    private readonly record struct TemporaryProjectOf(string Local)
    {
        public Workspace.TemporaryProject Files => new(local: Local);
    }
}
