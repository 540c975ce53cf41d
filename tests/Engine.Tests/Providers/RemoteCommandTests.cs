using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Remote.Tests;

namespace E3.Engine.Tests.Providers;

[TestFixture]
internal sealed class RemoteCommandTests() : ProviderFixture("command")
{
    private const string Type = "command:remote:Command";
    private SshServer _server = null!;

    private PropertyMap Connection => Values.Map(
        ("host", "127.0.0.1"), ("port", _server.Port), ("user", Environment.UserName), ("privateKey", _server.ClientKey), ("hostKey", _server.HostKey));

    [OneTimeSetUp]
    public async Task Listen() => _server = await SshServer.StartAsync();

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [TearDown]
    public async Task CloseSessions() => await ((IAsyncDisposable)Provider).DisposeAsync();

    [Test]
    public async Task A_command_runs_there_with_its_input_and_variables()
    {
        var inputs = await CheckedAsync(Type, Values.Map(("connection", Connection), ("create", "cat; echo $A; echo err >&2"), ("stdin", "in\n"), ("environment", Values.Map(("A", "b c")))));
        var created = await CreateAsync(Type, inputs.Reveal());
        Assert.That(created.Outputs["stdout"].Plain(), Is.EqualTo("in\nb c"));
        Assert.That(created.Outputs["stderr"].Plain(), Is.EqualTo("err"));
        Assert.That(Status, Is.EqualTo(["err"]));
    }

    [Test]
    public async Task The_connection_is_secret_whatever_was_given_and_has_the_official_defaults()
    {
        var inputs = await CheckedAsync(Type, Values.Map(("connection", Values.Map(("host", "h"))), ("create", "true")));
        var connection = (PropertyValue.Secret)inputs["connection"];
        Assert.That(connection.Inner, Is.EqualTo(Values.Of(Values.Map(("host", "h"), ("port", 22), ("user", "root"), ("dialErrorLimit", 10), ("perDialTimeout", 15)))));
        var created = await CreateAsync(Type, Values.Map(("connection", Connection), ("create", "true")));
        Assert.That(created.Outputs["connection"], Is.TypeOf<PropertyValue.Secret>());
    }

