using System.Collections.Immutable;
using E3.Engine.Providers;

namespace E3.Engine.Deployments;

/// <summary>
/// What is to be done with an existing resource. <paramref name="Keys"/> are the top-level properties that ask for a new one;
/// <paramref name="Stable"/> the outputs that an update leaves as they are.
/// </summary>
internal sealed record ResourceDiff(
    bool Changes,
    bool Replaces,
    ImmutableArray<string> Keys,
    ImmutableArray<string> TopLevel,
    ImmutableSortedDictionary<string, PropertyDiff> Detailed,
    bool DeleteBeforeReplace,
    ImmutableArray<string> Stable)
{
    public static ResourceDiff None { get; } = new(false, false, [], [], DiffResult.Same.Detailed, false, []);

    /// <summary>A new resource is needed for a reason other than its properties.</summary>
    public static ResourceDiff Replacement(string reason, bool deleteFirst) => None with
    {
        Changes = true,
        Replaces = true,
        Keys = [reason],
        TopLevel = [reason],
        DeleteBeforeReplace = deleteFirst,
    };

    public static ResourceDiff From(DiffResult diff)
    {
        static string Top(string path) => PropertyPath.Parse(path).Parts is [var first, ..] ? first : path;

        return new ResourceDiff(
            !diff.Detailed.IsEmpty,
            diff.Detailed.Values.Any(property => property.Replaces),
            [.. diff.Detailed.Where(entry => entry.Value.Replaces).Select(entry => Top(entry.Key)).Distinct()],
            [.. diff.Detailed.Keys.Select(Top).Distinct()],
            diff.Detailed,
            diff.DeleteBeforeReplace,
            diff.Stable.IsDefault ? [] : diff.Stable);
    }
}
