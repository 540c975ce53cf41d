namespace E3.Benchmarks.Running;

/// <summary>A measurement that could not be taken: the message names the host, pair or party, and what to do.</summary>
public sealed class MeasurementException(string message, Exception? cause = null) : Exception(message, cause);
