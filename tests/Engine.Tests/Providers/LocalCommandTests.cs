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

    [TestCase(null, "err")]
    [TestCase("stderr", "err")]
    [TestCase("stdout", "out")]
    [TestCase("none", "")]
    public async Task Logging_says_what_becomes_progress(string? logging, string expected)
    {
        var inputs = Values.Map(("create", "echo out; echo err >&2"));
        await CreateAsync(Type, logging is null ? inputs : inputs.With("logging", Values.Of(logging)));
        Assert.That(string.Join(",", Status), Is.EqualTo(expected));
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
        Assert.That(((PropertyValue.Archive)outputs["archive"]).Entries!.Keys, Is.EqualTo(["z.txt"]));
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
