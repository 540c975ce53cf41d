using System.Text.Json;
using System.Text.Json.Serialization;

namespace E3.Benchmarks.Results;

/// <summary>An enumeration as its members' names, the first letter small.</summary>
internal sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
