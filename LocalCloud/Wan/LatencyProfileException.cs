namespace E3.LocalCloud.Wan;

/// <summary>A latency profile that does not exist or cannot be read, or a region it does not know. The message names what there is.</summary>
public sealed class LatencyProfileException(string message, Exception? inner = null) : Exception(message, inner);
