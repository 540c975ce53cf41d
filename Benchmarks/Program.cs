using System.Runtime.InteropServices;
using E3.Benchmarks.Jobs;
using E3.Benchmarks.Running;

namespace E3.Benchmarks;

/// <summary>The runner: a job on standard input, progress on standard error, the result on standard output.</summary>
internal static class Program
{
    private const string Usage = """
        E3.Benchmarks run
            Reads a job (JSON) from standard input, takes the measurement and prints its result (JSON).
            Exit codes: 0 measured or skipped, 1 the measurement could not be taken, 2 wrong arguments or job, 130 stopped.
        """;

#pragma warning disable RS0030 // A program's entry is the one place that knows the console and makes the HTTP client.
    private static async Task<int> Main(string[] args)
    {
        if (args is not ["run"])
        {
            await (args is ["--help" or "-h"] ? Console.Out : Console.Error).WriteLineAsync(Usage);
            return args is ["--help" or "-h"] ? 0 : 2;
        }
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        _ = StopWithParentAsync(stop);
        try
        {
            var request = RunRequest.Parse(await Console.In.ReadToEndAsync(stop.Token));
            using var http = new HttpClient();
            var result = await new Runner(Console.Error, http, TimeProvider.System).RunAsync(request, stop.Token);
            await Console.Out.WriteLineAsync(result.ToJson());
            return 0;
        }
        catch (RequestException error)
        {
            await Console.Error.WriteLineAsync($"error: {error.Message}");
            return 2;
        }
        catch (MeasurementException error)
        {
            await Console.Error.WriteLineAsync($"error: {error.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("stopped; all parties were ended");
            return 130;
        }

        void Stop(PosixSignalContext signal)
        {
            // The parties on the hosts are ended first.
            signal.Cancel = true;
            stop.Cancel();
        }
    }
#pragma warning restore RS0030

    private static async Task StopWithParentAsync(CancellationTokenSource stop)
    {
        try
        {
            await ParentWatch.DiedAsync(TimeProvider.System, stop.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        if (!OperatingSystem.IsWindows()) await stop.CancelAsync();
    }
}
