namespace Pulumi;

/// <summary>
/// Ends the process when the engine is gone and the run does not end by itself: the program may be waiting for something
/// else than the engine, and would go on for nobody.
/// </summary>
internal sealed class EngineWatch : IDisposable
{
    // Long enough for calls to fail and be reported; the program's own code gets no longer.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _over = new();

    public EngineWatch(Task<string> lost, TimeProvider clock) => _ = WatchAsync(lost, clock, _over.Token);

    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
    }

    private static async Task WatchAsync(Task<string> lost, TimeProvider clock, CancellationToken over)
    {
        try
        {
            var address = await lost.WaitAsync(over);
            await Task.Delay(Grace, clock, over);
            FailureReport.SayAside($"The Pulumi engine at {address} is gone; the program ends.");
            Environment.Exit(1);
        }
        catch (OperationCanceledException)
        {
            // The run is over; what becomes of the engine is no longer the program's business.
        }
    }
}
