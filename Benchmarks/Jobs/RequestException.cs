namespace E3.Benchmarks.Jobs;

/// <summary>A job that cannot be run as it is written.</summary>
public sealed class RequestException(string message) : Exception(message);
