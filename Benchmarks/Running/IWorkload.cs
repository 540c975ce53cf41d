using E3.Benchmarks.Results;

namespace E3.Benchmarks.Running;

/// <summary>A program that the parties run, repeat after repeat.</summary>
internal interface IWorkload : IAsyncDisposable
{
    /// <summary>Gets the next repeat's processes ready, all waiting.</summary>
    Task PrepareAsync(CancellationToken cancel);

    /// <summary>Lets them go together and returns what came of it; throws <see cref="MeasurementException"/> when they do not end well.</summary>
    Task<Repeat> RunAsync(int repeat, CancellationToken cancel);
}
