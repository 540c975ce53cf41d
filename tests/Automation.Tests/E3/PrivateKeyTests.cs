using E3.Remote.Tests;
using Pulumi.Automation.Events;

namespace Pulumi.Automation.Tests.E3;

/// <summary>
/// Keys that commands take and print (https://github.com/pulumi/pulumi/issues/13286, https://github.com/pulumi/pulumi-command/issues/111,
/// https://github.com/pulumi/pulumi-command/issues/260 and https://github.com/pulumi/pulumi-command/issues/773): a person, a log or a file
/// sees no line of them.
/// </summary>
[CancelAfter(120_000)]
public class PrivateKeyTests
{
    [Test]
    public async Task Private_keys_in_Command_inputs_and_outputs_are_shown_nowhere(CancellationToken cancel)
    {
        await using var server = await SshServer.StartAsync();
        using var project = new DiskProject("keys");
        using var stack = await LocalWorkspace.CreateStackAsync(await project.ArgsAsync("dev"), cancel);
        var said = new List<string>();
        await stack.SetAllConfigAsync(
            new Dictionary<string, ConfigValue>
            {
                ["program"] = new("keys"),
                ["privateKey"] = new(server.ClientKey, isSecret: true),
                ["port"] = new($"{server.Port}"),
                ["user"] = new(System.Environment.UserName),
                ["keyFile"] = new(Path.Combine(server.Folder, "client")),
                ["otherFile"] = new(Path.Combine(server.Folder, "other")),
            }, cancel);
        var log = Path.Combine(project.Folder, "events");
        said.Add(await project.PrintsAsync("preview", "--diff", "--stack", "dev"));
        said.Add(await project.PrintsAsync("preview", "--json", "--stack", "dev"));
        said.Add(await project.PrintsAsync("up", "--yes", "--stack", "dev", "--event-log", log, "--logtostderr", "--verbose", "9"));
        Assert.That(said[^1], Does.Contain("there"), "the command ran");
        var up = await stack.UpAsync(new() { OnEvent = happened => said.Add(Text(happened)), OnStandardOutput = said.Add, OnStandardError = said.Add }, cancel);
        Assert.That(up.Outputs["there"].Value, Is.EqualTo(server.ClientKey.TrimEnd('\n')), "the key came through");
        Assert.That(up.Outputs["made"].IsSecret);

        await stack.SetConfigAsync("privateKey", new(await File.ReadAllTextAsync(Path.Combine(server.Folder, "other"), cancel), isSecret: true), cancel);
        said.Add(await project.PrintsAsync("preview", "--diff", "--stack", "dev"));
        said.Add(await project.PrintsAsync("preview", "--json", "--stack", "dev"));
        await stack.SetConfigAsync("privateKey", new(server.ClientKey, isSecret: true), cancel);
        await stack.SetConfigAsync("then", new($"cat {Path.Combine(server.Folder, "client")} >&2; exit 3"), cancel);
        said.Add(await project.PrintsAsync("up", "--yes", "--stack", "dev"));
        Assert.That(said[^1], Does.Contain("exit code 3").And.Contain("what it said on stdout is secret"));
        await stack.SetConfigAsync("port", new("0"), cancel);
        said.Add(await project.PrintsAsync("preview", "--stack", "dev"));
        Assert.That(said[^1], Does.Contain("connection.port"));
        said.Add(await project.PrintsAsync("stack", "export", "--stack", "dev"));
        said.Add(await project.PrintsAsync("stack", "output", "--json", "--stack", "dev"));
        said.Add(await project.PrintsAsync("stack", "history", "--json", "--stack", "dev"));
        said.Add(await project.PrintsAsync("config", "--json", "--stack", "dev"));
        foreach (var root in new[] { project.Folder, project.State })
            said.AddRange(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.That(await File.ReadAllTextAsync(log, cancel), Does.Contain("summaryEvent"));
        var lines = new[] { "client", "other" }.SelectMany(key => File.ReadAllLines(Path.Combine(server.Folder, key))).Where(line => line.Length > 20 && line[0] != '-');
        foreach (var line in lines)
            Assert.That(said.Where(text => text.Contains(line, StringComparison.Ordinal)), Is.Empty);
    }

    private static string Text(EngineEvent happened) => System.Text.Json.JsonSerializer.Serialize(happened);
}
