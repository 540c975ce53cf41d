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
        Assert.That(Status.Order(StringComparer.Ordinal), Is.EqualTo(["b c", "err", "in"]));
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
        var mistakes = await MistakesAsync(Type, Values.Map(("connection", Values.Map(("host", "h"), ("port", 0), ("dialErrorLimit", -2)))));
        Assert.That(mistakes, Has.Length.EqualTo(2).And.Some.StartsWith("connection.port").And.Some.StartsWith("connection.dialErrorLimit"));
        Assert.That(await MistakesAsync(Type, Values.Map(("create", "x"))), Is.EqualTo(["connection: is required and was not given"]));
        Assert.That(await MistakesAsync(Type, Values.Map(("connection", Values.Map(("user", "x"))))), Is.EqualTo(["connection.host: is required and was not given"]));
    }

    [Test]
    public async Task A_failed_login_is_tried_again_as_often_as_the_connection_says_on_the_way_and_at_the_end()
    {
        var nobody = Connection.With("port", Values.Of(SshServer.FreePort())).With("dialErrorLimit", Values.Of(2));
        var proxied = Connection.With("dialErrorLimit", Values.Of(5)).With("proxy", Values.Of(nobody));
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(Type, Values.Map(("connection", proxied), ("create", "true"))));
        Assert.That(error!.Message, Does.Contain("the host in between").And.Contain("3 attempts"));
        var once = await Assert.ThrowsAsync<ProviderException>(
            async () => await CreateAsync(Type, Values.Map(("connection", nobody.With("dialErrorLimit", Values.Of(0))), ("create", "true"))));
        Assert.That(once!.Message, Does.Contain("1 attempt"));
    }

    [Test]
    public async Task A_command_goes_through_a_proxy()
    {
        await using var far = await SshServer.StartAsync();
        var connection = Connection.With("port", Values.Of(far.Port)).With("privateKey", Values.Of(far.ClientKey)).With("hostKey", Values.Of(far.HostKey))
            .With("proxy", Values.Of(Connection));
        var outputs = (await CreateAsync(Type, Values.Map(("connection", connection), ("create", "echo $SSH_CONNECTION")))).Outputs;
        Assert.That(outputs["stdout"].Plain(), Does.EndWith($" {far.Port}"));
    }

    [Test]
    public async Task An_encrypted_key_needs_its_password()
    {
        var sealedKey = Path.Combine(Folder, "sealed");
        File.Copy(Path.Combine(_server.Folder, "client"), sealedKey);
        await SshAgentProcess.RunAsync("ssh-keygen", "-q", "-p", "-P", "", "-N", "open sesame", "-f", sealedKey);
        var connection = Connection.With("privateKey", Values.Of(await File.ReadAllTextAsync(sealedKey)));
        var outputs = (await CreateAsync(Type, Values.Map(("connection", connection.With("privateKeyPassword", Values.Of("open sesame"))), ("create", "echo in")))).Outputs;
        Assert.That(outputs["stdout"].Plain(), Is.EqualTo("in"));
        foreach (var wrong in new[] { connection, connection.With("privateKeyPassword", Values.Of("guess")) })
            Assert.That(async () => await CreateAsync(Type, Values.Map(("connection", wrong), ("create", "true"))), Throws.TypeOf<ProviderException>().With.Message.Contains("private key"));
    }

    [Test]
    public async Task Keys_of_an_agent_log_in_whether_it_is_named_or_in_the_surroundings()
    {
        await using var agent = await SshAgentProcess.StartAsync();
        await agent.AddAsync(Path.Combine(_server.Folder, "other"));
        await agent.AddAsync(Path.Combine(_server.Folder, "client"));
        var inputs = Values.Map(("connection", Connection.Without("privateKey").With("agentSocketPath", Values.Of(agent.Socket))), ("create", "echo in"));
        Assert.That((await CreateAsync(Type, inputs)).Outputs["stdout"].Plain(), Is.EqualTo("in"));
        await ((IAsyncDisposable)Provider).DisposeAsync();
        Variables["SSH_AUTH_SOCK"] = agent.Socket;
        inputs = Values.Map(("connection", Connection.Without("privateKey")), ("create", "echo again"));
        Assert.That((await CreateAsync(Type, inputs)).Outputs["stdout"].Plain(), Is.EqualTo("again"));
    }

    [Test]
    public async Task An_RSA_key_of_an_agent_signs_with_a_hash_that_is_not_refused()
    {
        await using var agent = await SshAgentProcess.StartAsync();
        await SshAgentProcess.RunAsync("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", Path.Combine(Folder, "rsa"));
        await File.AppendAllTextAsync(Path.Combine(_server.Folder, "authorized"), await File.ReadAllTextAsync(Path.Combine(Folder, "rsa.pub")));
        await agent.AddAsync(Path.Combine(Folder, "rsa"));
        var inputs = Values.Map(("connection", Connection.Without("privateKey").With("agentSocketPath", Values.Of(agent.Socket))), ("create", "echo in"));
        Assert.That((await CreateAsync(Type, inputs)).Outputs["stdout"].Plain(), Is.EqualTo("in"));
    }

    [Test]
    public async Task An_agent_that_is_not_there_is_named()
    {
        var inputs = Values.Map(("connection", Connection.With("agentSocketPath", Values.Of("/no/such.sock"))), ("create", "true"));
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(Type, inputs));
        Assert.That(error!.Message, Does.Contain("the SSH agent at /no/such.sock cannot be asked"));
        Variables["SSH_AUTH_SOCK"] = "/no/such.sock";
        Assert.That((await CreateAsync(Type, Values.Map(("connection", Connection), ("create", "echo in")))).Outputs["stdout"].Plain(), Is.EqualTo("in"), "the key is enough");
    }
}
