using Pulumi.Automation.Tests.Dummy;

namespace Pulumi.Automation.Tests.Words;

/// <summary>What the command is told for each call of a workspace.</summary>
public class WorkspaceWordsTests : DummyTests
{
    [Test]
    public async Task Stacks_are_made_selected_listed_and_removed()
    {
        using var workspace = await Dummy.WorkspaceAsync(new() { SecretsProvider = "passphrase" });
        await workspace.CreateStackAsync("dev");
        await workspace.SelectStackAsync("dev");
        await workspace.ListStacksAsync();
        await workspace.RemoveStackAsync("dev");

        Assert.That(Dummy.Calls, Is.EqualTo(new[]
        {
            "stack init dev --secrets-provider passphrase --non-interactive",
            "stack select --stack dev --non-interactive",
            "stack ls --json --non-interactive",
            "stack rm --yes dev --non-interactive",
        }));
    }

    [Test]
    public async Task Settings_are_read_and_removed()
    {
        Dummy.Answer(1, """{"value":"5","secret":false}""").Answer(2, """{"value":"x","secret":true}""").Answer(3, """{"p:a":{"value":"1","secret":true}}""");
        using var workspace = await Dummy.WorkspaceAsync();

        var plain = await workspace.GetConfigAsync("dev", "count");
        var secret = await workspace.GetConfigAsync("dev", "hosts[0].key", path: true);
        var all = await workspace.GetAllConfigAsync("dev");
        await workspace.RemoveConfigAsync("dev", "count");
        await workspace.RemoveConfigAsync("dev", "hosts[0]", path: true);
        await workspace.RemoveAllConfigAsync("dev", ["a", "b"]);
        await workspace.RemoveAllConfigAsync("dev", ["a.b"], path: true);
        await workspace.RefreshConfigAsync("dev");

        Assert.Multiple(() =>
        {
            Assert.That((plain.Value, plain.IsSecret), Is.EqualTo(("5", false)));
            Assert.That((secret.Value, secret.IsSecret), Is.EqualTo(("x", true)));
            Assert.That((all["p:a"].Value, all["p:a"].IsSecret), Is.EqualTo(("1", true)));
            Assert.That(Dummy.Calls, Is.EqualTo(new[]
            {
                "config get count --json --stack dev --non-interactive",
                "config get --path hosts[0].key --json --stack dev --non-interactive",
                "config --show-secrets --json --stack dev --non-interactive",
                "config rm count --stack dev --non-interactive",
                "config rm hosts[0] --stack dev --path --non-interactive",
                "config rm-all --stack dev a b --non-interactive",
                "config rm-all --stack dev --path a.b --non-interactive",
                "config refresh --force --stack dev --non-interactive",
                "config --show-secrets --json --stack dev --non-interactive",
            }));
        });
    }

    [Test]
    public async Task A_value_that_looks_like_a_flag_is_set_as_it_is()
    {
        using var workspace = await Dummy.WorkspaceAsync();
        await workspace.SetConfigAsync("dev", "key", new("--help"), path: true);
        await workspace.SetAllConfigAsync("dev", new Dictionary<string, ConfigValue> { ["a"] = new("1 2"), ["b"] = new("=") });

        Assert.Multiple(() =>
        {
            Assert.That(Dummy.WordsOf(1), Is.EqualTo(new[] { "config", "set", "--path", "key", "--plaintext", "--stack", "dev", "--non-interactive", "--", "--help" }));
            Assert.That(Dummy.WordsOf(2), Is.EqualTo(new[] { "config", "set-all", "--stack", "dev", "--plaintext", "a=1 2", "--plaintext", "b==", "--non-interactive" }));
        });
    }

    [Test]
    public async Task A_secret_is_never_among_the_words_of_a_process()
    {
        using var workspace = await Dummy.WorkspaceAsync();
        await workspace.SetConfigAsync("dev", "key", new("-----BEGIN KEY-----\nabc\n", isSecret: true));
        await workspace.SetAllConfigAsync("dev", new Dictionary<string, ConfigValue> { ["a"] = new("open"), ["b"] = new("hush", isSecret: true) });
        Dummy.Answer(4);
        await workspace.ChangeSecretsProviderAsync("dev", "passphrase", new() { NewPassphrase = "new hush" });

        Assert.Multiple(() =>
        {
            Assert.That(Dummy.Calls, Is.EqualTo(new[]
            {
                "config set key --secret --stack dev --non-interactive",
                "config set-all --stack dev --plaintext a=open --non-interactive",
                "config set b --secret --stack dev --non-interactive",
                "stack change-secrets-provider --stack dev passphrase --non-interactive",
            }));

            // The command takes one line end off what it reads; the key's own has to stay.
            Assert.That(Dummy.Read(1, "input"), Is.EqualTo("-----BEGIN KEY-----\nabc\n\n"));
            Assert.That(Dummy.Read(3, "input"), Is.EqualTo("hush\n"));
            Assert.That(Dummy.Read(4, "input"), Is.EqualTo("new hush"));
        });
    }

    [Test]
    public async Task A_passphrase_must_be_given_when_it_is_to_be_changed()
    {
        using var workspace = await Dummy.WorkspaceAsync();
        await Assert.ThrowsAsync<ArgumentNullException>(() => workspace.ChangeSecretsProviderAsync("dev", "passphrase", secretsProviderOptions: null));
        await workspace.ChangeSecretsProviderAsync("dev", "awskms://key", secretsProviderOptions: null);
        Assert.That(Dummy.Calls, Is.EqualTo(new[] { "stack change-secrets-provider --stack dev awskms://key --non-interactive" }));
    }

