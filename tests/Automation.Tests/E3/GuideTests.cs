using Pulumi.Automation.Commands;
using Pulumi.Command.Local;

namespace Pulumi.Automation.Tests.E3;

/// <summary>The code of docs/automation.md, run.</summary>
public class GuideTests
{
    [Test]
    public async Task The_program_of_the_guide_runs()
    {
        using var installation = new E3Installation();
        var (repository, state) = (installation.Root, installation.State);
        var said = new List<string>();

        // guide: begin
        var command = await LocalPulumiCommand.CreateAsync(new() { Root = repository });
        using var workspace = await LocalWorkspace.CreateAsync(new()
        {
            PulumiCommand = command,
            ProjectSettings = new("greetings", ProjectRuntimeName.Dotnet) { Backend = new() { Url = $"file://{state}" } },
            EnvironmentVariables = new Dictionary<string, string?> { ["PULUMI_CONFIG_PASSPHRASE"] = "correct horse" },
            Program = PulumiFn.Create(() =>
            {
                var name = new Config().Require("name");
                var greeting = new Pulumi.Command.Local.Command("greeting", new CommandArgs { Create = $"echo hello {name}" });
                return new Dictionary<string, object?> { ["said"] = greeting.Stdout };
            }),
        });
        using var stack = await WorkspaceStack.CreateOrSelectAsync("dev", workspace);
        await stack.SetConfigAsync("name", new("world"));

        var up = await stack.UpAsync(new() { OnStandardOutput = said.Add });
        var greeting = up.Outputs["said"].Value;

        await stack.DestroyAsync();
        await workspace.RemoveStackAsync("dev");
        // guide: end

        Assert.Multiple(() =>
        {
            Assert.That(greeting, Is.EqualTo("hello world"));
            Assert.That(up.Summary.ResourceChanges![OperationType.Create], Is.GreaterThanOrEqualTo(2));
            Assert.That(said, Is.Not.Empty);
            Assert.That(Guide(), Does.Contain(Code()), "docs/automation.md does not show this code any more");
        });
    }

    private static string Guide() => File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "automation.md"));

    private static string Code()
    {
        var lines = File.ReadAllLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "GuideTests.cs"));
        var begin = Array.FindIndex(lines, line => line.Trim() == "// guide: begin");
        var end = Array.FindIndex(lines, line => line.Trim() == "// guide: end");
        return string.Join('\n', lines[(begin + 1)..end].Select(line => line.Length > 8 ? line[8..] : ""));
    }
}
