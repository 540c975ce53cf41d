using System.Diagnostics;
using System.Text;
using CliWrap;
using E3.Benchmarks.Results;

namespace E3.Benchmarks.Tests.Running;

/// <summary>The runner as a process, as the engine starts it.</summary>
internal sealed class RunnerProcessTests : RunnerFixture
{
    private static string Dll => Path.Combine(TestContext.CurrentContext.TestDirectory, "E3.Benchmarks.dll");

    [Test]
    public async Task The_result_is_on_standard_output_and_nothing_else()
    {
        var (exitCode, output, errors) = await RunProcessAsync(Server.Request(Floor, parties: 2).ToJson(), "run");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.Zero, errors);
            Assert.That(MeasurementResult.Parse(output).Valid, Is.True);
            Assert.That(errors, Does.Contain("repeat 1 of 1"));
            Assert.That(output + errors, Does.Not.Contain("PRIVATE KEY"));
        }
    }

    [TestCase("run", "{", 2, "error: the job is not the JSON")]
    [TestCase("measure", "", 2, "E3.Benchmarks run")]
    public async Task Wrong_input_is_told_and_ends_with_code_2(string arguments, string input, int exitCode, string message)
    {
        var run = await RunProcessAsync(input, arguments);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(exitCode));
            Assert.That(run.Errors, Does.Contain(message));
            Assert.That(run.Output, Is.Empty);
        }
    }

    [Test]
    public async Task What_cannot_be_measured_is_one_error_and_ends_with_code_1()
    {
        var request = Server.Request(Floor, parties: 1);
        var elsewhere = request.Parties[0] with { Ssh = request.Parties[0].Ssh with { HostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB" } };
        var run = await RunProcessAsync((request with { Parties = [elsewhere] }).ToJson(), "run");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Errors, Does.StartWith("error: ").And.Contain("host-0"));
        }
    }

    [TestCase(false, TestName = "A killed runner leaves no party behind")]
    [TestCase(true, TestName = "A runner whose parent was killed leaves no party behind")]
    public async Task Killed(bool parent)
    {
        var request = Server.Request(Floor with { Rounds = 5_000_000 }, parties: 3, deadlineSeconds: 60);
        // The shell stays between us and the runner because it has something left to do.
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "dotnet \"$0\" run; exit 0", Dll])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        await shell.StandardInput.WriteAsync(request.ToJson());
        shell.StandardInput.Close();
        await EventuallyAsync(() => FloorRunTests.PartiesOf(request).Count(line => line.Contains(" party ")) >= 3);
        var runner = Process.GetProcesses().Single(process => ParentOf(process) == shell.Id);
        (parent ? shell : runner).Kill();
        await EventuallyAsync(() => FloorRunTests.PartiesOf(request).Count == 0 && runner.HasExited);
    }

    private static async Task EventuallyAsync(Func<bool> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (!holds()) await Task.Delay(50, deadline.Token);
    }

    private static int ParentOf(Process process)
    {
        try
        {
            // After the name in brackets: state, then the parent's id.
            return int.Parse(File.ReadAllText($"/proc/{process.Id}/stat").Split(')')[^1].Split(' ')[2]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunProcessAsync(string input, string arguments)
    {
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        var result = await Cli.Wrap("dotnet").WithArguments($"{Dll} {arguments}").WithValidation(CommandResultValidation.None)
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors))
            .ExecuteAsync();
        return (result.ExitCode, output.ToString(), errors.ToString());
    }
}
