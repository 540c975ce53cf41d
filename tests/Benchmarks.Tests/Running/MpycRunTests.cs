using E3.Benchmarks.Jobs;
using E3.Benchmarks.Results;

namespace E3.Benchmarks.Tests.Running;

internal sealed class MpycRunTests : RunnerFixture
{
    private static string Tree => Path.Combine(TestContext.CurrentContext.TestDirectory, "Mpyc", "Dummy");

    private static Job Behave(params string[] arguments) => new()
    {
        Name = "behave",
        Kind = JobKind.Mpyc,
        Program = "behave.py",
        Arguments = arguments,
        Mpyc = new MpycSource(MpycKind.Path, Tree),
    };

    [Test]
    public async Task Sessions_are_added_up_and_the_slowest_party_counts()
    {
        var (result, _) = await RunAsync(Server.Request(Behave(), parties: 3, repeats: 2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Valid, Is.True, result.Reason);
            Assert.That(result.MedianSeconds, Is.EqualTo(2 * 2.25));
            Assert.That(result.Bytes, Is.EqualTo(2 * (100 + 101 + 102)));
            Assert.That(result.Rounds, Is.Null);
            Assert.That(result.LeastSeconds, Is.Null);
            Assert.That(result.Program, Is.EqualTo("behave.py"));
        }
    }

    [Test]
    public async Task A_crash_is_told_with_the_crashed_partys_last_lines()
    {
        var request = Server.Request(Behave("crash"), parties: 3);
        var error = await FailureOfAsync(request);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error, Does.Contain("party 1 on host-1 ended with exit code 1").And.Contain("this party crashed on purpose"));
            Assert.That(FloorRunTests.PartiesOf(request), Is.Empty);
        }
    }

    [Test]
    public async Task A_killed_party_is_told_and_the_hanging_ones_are_stopped()
    {
        var request = Server.Request(Behave("kill"), parties: 3);
        var error = await FailureOfAsync(request);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error, Does.Contain("party 1 on host-1 was killed by signal 9"));
            Assert.That(FloorRunTests.PartiesOf(request), Is.Empty);
        }
    }

    [Test]
    public async Task A_party_that_hangs_meets_the_deadline()
    {
        var error = await FailureOfAsync(Server.Request(Behave("hang"), parties: 2, deadlineSeconds: 2));
        Assert.That(error, Does.Contain("no answer after 2 s").And.Contain("party 1 on host-1").And.Contain("hanging here"));
    }

    [Test]
    public async Task Parties_that_disagree_make_the_repeat_invalid()
    {
        var (result, _) = await RunAsync(Server.Request(Behave("disagree"), parties: 2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Valid, Is.False);
            Assert.That(result.Reason, Does.Contain("parties disagree").And.Contain("opened 42").And.Contain("something else"));
            Assert.That(result.MedianSeconds, Is.Null);
        }
    }

    [Test]
    public async Task Without_MPyC_the_job_is_skipped_and_says_what_to_do()
    {
        var (result, _) = await RunAsync(Server.Request(Behave() with { Mpyc = null }, parties: 2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Status, Is.EqualTo(MeasurementStatus.Skipped));
            Assert.That(result.Reason, Does.Contain("e3:mpyc"));
        }
    }

    [Test]
    public async Task A_program_of_the_users_own_is_named_by_its_path()
    {
        var script = Path.Combine(Directory.CreateTempSubdirectory("e3-own-").FullName, "own.py");
        await File.WriteAllTextAsync(script, "from mpyc.runtime import mpc\nmpc.start()\nprint('opened 7')\nmpc.shutdown()\n");
        var (result, _) = await RunAsync(Server.Request(Behave() with { Program = script }, parties: 2));
        Directory.Delete(Path.GetDirectoryName(script)!, recursive: true);
        Assert.That(result.Valid, Is.True, result.Reason);
    }

    [Test]
    public async Task A_program_that_is_not_there_is_named() =>
        Assert.That(await FailureOfAsync(Server.Request(Behave() with { Program = "nosuch.py" }, parties: 1)), Does.Contain("no MPyC program nosuch.py"));

    [Test]
    public async Task A_folder_that_is_not_there_is_named() => Assert.That(
        await FailureOfAsync(Server.Request(Behave() with { Mpyc = new MpycSource(MpycKind.Path, "/nowhere/mpyc") }, parties: 1)),
        Does.Contain("/nowhere/mpyc, and there is no such folder"));

    [Test]
    public async Task A_folder_without_MPyC_is_named() => Assert.That(
        await FailureOfAsync(Server.Request(Behave() with { Mpyc = new MpycSource(MpycKind.Path, Path.GetTempPath()) }, parties: 1)),
        Does.Contain("no MPyC is in that folder"));
}
