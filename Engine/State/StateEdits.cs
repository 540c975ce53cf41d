namespace E3.Engine.State;

/// <summary>
/// Edits of a state by hand, as the official <c>state</c> commands do them: nothing is done to what the resources stand for. Each returns
/// the edited state, or throws <see cref="EngineException"/> and says what to do.
/// </summary>
public static class StateEdits
{
    /// <summary>Forgets resources.</summary>
    /// <param name="snapshot">The state.</param>
    /// <param name="urns">Which.</param>
    /// <param name="force">Whether protected ones go too.</param>
    /// <param name="dependents">Whether what depends on them, or has one as parent, goes too; without it that is an error.</param>
    public static Snapshot Delete(Snapshot snapshot, IReadOnlyList<string> urns, bool force, bool dependents)
    {
        var condemned = new HashSet<ResourceState>(urns.Select(urn => Single(snapshot, urn)), ReferenceEqualityComparer.Instance);
        var names = Names(condemned);
        foreach (var resource in snapshot.Resources.Where(resource => !condemned.Contains(resource)))
        {
            // A resource stands behind all it needs, so one pass finds those that need it at any distance.
            if (!DependencyOrder.AllNeeds(resource).Any(names.Contains))
                continue;
            if (!dependents)
                throw HasDependents(snapshot, condemned, names);
            condemned.Add(resource);
            names = Names(condemned);
        }
        return Without(snapshot, condemned, force);
    }

    /// <summary>Forgets every resource.</summary>
    public static Snapshot DeleteAll(Snapshot snapshot, bool force) => Without(snapshot, [.. snapshot.Resources], force);

    /// <summary>Marks resources as not to be deleted, or as ones that may be. Null means all.</summary>
    public static Snapshot Protect(Snapshot snapshot, IReadOnlyList<string>? urns, bool protect) =>
        Mark(snapshot, urns, resource => resource.Protect == protect ? resource : resource with { Protect = protect });

    /// <summary>Marks resources as ones that the next update replaces, or takes that mark away. Null means all.</summary>
    public static Snapshot Taint(Snapshot snapshot, IReadOnlyList<string>? urns, bool taint) =>
        Mark(snapshot, urns, resource => resource.Taint == taint ? resource : resource with { Taint = taint });

    /// <summary>Gives a resource another name; whatever refers to it follows. The program has to use the new name from then on.</summary>
    public static Snapshot Rename(Snapshot snapshot, string urn, string name)
    {
        if (name.Length == 0 || name.Contains("::", StringComparison.Ordinal))
            throw new EngineException($"'{name}' is no name for a resource: it must not be empty or hold '::'");
        Single(snapshot, urn);
        var renamed = Urns.WithName(urn, name);
        if (renamed == urn)
            return snapshot;
        return snapshot.Resources.Any(resource => resource.Urn == renamed)
            ? throw new EngineException("The chosen new urn for the state corresponds to an already existing resource")
            : FormerNames.Replace(snapshot, new Dictionary<string, string>(StringComparer.Ordinal) { [urn] = renamed });
    }

    private static Snapshot Mark(Snapshot snapshot, IReadOnlyList<string>? urns, Func<ResourceState, ResourceState> mark)
    {
        var missing = (urns ?? []).Where(urn => !snapshot.Resources.Any(resource => resource.Urn == urn && !resource.Delete)).ToList();
        if (missing.Count > 0)
            throw new EngineException(string.Join('\n', missing.Select(urn => NotFound(snapshot, urn))));
        return snapshot with
        {
            Resources = [.. snapshot.Resources.Select(resource => resource.Delete || urns?.Contains(resource.Urn) == false ? resource : mark(resource))],
        };
    }

    private static ResourceState Single(Snapshot snapshot, string urn) => snapshot.Resources.Where(resource => resource.Urn == urn).ToList() switch
    {
        [var only] => only,
        [] => throw new EngineException(NotFound(snapshot, urn)),
        _ => throw new EngineException($"{urn} is there more than once: the old half of a replacement still has to be deleted; `up` or `destroy` does that"),
    };

    private static string NotFound(Snapshot snapshot, string urn) =>
        $"No such resource \"{urn}\" exists in the current state{Workspace.KnownNames.DidYouMean(urn, snapshot.Resources.Select(resource => resource.Urn))}";

    private static HashSet<string> Names(IEnumerable<ResourceState> resources) => resources.Select(resource => resource.Urn).ToHashSet(StringComparer.Ordinal);

    private static Snapshot Without(Snapshot snapshot, HashSet<ResourceState> condemned, bool force)
    {
        if (!force && snapshot.Resources.FirstOrDefault(resource => condemned.Contains(resource) && resource.Protect) is { } kept)
            throw new EngineException($"{kept.Urn} can't be safely deleted because it is protected. Re-run this command with --force to force deletion");
        return snapshot with { Resources = [.. snapshot.Resources.Where(resource => !condemned.Contains(resource))] };
    }

    private static EngineException HasDependents(Snapshot snapshot, HashSet<ResourceState> condemned, HashSet<string> names)
    {
        var dependents = snapshot.Resources.Where(resource => !condemned.Contains(resource) && DependencyOrder.AllNeeds(resource).Any(names.Contains))
            .Select(resource => $" * \"{Urns.Name(resource.Urn)}\" ({resource.Urn})");
        return new EngineException($"{string.Join(", ", names)} can't be safely deleted because the following resources depend on it:\n"
            + $"{string.Join('\n', dependents)}\n\nDelete those resources first or pass --target-dependents.");
    }
}
