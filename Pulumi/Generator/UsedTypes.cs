using Pulumi.Generator.Schema;
using Pulumi.Generator.Typing;

namespace Pulumi.Generator;

/// <summary>
/// The types that the chosen resources and functions need, once for each class that they become, and where they go: into the
/// folder that alone needs them, else beside the folders.
/// </summary>
internal sealed class UsedTypes(Package package)
{
    private readonly Dictionary<string, (HashSet<string> Folders, HashSet<Place?> Places)> _used = [];

    /// <summary>An enumeration is the same class everywhere: it has no place.</summary>
    public IEnumerable<(string Token, Place? Place, string Folder)> All =>
        from type in _used
        let folder = type.Value.Folders is { Count: 1 } only ? only.Single() : ""
        from place in type.Value.Places
        select (type.Key, place, folder);

    public void Add(string folder, string owner, Place place, IEnumerable<KeyValuePair<string, PropertySpec>> properties)
    {
        foreach (var token in new Reach(package.Shapes).From(owner, properties))
        {
            if (!_used.TryGetValue(token, out var uses))
            {
                _used.Add(token, uses = ([], []));
            }

            uses.Folders.Add(folder);
            uses.Places.Add(package.Shapes.Definition(token).Enum is null ? place : null);
        }
    }
}
