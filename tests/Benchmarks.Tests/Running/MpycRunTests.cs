using E3.Benchmarks.Jobs;
using E3.Benchmarks.Mpyc;
using E3.Benchmarks.Results;
using E3.Benchmarks.Running;

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
        var error = await FailureOfAsync(Server.Request(Behave("hang"), parties: 2, deadlineSeconds: 8));
        Assert.That(error, Does.Contain("no answer after 8 s").And.Contain("party 1 on host-1").And.Contain("hanging here"));
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
    public async Task A_program_of_the_users_own_is_named_by_its_path_and_what_lies_beside_it_goes_along()
    {
        using var own = new OwnProgram();
        var request = Server.Request(Behave() with { Program = own.Script }, parties: 2);

        var (result, progress) = await RunAsync(request);

        Assert.That(result.Valid, Is.True, result.Reason);
        Assert.That(progress, Does.Contain("files of own"));
        var there = Directory.EnumerateDirectories(Server.HostFolder, "program-*").Single(folder => File.Exists(Path.Combine(folder, "rule.py")) && File.ReadAllText(Path.Combine(folder, "rule.py")) == own.Rule);
        Assert.That(
            Directory.EnumerateFiles(there, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(there, file)).Where(file => !file.Contains("__pycache__", StringComparison.Ordinal)),
            Is.EquivalentTo(new[] { "own.py", "rule.py", "data/number", ".config/party.crt" }));
    }

    [Test]
    public async Task Of_a_program_that_changed_rsync_sends_what_did()
    {
        using var own = new OwnProgram();
        var job = Behave() with { Program = own.Script };
        await RunAsync(Server.Request(job, parties: 2));
        await File.AppendAllTextAsync(own.Script, "# in other words\n");

        var (result, progress) = await RunAsync(Server.Request(job, parties: 2));

        Assert.That(result.Valid, Is.True, result.Reason);
        if (progress.Contains("were copied", StringComparison.Ordinal) && Environment.GetEnvironmentVariable("CI") is null)
            Assert.Ignore("rsync is missing: apt-get install rsync");
        Assert.That(progress, Does.Contain("host-0: 1 of 4 files of own").And.Contain("were sent by rsync"));
    }

    [Test]
    public async Task Without_rsync_on_the_host_all_is_copied()
    {
        using var own = new OwnProgram();
        var request = Server.Request(Behave() with { Program = own.Script }, parties: 1);
        await using var crew = await Crew.ConnectAsync(request.Parties, TimeProvider.System, CancellationToken.None);
        var host = await HostSurvey.TakeAsync(crew.Members[0], request, CancellationToken.None);
        var install = new MpycInstall(MpycProgram.Find(request.Job).Program!);

        var command = await install.OnAsync(crew.Members[0], host with { HasRsync = false, Present = new HashSet<string>() }, CancellationToken.None);

        Assert.That(install.Notes, Has.One.Match("host-0: all 4 files of own.* were copied"));
        var folder = command.Split('\'')[1];
        Assert.That(File.ReadAllText(Path.Combine(folder, "data", "number")), Is.EqualTo("7"));
        Assert.That(Directory.EnumerateDirectories(Server.HostFolder, ".*"), Is.Empty, "something unfinished is left");
    }

    [Test]
    public async Task A_program_in_the_folder_of_Pulumi_yaml_is_told_to_have_one_of_its_own()
    {
        using var own = new OwnProgram();
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(own.Script)!, "Pulumi.yaml"), "name: x\n");
        Assert.That((Behave() with { Program = own.Script }).FindFault(), Does.Contain("is the folder of Pulumi.yaml").And.Contain("put the program and what it needs into a folder of its own"));
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

    /// <summary>A program unlike all others, with a module, data, a certificate and things that are nobody else's, as long as the test needs it.</summary>
    private sealed class OwnProgram : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("own-");

        public OwnProgram()
        {
            foreach (var (file, text) in new[]
            {
                ("own.py", "from mpyc.runtime import mpc\nfrom rule import opened\nmpc.start()\nprint('opened', opened())\nmpc.shutdown()\n"),
                ("rule.py", Rule),
                ("data/number", "7"), (".config/party.crt", "certificate"), (".env", "SECRET=1"), (".git/config", ""), ("venv/pyvenv.cfg", ""), ("venv/bin/python3", ""),
            })
            {
                var path = Path.Combine(_folder.FullName, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }
        }

        public string Rule { get; } = $"def opened():  # {Guid.NewGuid()}\n    return open('data/number').read()\n";

        public string Script => Path.Combine(_folder.FullName, "own.py");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
