using CliWrap;
using CliWrap.Buffered;
using E3.Deploy.CommandLine;
using E3.Deploy.Tests.Workspace;

namespace E3.Deploy.Tests.CommandLine;

/// <summary>The built command as a process: its door, streams and exit codes.</summary>
public class ProcessTests
{
    private static readonly string E3 = Path.Combine(AppContext.BaseDirectory, "e3.dll");

    [Test]
    public async Task Version_is_one_line_on_standard_output()
    {
        var result = await RunAsync(Path.GetTempPath(), "--version");

        Assert.That(result.ExitCode, Is.EqualTo(ExitCodes.Ok));
        Assert.That(result.StandardOutput, Does.Match(@"^\d+\.\d+\.\d+\n$"));
        Assert.That((await RunAsync(Path.GetTempPath(), "version")).StandardOutput, Is.EqualTo($"v3.259.0+e3.{result.StandardOutput}"),
            "the official command's that this one follows, for who drives it");
    }

    [Test]
    public async Task An_error_goes_to_standard_error_without_a_trace()
    {
        using var files = new TemporaryProject(local: "config:\n  a: [1\n");

        var result = await RunAsync(files.Folder, "preview");

        Assert.That(result.ExitCode, Is.EqualTo(ExitCodes.Failed));
        Assert.That(result.StandardOutput, Is.Empty);
        Assert.That(result.StandardError, Does.StartWith($"error: {files.Folder}/Pulumi.local.yaml:3:1: ").And.Not.Contain("   at "));
        Assert.That((await RunAsync(files.Folder, "preview", "--verbose")).StandardError, Does.Contain("   at "));
    }

    [Test]
    public async Task Output_to_a_pipe_has_no_escape_sequences()
    {
        using var files = new TemporaryProject(local: "config:\n  a: 1\n");

        var result = await RunAsync(files.Folder, "config");

        Assert.That(result.StandardOutput, Is.EqualTo("KEY  VALUE\na    1\n"));
    }

    [Test]
    public async Task A_value_is_read_from_standard_input()
    {
        using var files = new TemporaryProject(local: "config: {}\n");

        var result = await Cli.Wrap("dotnet").WithArguments([E3, "config", "set", "e3:k"]).WithWorkingDirectory(files.Folder)
            .WithStandardInputPipe(PipeSource.FromString("from a pipe\n")).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

        Assert.That(result.ExitCode, Is.EqualTo(ExitCodes.Ok), result.StandardError);
        Assert.That(files.Read("Pulumi.local.yaml"), Is.EqualTo("config: {e3:k: from a pipe}\n"));
    }

    private static async Task<BufferedCommandResult> RunAsync(string folder, params string[] arguments) => await Cli.Wrap("dotnet")
        .WithArguments([E3, .. arguments]).WithWorkingDirectory(folder)
        .WithEnvironmentVariables(variables => variables.Set("PULUMI_CONFIG_PASSPHRASE", "x").Set("PULUMI_STACK", null).Set("TERM", "xterm-256color"))
        .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
}