    [Test]
    public async Task Tags_environments_plugins_and_packages()
    {
        Dummy.Answer(2, "green\n").Answer(4, """{"colour":"green"}""")
            .Answer(9, """[{"name":"aws","kind":"resource","version":"3.19.2","size":258460028,"installTime":"2020-12-09T19:24:23.214Z","lastUsedTime":"2020-12-09T19:24:26Z"}]""");
        using var workspace = await Dummy.WorkspaceAsync();
        await workspace.SetTagAsync("dev", "colour", "green");
        var tag = await workspace.GetTagAsync("dev", "colour");
        await workspace.RemoveTagAsync("dev", "colour");
        var tags = await workspace.ListTagsAsync("dev");
        await workspace.AddEnvironmentsAsync("dev", ["one", "two"]);
        await workspace.RemoveEnvironmentAsync("dev", "one");
        await workspace.InstallPluginAsync("aws", "3.0.0", options: new() { ExactVersion = true, ServerUrl = "https://x" });
        await workspace.RemovePluginAsync("aws", "^3", PluginKind.Analyzer);
        var plugins = await workspace.ListPluginsAsync();
        await workspace.InstallAsync(new() { UseLanguageVersionTools = true, NoDependencies = true, Reinstall = true, NoPlugins = true });

        Assert.Multiple(() =>
        {
            Assert.That(tag, Is.EqualTo("green"));
            Assert.That(tags, Is.EqualTo(new Dictionary<string, string> { ["colour"] = "green" }));
            Assert.That(plugins.Select(plugin => (plugin.Name, plugin.Kind, plugin.Version, plugin.Size)), Is.EqualTo(new[] { ("aws", PluginKind.Resource, "3.19.2", 258460028L) }));
            Assert.That(plugins[0].InstallTime, Is.EqualTo(new DateTimeOffset(2020, 12, 9, 19, 24, 23, 214, TimeSpan.Zero)));
            Assert.That(Dummy.Calls, Is.EqualTo(new[]
            {
                "stack tag set colour green --stack dev --non-interactive",
                "stack tag get colour --stack dev --non-interactive",
                "stack tag rm colour --stack dev --non-interactive",
                "stack tag ls --json --stack dev --non-interactive",
                "config env add --stack dev --yes one two --non-interactive",
                "config env rm one --stack dev --yes --non-interactive",
                "plugin install resource aws 3.0.0 --exact --server https://x --non-interactive",
                "plugin rm analyzer aws ^3 --yes --non-interactive",
                "plugin ls --json --non-interactive",
                "install --use-language-version-tools --no-dependencies --reinstall --no-plugins --non-interactive",
            }));
        });
    }

    [Test]
    public async Task State_goes_out_with_its_secrets_and_comes_in_by_a_file_that_nobody_else_can_read()
    {
        const string State = """{"version":3,"deployment":{"resources":[]}}""";
        Dummy.Answer(1, State);
        using var workspace = await Dummy.WorkspaceAsync();
        var state = await workspace.ExportStackAsync("dev");
        await workspace.ImportStackAsync("dev", state);

        var file = Dummy.WordsOf(2)[3];
        Assert.Multiple(() =>
        {
            Assert.That(state.Version, Is.EqualTo(3));
            Assert.That(Dummy.Calls[0], Is.EqualTo("stack export --stack dev --show-secrets --non-interactive"));
            Assert.That(Dummy.Calls[1], Is.EqualTo($"stack import --file {file} --stack dev --non-interactive"));
            Assert.That(Dummy.Read(2, "file"), Is.EqualTo(State));
            Assert.That(File.Exists(file), Is.False);
        });
    }

    [Test]
    public async Task Who_acts_is_asked_in_the_way_the_command_knows()
    {
        Dummy.Answer(1, """{"user":"me","url":"file:///state","organizations":["a","b"]}""").Answer(2, "me\n");
        using var workspace = await Dummy.WorkspaceAsync();
        var all = await workspace.WhoAmIAsync();
        File.WriteAllText(Dummy.In("version"), "3.50.0");
        using var old = await Dummy.WorkspaceAsync();
        var name = await old.WhoAmIAsync();

        Assert.Multiple(() =>
        {
            Assert.That((all.User, all.Url), Is.EqualTo(("me", "file:///state")));
            Assert.That(all.Organizations, Is.EqualTo(new[] { "a", "b" }));
            Assert.That((name.User, name.Url, name.Organizations.Length), Is.EqualTo(("me", (string?)null, 0)));
            Assert.That(Dummy.Calls, Is.EqualTo(new[] { "whoami --json --non-interactive", "whoami --non-interactive" }));
            Assert.That(() => old.InstallAsync(), Throws.InvalidOperationException.With.Message.Contains("does not support"));
            Assert.That(() => old.AddEnvironmentsAsync("dev", ["x"]), Throws.InvalidOperationException.With.Message.Contains("does not support"));
        });
    }

    [Test]
    public async Task The_current_stack_is_found_among_all()
    {
        Dummy.Answer(1, """
            [{"name":"a","current":false,"updateInProgress":false},
             {"name":"b","current":true,"lastUpdate":"2026-01-02T03:04:05.000Z","updateInProgress":true,"resourceCount":7,"url":"https://x"}]
            """);
        using var workspace = await Dummy.WorkspaceAsync();
        var current = await workspace.GetStackAsync();

        Assert.That(
            (current!.Name, current.IsCurrent, current.LastUpdate, current.IsUpdateInProgress, current.ResourceCount, current.Url),
            Is.EqualTo(("b", true, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), true, 7, "https://x")));
    }
}
