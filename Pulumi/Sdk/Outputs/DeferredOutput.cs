namespace Pulumi;

/// <summary>
/// An output to hand out before it is known which output it will be, for resources that refer to each other. The run waits for it:
/// one that is never resolved keeps the run from ending.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class DeferredOutput<T>
{
    private readonly TaskCompletionSource<OutputData<T>> _data = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _resolved;

    /// <summary>An output to be resolved later.</summary>
    public DeferredOutput() => Output = new(_data.Task);

    /// <summary>What to hand out.</summary>
    public Output<T> Output { get; }

    /// <summary>Makes it the same as another output; once only.</summary>
    /// <param name="output">The other output.</param>
    /// <exception cref="InvalidOperationException">It is resolved already.</exception>
    public void Resolve(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Interlocked.Exchange(ref _resolved, 1) == 1)
        {
            throw new InvalidOperationException($"{nameof(DeferredOutput<>)} can only be resolved once.");
        }

        _ = output.DataTask.ContinueWith(
            _data.SetFromTask, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
