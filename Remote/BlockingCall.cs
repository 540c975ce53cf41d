namespace E3.Remote;

/// <summary>
/// SSH.NET blocks a thread while it connects, authenticates, opens a channel and reads (its asynchronous calls included). On pool threads
/// a fan-out over many far hosts would run two at a time, so each such call gets a thread of its own.
/// </summary>
internal static class BlockingCall
{
    public static Task Run(Action call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    public static Task<T> Run<T>(Func<T> call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    /// <summary>Lets go of a call that nobody waits for any more: what it makes is disposed of, its failure is nobody's concern.</summary>
    public static void Abandon<T>(Task<T> call, Action<T> dispose) => _ = call.ContinueWith(
        ended =>
        {
            if (ended.IsCompletedSuccessfully) dispose(ended.GetAwaiter().GetResult());
            else _ = ended.Exception;
        },
        CancellationToken.None, TaskContinuationOptions.DenyChildAttach, TaskScheduler.Default);
}
