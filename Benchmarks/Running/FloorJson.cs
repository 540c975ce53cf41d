using System.Text.Json.Serialization;

namespace E3.Benchmarks.Running;

/// <summary>What the floor program's probe prints.</summary>
internal sealed record ProbeReport(int Party, IReadOnlyList<ProbedWay> Pairs);

/// <summary>One way of it: either times or an error.</summary>
internal sealed record ProbedWay(int To, double MinMs, double MedianMs, string? Error);

/// <summary>What the floor program's party prints for each repeat.</summary>
internal sealed record PartyReport(int Party, int Repeat, int Rounds, long Bytes, double Seconds, string Opened, string Expected, bool Correct);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProbeReport))]
[JsonSerializable(typeof(PartyReport))]
internal sealed partial class FloorJson : JsonSerializerContext;
