using E3.Benchmarks.Jobs;
using E3.Benchmarks.Results;
using E3.Benchmarks.Running;

namespace E3.Benchmarks.Tests.Running;

/// <summary>Tests that run the runner against a real sshd, which is there before and gone after all of them.</summary>
[CancelAfter(120_000)]
internal abstract class RunnerFixture
{
    protected SshServer Server { get; private set; } = null!;

    protected static Job Floor { get; } = new() { Name = "floor", Kind = JobKind.Floor, Rounds = 20, Bytes = 64 };

    [OneTimeSetUp]
    public async Task StartServer() => Server = await SshServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopServer()
    {
        if (Server is not null) await Server.DisposeAsync();
    }

    protected static async Task<(MeasurementResult Result, string Progress)> RunAsync(
        RunRequest request, HttpClient? http = null, TimeSpan? pairLimit = null, CancellationToken cancel = default)
    {
        await using var progress = new StringWriter();
        using var own = new HttpClient();
        var result = await new Runner(progress, http ?? own, TimeProvider.System) { PairLimit = pairLimit ?? TimeSpan.FromSeconds(30) }.RunAsync(request, cancel);
        return (result, progress.ToString());
    }

    protected static async Task<string> FailureOfAsync(RunRequest request, TimeSpan? pairLimit = null)
    {
        try
        {
            var (result, _) = await RunAsync(request, pairLimit: pairLimit);
            Assert.Fail("it was measured: " + result.ToJson());
            return "";
        }
        catch (MeasurementException error)
        {
            return error.Message;
        }
    }
}
