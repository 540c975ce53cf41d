using E3.Benchmarks.Results;

namespace E3.Benchmarks.Running;

/// <summary>A program that the parties run, repeat after repeat.</summary>
internal interface IWorkload : IAsyncDisposable
{
    /// <summary>
    /// Checks every ordered pair over the overlay and gets the first repeat ready; returns what was measured on the way. Throws
    /// <see cref="MeasurementException"/> that names the pairs that cannot connect.
    /// </summary>
    Task<IReadOnlyList<MeasuredPair>> MeetAsync(CancellationToken cancel);

    /// <summary>Lets all parties go together and returns what came of it; throws <see cref="MeasurementException"/> when they do not end well.</summary>
    Task<Repeat> RunAsync(int repeat, CancellationToken cancel);
}
