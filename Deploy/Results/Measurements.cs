using E3.Engine.State;

namespace E3.Deploy.Results;

/// <summary>Finds the measurements among a stack's resources.</summary>
internal static class Measurements
{
    private const string Type = "e3:benchmarks:Measurement";

    /// <summary>URNs of what takes the measurements: the commands within measurement components.</summary>
    public static IReadOnlyList<string> Urns(Snapshot snapshot)
    {
        var components = snapshot.Resources.Where(resource => resource.Type == Type).Select(resource => resource.Urn).ToHashSet(StringComparer.Ordinal);
        return [.. snapshot.Resources.Where(resource => !resource.Delete && resource.Custom && components.Contains(resource.Parent)).Select(resource => resource.Urn).Distinct()];
    }
}