    [Test]
    public async Task The_last_output_reaches_delete()
    {
        var file = Path.Combine(Folder, "gone");
        await DeleteAsync(Type, "1", Values.Map(("connection", Connection), ("delete", $"printf %s \"$PULUMI_COMMAND_STDOUT\" > {file}")), Values.Map(("stdout", "a\nb"), ("stderr", "")));
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo("a\nb"));
    }

    [Test]
    public async Task A_host_that_cannot_be_reached_is_named()
    {
        var away = Connection.With("port", Values.Of(SshServer.FreePort())).With("dialErrorLimit", Values.Of(1));
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(Type, Values.Map(("connection", away), ("create", "true"))));
        Assert.That(error!.Message, Does.Contain($"127.0.0.1:{away["port"].Plain()}").And.Contain("connection refused").And.Contain("2 attempts"));
        Assert.That(Status, Has.Some.Contains("waiting for host"));
    }

    [Test]
    public async Task A_failure_shows_what_was_said_but_not_the_key()
    {
        var inputs = Values.Map(("connection", Connection), ("create", $"cat {_server.Folder}/client >&2; exit 4"));
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(Type, inputs));
        Assert.That(error!.Message, Does.Contain("exit code 4"));
        foreach (var line in _server.ClientKey.Split('\n').Where(line => line.Length > 20))
            Assert.That(string.Join("\n", Status) + error, Does.Not.Contain(line));
    }

    [Test]
    public async Task Commands_of_a_host_share_a_login()
    {
        var inputs = Values.Map(("connection", Connection), ("create", "echo $SSH_CONNECTION"));
        var outputs = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => CreateAsync(Type, inputs)));
        Assert.That(outputs.Select(created => created.Outputs["stdout"].Plain()).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_host_that_died_meanwhile_is_logged_into_again()
    {
        await using var server = await SshServer.StartAsync();
        var connection = Connection.With("port", Values.Of(server.Port)).With("privateKey", Values.Of(server.ClientKey)).With("hostKey", Values.Of(server.HostKey));
        var inputs = Values.Map(("connection", connection), ("create", "echo fine"));
        await CreateAsync(Type, inputs);
        server.Kill();
        Clock.Pass(TimeSpan.FromSeconds(3));
        var again = CreateAsync(Type, inputs);
        server.Listen();
        Assert.That((await again).Outputs["stdout"].Plain(), Is.EqualTo("fine"));
    }

    [Test]
    public async Task Mistakes_in_a_connection_are_named_by_path()
    {
        var mistakes = await MistakesAsync(Type, Values.Map(("connection", Values.Map(("host", "h"), ("port", 0), ("agentSocketPath", "/x")))));
        Assert.That(mistakes, Has.Length.EqualTo(2).And.Some.StartsWith("connection.port").And.Some.StartsWith("connection.agentSocketPath"));
        Assert.That(await MistakesAsync(Type, Values.Map(("create", "x"))), Is.EqualTo(["connection: is required and was not given"]));
        Assert.That(await MistakesAsync(Type, Values.Map(("connection", Values.Map(("user", "x"))))), Is.EqualTo(["connection.host: is required and was not given"]));
    }

    [TestFixture]
    internal sealed class Copies() : ProviderFixture("command")
    {
        private const string CopyType = "command:remote:CopyToRemote";
        private SshServer _server = null!;

        [OneTimeSetUp]
        public async Task Listen() => _server = await SshServer.StartAsync();

        [OneTimeTearDown]
        public async Task Close()
        {
            if (_server is not null) await _server.DisposeAsync();
        }

        [TearDown]
        public async Task CloseSessions() => await ((IAsyncDisposable)Provider).DisposeAsync();

        [Test]
        public async Task A_text_becomes_a_file_and_another_text_replaces_it()
        {
            var old = await InputsAsync(new PropertyValue.Asset(null, null, "one", null), "there/file");
            var created = await CreateAsync(CopyType, old.Reveal());
            var now = await InputsAsync(new PropertyValue.Asset(null, null, "two", null), "there/file");
            Assert.That(await DiffAsync(CopyType, old, now), Is.EqualTo(["Update source"]));
            await UpdateAsync(CopyType, created.Id, old.Reveal(), created.Outputs, now.Reveal());
            Assert.That(await File.ReadAllTextAsync(Path.Combine(Folder, "there/file")), Is.EqualTo("two"));
        }

        [Test]
        public async Task A_changed_file_is_a_change()
        {
            await File.WriteAllTextAsync(Path.Combine(Folder, "a.txt"), "one");
            var old = await InputsAsync(new PropertyValue.Asset("a.txt", null, null, null), "to");
            await File.WriteAllTextAsync(Path.Combine(Folder, "a.txt"), "two");
            Assert.That(await DiffAsync(CopyType, old, await InputsAsync(new PropertyValue.Asset("a.txt", null, null, null), "to")), Is.EqualTo(["Update source"]));
        }

        [Test]
        public async Task A_file_goes_into_a_folder_that_is_there()
        {
            await File.WriteAllTextAsync(Path.Combine(Folder, "a.txt"), "a");
            Directory.CreateDirectory(Path.Combine(Folder, "to"));
            await CreateAsync(CopyType, (await InputsAsync(new PropertyValue.Asset("a.txt", null, null, null), "to")).Reveal());
            Assert.That(File.Exists(Path.Combine(Folder, "to/a.txt")));
        }

        [TestCase("src", "to/src/sub/f")]
        [TestCase("src/", "to/sub/f")]
        public async Task A_folder_goes_under_its_name_or_as_its_content(string source, string expected)
        {
            Directory.CreateDirectory(Path.Combine(Folder, "src/sub"));
            await File.WriteAllTextAsync(Path.Combine(Folder, "src/sub/f"), "f");
            await CreateAsync(CopyType, (await InputsAsync(new PropertyValue.Archive(source, null, null, null), "to")).Reveal());
            Assert.That(File.Exists(Path.Combine(Folder, expected)));
        }

        [Test]
        public async Task Assets_by_name_become_files()
        {
            var entries = PropertyMap.Empty.With("x/y", new PropertyValue.Asset(null, null, "y", null)).With("z", new PropertyValue.Asset(null, null, "z", null));
            await CreateAsync(CopyType, (await InputsAsync(new PropertyValue.Archive(null, null, entries, null), "to")).Reveal());
            Assert.That(await File.ReadAllTextAsync(Path.Combine(Folder, "to/x/y")), Is.EqualTo("y"));
        }

        [Test]
        public async Task A_source_that_is_not_there_is_named() => Assert.That(
            await MistakesAsync(CopyType, Inputs(new PropertyValue.Asset("no.txt", null, null, null), "to")),
            Is.EqualTo([$"source: there is no file or folder {Path.Combine(Folder, "no.txt")}"]));

        private Task<PropertyMap> InputsAsync(PropertyValue source, string to) => CheckedAsync(CopyType, Inputs(source, to));

        private PropertyMap Inputs(PropertyValue source, string to) => Values.Map(
            ("connection", Values.Map(("host", "127.0.0.1"), ("port", _server.Port), ("user", Environment.UserName), ("privateKey", _server.ClientKey))),
            ("source", source), ("remotePath", Path.Combine(Folder, to)));
    }
}
