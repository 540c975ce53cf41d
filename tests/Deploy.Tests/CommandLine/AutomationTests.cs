using System.Text.Json;
using E3.Deploy.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pulumirpc;

namespace E3.Deploy.Tests.CommandLine;

/// <summary>The words that Pulumi.Automation says, in its order, and what it reads in the answers.</summary>
public class AutomationTests
{
    [Test]
    public async Task A_stack_lives_from_init_to_rm()
    {
        using var run = OperationTests.Of("secret-output");

        Assert.That(await Run("stack select --stack try"), Is.EqualTo(ExitCodes.NoSuchStack));
        Assert.That(run.Error, Does.StartWith("error: no stack named 'try' found"));
        await Ok("stack init try --secrets-provider passphrase");
        Assert.That(run.Files.Read("Pulumi.try.yaml"), Does.StartWith("encryptionsalt: v1:"));
        Assert.That(run.Files.Read(".e3/state/.pulumi/stacks/demo/try.json"), Is.EqualTo("""{"version":3,"checkpoint":{"stack":"organization/demo/try"}}"""));
        Assert.That(await Run("stack init try"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Is.EqualTo("error: stack 'organization/demo/try' already exists\n"));
        await Ok("stack select --stack try");
        await Ok("stack ls --json");
        Assert.That(run.Output.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal), Is.EqualTo("""[{"name":"try","current":true}]"""));

        var log = Path.Combine(run.Files.Folder, "eventlog.txt");
        await Ok($"up --yes --skip-preview --message made --exec-kind auto.local --stack try --event-log {log}");
        var events = (await File.ReadAllLinesAsync(log)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.That(events.Select(line => line.EnumerateObject().Last().Name), Does.Contain("resourcePreEvent").And.Contain("resOutputsEvent"));
        Assert.That(events[^2].GetProperty("summaryEvent").GetProperty("resourceChanges").GetProperty("create").GetInt32(), Is.EqualTo(1));
        Assert.That(await File.ReadAllTextAsync(log), Does.Not.Contain("hush"));

        await Ok("stack output --json --stack try");
        Assert.That(run.Output, Does.Contain("\"password\": \"[secret]\"").And.Contain("\"plain\": \"open\""));
        await Ok("stack output --json --show-secrets --stack try");
        Assert.That(run.Output, Does.Contain("\"password\": \"hush-hush\""));
        await Ok("stack history --json --show-secrets --page-size 1 --page 1 --stack try");
        var last = JsonDocument.Parse(run.Output).RootElement[0];
        Assert.That(last.GetProperty("message").GetString(), Is.EqualTo("made"));
        Assert.That(last.GetProperty("environment").GetProperty("exec.kind").GetString(), Is.EqualTo("auto.local"));
        Assert.That((last.GetProperty("version").GetInt32(), last.GetProperty("kind").GetString(), last.GetProperty("result").GetString()), Is.EqualTo((1, "update", "succeeded")));

        await Ok("stack export --show-secrets --stack try");
        var deployment = run.Output;
        Assert.That(deployment, Does.Contain("\"plaintext\": \"\\\"hush-hush\\\"\""));
        await Ok("stack export");
        Assert.That(run.Output, Does.Contain("\"ciphertext\": \"v1:").And.Not.Contain("hush"));
        await Ok($"stack import --file {run.Files.Write("in.json", deployment)} --stack try");
        Assert.That(run.Output, Is.EqualTo("Import complete.\n"));
        Assert.That(run.Files.Read(".e3/state/.pulumi/stacks/demo/try.json"), Does.Not.Contain("hush"));

        Assert.That(await Run("stack import --file in.json --stack local"), Is.EqualTo(ExitCodes.NoSuchStack), run.Error);
        await Ok("cancel --yes --stack try");
        await Ok("stack rm --yes try");
        Assert.That(File.Exists(Path.Combine(run.Files.Folder, "Pulumi.try.yaml")), Is.False);
        await Ok("stack ls --json");
        Assert.That(run.Output, Is.EqualTo("[]\n"));

        async Task Ok(string line) => Assert.That(await Run(line), Is.EqualTo(ExitCodes.Ok), $"{line}: {run.Error}{run.Output}");

        Task<int> Run(string line) => run.RunAsync([.. line.Split(' '), "--non-interactive"]);
    }

    [Test]
    public async Task Settings_are_set_read_and_removed_many_at_a_time()
    {
        using var run = new CommandRun();

        await Ok("config", "set", "key", "--plaintext", "--stack", "local", "--non-interactive", "--", "-v --value with \"dashes\"");
        await Ok("config", "get", "key", "--json", "--stack", "local");
        Assert.That(JsonDocument.Parse(run.Output).RootElement.GetProperty("value").GetString(), Is.EqualTo("-v --value with \"dashes\""));
        await Ok("config", "set-all", "--stack", "local", "--plaintext", "a=1=2", "--secret", "b=hush", "--plaintext", "c=");
        await Ok("config", "set-all", "--path", "--plaintext", "d.e[0]=5");
        await Ok("config", "--show-secrets", "--json", "--stack", "local");
        var config = JsonDocument.Parse(run.Output).RootElement;
        Assert.That(config.EnumerateObject().Select(entry => $"{entry.Name}={entry.Value.GetProperty("value").GetString()}:{entry.Value.GetProperty("secret").GetBoolean()}"),
            Is.EqualTo(new[] { "demo:a=1=2:False", "demo:b=hush:True", "demo:c=:False", "demo:d={\"e\":[5]}:False", "demo:key=-v --value with \"dashes\":False", "e3:repeats=3:False" }));
        Assert.That(run.Files.Read("Pulumi.local.yaml"), Does.Not.Contain("hush"));
        Assert.That(await run.RunAsync("config", "set-all", "--plaintext", "a=9", "--plaintext", "nothing"), Is.EqualTo(ExitCodes.Usage));
        Assert.That(run.Error, Is.EqualTo("error: 'nothing' is no setting: write key=value\n"));
        await Ok("config", "get", "a");
        Assert.That(run.Output, Is.EqualTo("1=2\n"), "all or none");
        await Ok("config", "rm-all", "a", "b", "c", "d", "key", "--stack", "local");
        await Ok("config", "--json");
        Assert.That(JsonDocument.Parse(run.Output).RootElement.EnumerateObject().Select(entry => entry.Name), Is.EqualTo(new[] { "e3:repeats" }));

        async Task Ok(params string[] words) => Assert.That(await run.RunAsync(words), Is.EqualTo(ExitCodes.Ok), run.Error);
    }

    [Test]
    public async Task Settings_are_set_from_what_the_listing_prints()
    {
        using var run = new CommandRun();

        Assert.That(await run.RunAsync("config", "set-all", "--stack", "local", "--json", """
            {"demo:a": {"value": "1", "secret": false}, "b": {"value": "hush", "secret": true}, "demo:c": {"value": "{\"x\":[1,\"y\"]}", "objectValue": {"x": [1, "y"]}, "secret": false},
             "demo:d": {"value": "{\"p\":\"hush too\"}", "objectValue": {"p": "hush too"}, "secret": true}}
            """), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Files.Read("Pulumi.local.yaml"), Does.Not.Contain("hush").And.Match(@"(?m)^  demo:c:\n    x:\n"));
        Assert.That(await run.RunAsync("config", "--show-secrets", "--json", "--stack", "local"), Is.EqualTo(ExitCodes.Ok), run.Error);
        var listed = run.Output;
        Assert.That(
            JsonDocument.Parse(listed).RootElement.EnumerateObject().Select(entry => $"{entry.Name}={entry.Value.GetProperty("value").GetString()}:{entry.Value.GetProperty("secret").GetBoolean()}"),
            Is.EqualTo(new[] { "demo:a=1:False", "demo:b=hush:True", "demo:c={\"x\":[1,\"y\"]}:False", "demo:d={\"p\":\"hush too\"}:True", "e3:repeats=3:False" }));

        Assert.That(await run.RunAsync("config", "set-all", "--json", listed), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(await run.RunAsync("config", "--show-secrets", "--json"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Is.EqualTo(listed), "there and back");
    }

    [TestCase("""{"a": {"value": "hush"}, "b": {"secret": true}}""", "'b' has no text 'value'")]
    [TestCase("""{"a": {"value": "hush", "secret": "yes"}}""", "'secret' of 'a' is neither true nor false")]
    [TestCase("hush", "it is not JSON (line 1, byte 1)")]
    [TestCase("""["hush"]""", "it is not an object of settings")]
    public async Task Settings_that_are_not_what_the_listing_prints_change_nothing_and_are_not_shown(string json, string what)
    {
        using var run = new CommandRun();
        var before = run.Files.Read("Pulumi.local.yaml");
        Assert.That(await run.RunAsync("config", "set-all", "--json", json), Is.EqualTo(ExitCodes.Usage));
        Assert.That(run.Error, Does.StartWith($"error: --json: {what}").And.Not.Contain("hush"));
        Assert.That(run.Files.Read("Pulumi.local.yaml"), Is.EqualTo(before));
    }

    [Test]
    public async Task Plugins_are_those_that_are_built_in()
    {
        using var run = new CommandRun();

        Assert.That(await Run("plugin ls --json"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(
            JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Select(plugin => $"{plugin.GetProperty("kind").GetString()} {plugin.GetProperty("name").GetString()}"),
            Is.EqualTo(new[] { "resource command", "resource digitalocean", "resource tailscale" }));
        var version = JsonDocument.Parse(run.Output).RootElement[0].GetProperty("version").GetString();

        Assert.That(await Run($"plugin install resource command {version}"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Is.EqualTo($"command is built in, with the resources of {version}: nothing to install.\n"));
        Assert.That(await Run("plugin install resource command v9.9.9 --server https://example.com"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Does.EndWith("(it stands for 9.9.9 too).\n"));
        Assert.That(await Run("plugin install"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(await Run("install --no-dependencies --reinstall"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Does.StartWith("nothing to install: "));
        Assert.That(await Run("plugin rm resource random 1.0.0 --yes"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Is.EqualTo("no plugins found to uninstall\n"));

        Task<int> Run(string line) => run.RunAsync([.. line.Split(' '), "--non-interactive"]);
    }

    [TestCase("plugin install resource random v4.21.2", ExitCodes.Failed, "there is no provider for package 'random' here: E3 runs no plugins, and has those of command, digitalocean, tailscale built in")]
    [TestCase("plugin install resource digitalcean", ExitCodes.Failed, "did you mean 'digitalocean'?")]
    [TestCase("plugin install language nodejs", ExitCodes.Failed, "the language plugin 'nodejs' cannot be installed: E3 runs no plugins")]
    [TestCase("plugin install resuorce command", ExitCodes.Usage, "unrecognized plugin kind: resuorce")]
    [TestCase("plugin install resource", ExitCodes.Usage, "missing plugin name argument")]
    [TestCase("plugin install resource command@1.0.0 1.2.0", ExitCodes.Usage, "as a version")]
    [TestCase("plugin install resource command --file x.tar.gz", ExitCodes.Usage, "--file is not in the embedded engine")]
    [TestCase("plugin rm resource command --yes", ExitCodes.Failed, "command is built in and cannot be removed")]
    [TestCase("plugin rm", ExitCodes.Usage, "please pass --all")]
    public async Task A_plugin_that_there_cannot_be_is_refused_with_the_reason(string line, int code, string reason)
    {
        using var run = new CommandRun();
        Assert.That(await run.RunAsync(line.Split(' ')), Is.EqualTo(code));
        Assert.That(run.Error, Does.StartWith("error: ").And.Contain(reason));
    }

    [TestCase("config env add a/b --stack local --yes", "'pulumi config env' is not in the embedded engine: a backend that is a folder does not support environments (ESC)")]
    [TestCase("config env ls --stack local --json", "'pulumi config env' is not in the embedded engine")]
    [TestCase("org get-default", "'pulumi org' is not in the embedded engine: organizations are Pulumi Cloud's")]
    [TestCase("new typescript --yes", "'pulumi new' is not in the embedded engine: there are no templates")]
    [TestCase("policy enable x", "'pulumi policy' is not in the embedded engine: policy packs are not run")]
    public async Task A_command_that_is_not_here_says_so(string line, string reason)
    {
        using var run = new CommandRun();
        Assert.That(await run.RunAsync(line.Split(' ')), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.StartWith("error: ").And.Contain(reason));
    }

    [Test]
    public async Task Who_works_here_is_said_with_the_backend()
    {
        using var run = new CommandRun();
        run.Environment["PULUMI_BACKEND_URL"] = "file:///somewhere";

        Assert.That(await run.RunAsync("whoami", "--json"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Is.EqualTo("{\n  \"user\": \"tester\",\n  \"url\": \"file:///somewhere\"\n}\n"));
        Assert.That(await run.RunAsync("whoami"), Is.EqualTo(ExitCodes.Ok), run.Error);
        Assert.That(run.Output, Is.EqualTo("tester\n"));
    }

    [Test]
    public async Task Events_arrive_over_grpc_before_the_command_ends()
    {
        using var run = OperationTests.Of("ok");
        await using var listener = await EventListener.StartAsync();

        Assert.That(await run.RunAsync("preview", "--event-log", $"tcp://localhost:{listener.Port}"), Is.EqualTo(ExitCodes.Ok), run.Error);

        Assert.That(listener.IsComplete, Is.True);
        Assert.That(JsonDocument.Parse(listener.Lines[0]).RootElement.TryGetProperty("preludeEvent", out _), Is.True);
        Assert.That(JsonDocument.Parse(listener.Lines[^2]).RootElement.GetProperty("summaryEvent").GetProperty("isPreview").GetBoolean(), Is.True);
    }

    [Test]
    public async Task Events_that_nobody_takes_are_an_error()
    {
        using var run = OperationTests.Of("ok");

        Assert.That(await run.RunAsync("preview", "--event-log", "tcp://localhost:1"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.StartWith("error: --event-log: tcp://localhost:1 did not take the events: "));
    }

    private sealed class EventListener : Events.EventsBase, IAsyncDisposable
    {
        private WebApplication _server = null!;

        public List<string> Lines { get; } = [];

        public bool IsComplete { get; private set; }

        public int Port => new Uri(_server.Urls.Single()).Port;

        public static async Task<EventListener> StartAsync()
        {
            var listener = new EventListener();
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
            builder.Services.AddGrpc();
            builder.Services.AddSingleton(listener);
            listener._server = builder.Build();
            listener._server.MapGrpcService<EventListener>();
            await listener._server.StartAsync();
            return listener;
        }

        public override async Task<Empty> StreamEvents(IAsyncStreamReader<EventRequest> requestStream, ServerCallContext context)
        {
            await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            {
                Lines.Add(request.Event);
            }

            IsComplete = true;
            return new Empty();
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();
    }
}
