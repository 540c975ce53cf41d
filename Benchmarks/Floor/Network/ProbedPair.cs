namespace E3.Floor.Network;

/// <summary>What one party found out about its way to another.</summary>
/// <param name="To">The other party.</param>
/// <param name="RoundTrips">Measured one after another over one TCP connection; empty when there is an error.</param>
/// <param name="Error">Why there was no connection; null when there was.</param>
internal sealed record ProbedPair(int To, IReadOnlyList<TimeSpan> RoundTrips, string? Error);
