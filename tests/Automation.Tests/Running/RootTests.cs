using Pulumi.Automation.Commands;
using Pulumi.Automation.Tests.Dummy;

namespace Pulumi.Automation.Tests.Running;

/// <summary>A command that is not on PATH.</summary>
public class RootTests : DummyTests
{
    [Test]
    public async Task The_command_of_a_folder_runs_and_finds_its_neighbours_first()
    {
        var bin = Directory.CreateDirectory(Path.Combine(Dummy.In("installation"), "bin"));
        File.Copy(Path.Combine(Dummy.Root, "Dummy", "pulumi"), Path.Combine(bin.FullName, "pulumi"));
        var command = await LocalPulumiCommand.CreateAsync(new() { Root = bin.Parent!.FullName });
        using var workspace = await Dummy.WorkspaceAsync(new() { PulumiCommand = command });
        await workspace.CreateStackAsync("dev");

        Assert.That(Dummy.VariableOf(1, "PATH"), Does.StartWith($"{bin.FullName}{Path.PathSeparator}"));
    }

    [Test]
    public void A_folder_without_a_command_is_named()
        => Assert.That(
            () => LocalPulumiCommand.CreateAsync(new() { Root = "/nowhere" }),
            Throws.InvalidOperationException.With.Message.Contains("/nowhere/bin/pulumi"));

    [Test]
    public async Task The_stack_of_an_inline_program_is_worked_on_by_the_command_that_is_given()
    {
        var command = await LocalPulumiCommand.CreateAsync();
        File.WriteAllText(Dummy.In("version"), "none");
        using var stack = await LocalWorkspace.CreateOrSelectStackAsync(
            new InlineProgramArgs("shop", "dev", PulumiFn.Create(() => { })) { PulumiCommand = command });
        Assert.That(Dummy.Calls, Is.EqualTo(new[] { "stack select --stack dev --non-interactive" }));
    }
}
