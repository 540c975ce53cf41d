using System.Runtime.CompilerServices;
using CliWrap;
using CliWrap.Buffered;

namespace E3.Deploy.Tests.CommandLine;

/// <summary>The scripts <c>e3</c> and <c>bin/pulumi</c>, in front of a program that says where it was started and with which words.</summary>
public sealed class ScriptTests
{
    private string _root = null!;

    [SetUp]
    public async Task SetUp()
    {
        _root = Directory.CreateTempSubdirectory("e3-scripts-").FullName;
        var repository = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));
        foreach (var script in new[] { "e3", "bin/pulumi" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At("e3/" + script))!);
            File.Copy(Path.Combine(repository, script), At("e3/" + script));
        }

        Directory.CreateDirectory(At("e3/Deploy/bin/Release/net10.0"));
        Directory.CreateDirectory(At("e3/.e3"));
        Directory.CreateDirectory(At("project/below"));
        Directory.CreateDirectory(At("elsewhere"));
        await File.WriteAllTextAsync(At("e3/Pulumi.yaml"), "name: e3\nruntime: dotnet\n");
        await File.WriteAllTextAsync(At("project/Pulumi.yaml"), "name: mine\nruntime: nodejs\n");
        var program = At("e3/Deploy/bin/Release/net10.0/e3");
        // A copy of a script may be executed; what it says is another matter.
        File.Copy(At("e3/e3"), program);
        await File.WriteAllTextAsync(program, "#!/bin/sh\necho \"$PWD: $* ${E3_AS_PULUMI-}\"\n");
        // Built, and nothing changed since.
        await File.WriteAllTextAsync(At("e3/.e3/build.stamp"), "");
    }

    [TearDown]
    public void TearDown() => Directory.Delete(_root, recursive: true);

    /// <summary>Programs that drive pulumi stand in the folder of their project; so do people who give relative paths.</summary>
    [TestCase("e3/bin/pulumi", "project")]
    [TestCase("e3/bin/pulumi", "project/below")]
    [TestCase("e3/bin/pulumi", "elsewhere")]
    [TestCase("e3/e3", "project")]
    [TestCase("e3/e3", "project/below")]
    [TestCase("e3/e3", "e3/bin")]
    public async Task Work_where_they_are_called(string script, string folder) =>
        Assert.That(await RunAsync(script, folder), Is.EqualTo($"{At(folder)}: stack ls --json \n"));

    [Test]
    public async Task By_its_own_name_the_command_is_about_its_repository_where_there_is_no_project() =>
        Assert.That(await RunAsync("e3/e3", "elsewhere"), Is.EqualTo($"{At("e3")}: stack ls --json \n"));

    private string At(string path) => Path.Combine(_root, path);

    private async Task<string> RunAsync(string script, string folder)
    {
        var result = await Cli.Wrap(At(script)).WithArguments(["stack", "ls", "--json"]).WithWorkingDirectory(At(folder))
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")));
        return result.StandardOutput;
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
