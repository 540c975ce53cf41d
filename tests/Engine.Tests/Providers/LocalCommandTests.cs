using E3.Engine.Properties;
using E3.Engine.Providers;

namespace E3.Engine.Tests.Providers;

[TestFixture]
internal sealed class LocalCommandTests() : ProviderFixture("command")
{
    private const string Type = "command:local:Command";

    [Test]
    public async Task Output_loses_one_line_end_and_nothing_else()
    {
        var created = await CreateAsync(Type, Values.Map(("create", "printf ' a\\n\\n'; echo b >&2")));
        Assert.That(created.Outputs["stdout"].Plain(), Is.EqualTo(" a\n"));
        Assert.That(created.Outputs["stderr"].Plain(), Is.EqualTo("b"));
        Assert.That(created.Outputs["create"].Plain(), Is.Not.Empty, "inputs are outputs too");
        Assert.That(created.Id, Does.Match("^thing[0-9a-f]{8}$"));
    }

    [Test]
    public async Task Input_variables_folder_and_interpreter_are_as_given()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "sub"));
        var inputs = Values.Map(("create", "cat; echo $GREETING; pwd; echo $0"), ("stdin", "in\n"), ("dir", "sub"),
            ("environment", Values.Map(("GREETING", "hello"))), ("interpreter", new[] { "/bin/sh", "-c" }));
        var lines = ((string)(await CreateAsync(Type, inputs)).Outputs["stdout"].Plain()!).Split('\n');
        Assert.That(lines, Is.EqualTo(["in", "hello", Path.Combine(Folder, "sub"), "/bin/sh"]));
    }

    [Test]
    public async Task Update_sees_the_last_output_and_falls_back_to_create()
    {
        var old = Values.Map(("create", "echo one:$PULUMI_COMMAND_STDOUT"));
        var created = await CreateAsync(Type, old);
        Assert.That(created.Outputs["stdout"].Plain(), Is.EqualTo("one:"));
        var again = await UpdateAsync(Type, created.Id, old, created.Outputs, old.With("stdin", Values.Of("x")));
        Assert.That(again["stdout"].Plain(), Is.EqualTo("one:one:"));
        var updated = await UpdateAsync(Type, created.Id, old, created.Outputs, old.With("update", Values.Of("echo two:$PULUMI_COMMAND_STDOUT")));
        Assert.That(updated["stdout"].Plain(), Is.EqualTo("two:one:"));
        var without = await UpdateAsync(Type, created.Id, old, created.Outputs, old.With("addPreviousOutputInEnv", Values.Of(false)));
        Assert.That(without["stdout"].Plain(), Is.EqualTo("one:"));
    }

    [Test]
    public async Task Delete_runs_its_command_with_the_last_output_and_without_one_does_nothing()
    {
        var outputs = Values.Map(("stdout", "made"), ("stderr", ""));
        await DeleteAsync(Type, "1", Values.Map(("create", "exit 1")), outputs);
        await DeleteAsync(Type, "1", Values.Map(("delete", "echo $PULUMI_COMMAND_STDOUT > gone")), outputs);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Folder, "gone")), Is.EqualTo("made\n"));
    }

    [Test]
    public async Task Only_a_trigger_makes_a_new_one()
    {
        var old = Values.Map(("create", "a"), ("triggers", new[] { "x" }));
        Assert.That(await DiffAsync(Type, old, old.With("create", Values.Of("b"))), Is.EqualTo(["Update create"]));
        Assert.That(await DiffAsync(Type, old, old.With("triggers", Values.Of(new[] { "y" }))), Is.EqualTo(["Update triggers[0] replaces"]));
    }

    [Test]
    public async Task A_failure_tells_the_code_and_the_last_lines_but_no_secret()
    {
        const string secret = "hunter2hunter2";
        var inputs = Values.Map(("create", "seq 100 >&2; echo \"token is $API_TOKEN\" >&2; exit 3"), ("environment", Values.Map(("API_TOKEN", secret))));
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(Type, inputs));
        Assert.That(error!.Message, Does.Contain("exit code 3").And.Contain("\n  100\n").And.Contain("token is [secret]"));
        Assert.That(error.Message, Does.Not.Contain("\n  50\n").And.Not.Contain(secret));
        Assert.That(Status, Has.Some.EqualTo("token is [secret]").And.None.Contain(secret));
    }

    [Test]
    public async Task Keys_in_the_input_are_hidden_from_progress()
    {
        const string key = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=";
        await CreateAsync(Type, Values.Map(("create", "cat >&2"), ("stdin", $$"""{"privateKey":"{{key}}","name":"a"}""" + "\n")));
        Assert.That(Status.Single(), Is.EqualTo("""{"privateKey":"[secret]","name":"a"}"""));
    }

    [TestCase(null, "err,out")]
    [TestCase("stdoutAndStderr", "err,out")]
    [TestCase("stderr", "err")]
    [TestCase("stdout", "out")]
    [TestCase("none", "")]
    public async Task Logging_says_what_becomes_progress(string? logging, string expected)
    {
        var inputs = Values.Map(("create", "echo out; echo err >&2"));
        var outputs = (await CreateAsync(Type, logging is null ? inputs : inputs.With("logging", Values.Of(logging)))).Outputs;
        Assert.That(string.Join(",", Status.Order(StringComparer.Ordinal)), Is.EqualTo(expected));
        Assert.That(outputs["stdout"].Plain(), Is.EqualTo("out"), "what is not shown is captured all the same");
    }

    [Test]
    public async Task Any_other_logging_is_a_mistake() => Assert.That(
        await MistakesAsync(Type, Values.Map(("logging", "loud"))), Is.EqualTo(["logging: must be one of stdout, stderr, stdoutAndStderr, none"]));

    [Test]
    public async Task A_failure_tells_the_last_lines_of_both_outputs_as_they_came()
    {
        var inputs = Values.Map(("create", "echo one; echo two; exit 1"), ("logging", "none"));
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(Type, inputs));
        Assert.That(error!.Message, Is.EqualTo("the command failed with exit code 1:\n  one\n  two"));
        var silent = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(Type, Values.Map(("create", "exit 2"))));
        Assert.That(silent!.Message, Is.EqualTo("the command failed with exit code 2 and said nothing"));
    }

    /// <summary>https://github.com/pulumi/pulumi-command/issues/260</summary>
    [Test]
    public async Task What_goes_to_a_secret_output_is_told_neither_on_the_way_nor_by_a_failure()
    {
        CreateRequest Request(string command) => new(Urn, Type, Values.Map(("create", command)), null, this) { SecretOutputs = ["stdout"] };
        var created = await Provider.CreateAsync(Request("echo hidden; echo shown >&2"), default);
        Assert.That(created.Outputs["stdout"].Plain(), Is.EqualTo("hidden"));
        Assert.That(Status, Is.EqualTo(["shown"]));
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await Provider.CreateAsync(Request("echo hidden; echo why >&2; exit 1"), default));
        Assert.That(error!.Message, Is.EqualTo("the command failed with exit code 1 (what it said on stdout is secret):\n  why"));
    }

    [Test]
    public async Task An_output_that_is_empty_is_not_set_for_the_next_run()
    {
        var old = Values.Map(("create", "true"));
        var created = await CreateAsync(Type, old);
        var updated = await UpdateAsync(Type, created.Id, old, created.Outputs, old.With("update", Values.Of("echo ${PULUMI_COMMAND_STDOUT-none} ${PULUMI_COMMAND_STDERR-none}")));
        Assert.That(updated["stdout"].Plain(), Is.EqualTo("none none"));
    }

    [Test]
    public async Task Variables_of_the_last_run_win_over_given_ones_and_the_surroundings_are_there_too()
    {
        var inputs = Values.Map(("delete", "echo $PULUMI_COMMAND_STDOUT $PATH > gone"), ("environment", Values.Map(("PULUMI_COMMAND_STDOUT", "given"))));
        await DeleteAsync(Type, "1", inputs, Values.Map(("stdout", "made")));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Folder, "gone")), Does.StartWith("made /"));
    }

    [Test]
    public async Task Run_runs_at_every_call_and_gives_back_its_arguments_and_files()
    {
        var arguments = Values.Map(
            ("command", "cat; echo $A >> count; echo err >&2"), ("stdin", "in\n"), ("environment", Values.Map(("A", "x"))), ("archivePaths", new[] { "count" }));
        await Provider.InvokeAsync("command:local:run", arguments, default);
        var result = await Provider.InvokeAsync("command:local:run", arguments, default);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Folder, "count")), Is.EqualTo("x\nx\n"));
        Assert.That((result["stdout"].Plain(), result["stderr"].Plain()), Is.EqualTo(("in", "err")));
        Assert.That(result["command"], Is.EqualTo(arguments["command"]));
        Assert.That(((PropertyValue.Archive)result["archive"]).Hash, Has.Length.EqualTo(64));
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await Provider.InvokeAsync("command:local:run", Values.Map(("command", "echo why >&2; exit 7")), default));
        Assert.That(error!.Message, Does.Contain("exit code 7").And.Contain("why"));
    }

    [Test]
    public async Task Aborting_ends_the_command_with_all_it_started()
    {
        using var abort = new CancellationTokenSource();
        var running = CreateAsync(Type, Values.Map(("create", "sh -c 'trap \"\" TERM; echo $$ >&2; sleep 600' & wait")), abort.Token);
        while (Status.IsEmpty) await Task.Delay(5);
        await abort.CancelAsync();
        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
        var stat = $"/proc/{Status.Single()}/stat";
        Assert.That(!File.Exists(stat) || File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal));
    }

    [Test]
    public async Task Assets_and_archives_are_found_by_pattern()
    {
        var inputs = Values.Map(
            ("create", "mkdir -p a/b; echo 1 > a/x.js; echo 2 > a/b/y.js; echo 3 > a/b/secret.js; echo 4 > z.txt"),
            ("assetPaths", new[] { "a/**.js", "!**secret.*" }), ("archivePaths", new[] { "*.{txt,md}" }));
        var outputs = (await CreateAsync(Type, inputs)).Outputs;
        var assets = ((PropertyValue.Map)outputs["assets"]).Properties;
        Assert.That(assets.Keys, Is.EqualTo(["a/b/y.js", "a/x.js"]));
        Assert.That(((PropertyValue.Asset)assets["a/x.js"]).Hash, Is.EqualTo("4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865"));
        var archive = (PropertyValue.Archive)outputs["archive"];
        Assert.That(archive.Entries!.Keys, Is.EqualTo(["z.txt"]));
        Assert.That(((PropertyValue.Asset)archive.Entries["z.txt"]).Path, Is.EqualTo(Path.Combine(Folder, "z.txt")));
    }

    [Test]
    public async Task Paths_of_assets_are_as_the_folder_was_given_and_links_to_folders_are_not_followed()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "sub"));
        Directory.CreateSymbolicLink(Path.Combine(Folder, "sub/circle"), ".");
        var outputs = (await CreateAsync(Type, Values.Map(("create", "echo 1 > x"), ("dir", "sub"), ("assetPaths", new[] { "**x" })))).Outputs;
        var assets = ((PropertyValue.Map)outputs["assets"]).Properties;
        Assert.That(((PropertyValue.Asset)assets.Single().Value).Path, Is.EqualTo("sub/x"));
    }

    [Test]
    public async Task A_folder_or_an_interpreter_that_is_not_there_is_named()
    {
        var folder = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(Type, Values.Map(("create", "true"), ("dir", "nowhere"))));
        Assert.That(folder!.Message, Does.Contain(Path.Combine(Folder, "nowhere")));
        var program = await Assert.ThrowsAsync<ProviderException>(
            async () => await CreateAsync(Type, Values.Map(("create", "true"), ("interpreter", new[] { "/no/such", "-c" }))));
        Assert.That(program!.Message, Does.Contain("/no/such"));
    }
}
