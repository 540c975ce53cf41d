namespace Pulumi;

/// <summary>Which URNs to name when something depends on a resource.</summary>
internal static class Dependents
{
    /// <summary>
    /// The URNs of the resources; in place of a component of the program, those of the resources below it. The walk ends at
    /// custom resources, and at components whose children another process registers (the engine waits for those).
    /// </summary>
    /// <param name="resources">What something depends on.</param>
    /// <param name="dependent">
    /// What depends on them, if it is a resource: it waits neither for itself nor for everything beside it below a component
    /// that it belongs to, because that may be waiting for it (https://github.com/pulumi/pulumi-dotnet/issues/26).
    /// </param>
    public static async Task<HashSet<string>> UrnsAsync(IEnumerable<Resource> resources, Resource? dependent = null)
    {
        var reached = Reached(resources.Where(resource => resource != dependent), AncestorsOf(dependent));
        var urns = await Task.WhenAll(reached.Where(IsNamed).Select(resource => resource.Urn.ValueOrAsync("")));
        return [.. urns.Where(urn => !string.IsNullOrEmpty(urn))];
    }

    /// <summary>The URNs of resources that the program lists, as they are.</summary>
    public static async Task<IEnumerable<string>> NamedAsync(InputList<Resource> resources)
    {
        var urns = await Task.WhenAll((await resources.AsOutput().ValueOrAsync([])).Select(resource => resource.Urn.ValueOrAsync("")));
        return urns.Where(urn => !string.IsNullOrEmpty(urn));
    }

    /// <summary>The resources, and those below the components among them, save below <paramref name="closed"/>.</summary>
    public static HashSet<Resource> Reached(IEnumerable<Resource> resources, HashSet<Resource>? closed = null)
    {
        var reached = new HashSet<Resource>();
        var waiting = new Stack<Resource>(resources);
        while (waiting.TryPop(out var resource))
        {
            if (reached.Add(resource) && resource is ComponentResource { IsRemote: false } && closed?.Contains(resource) != true)
            {
                foreach (var child in resource.Children())
                {
                    waiting.Push(child);
                }
            }
        }

        return reached;
    }

    private static HashSet<Resource> AncestorsOf(Resource? resource)
    {
        var ancestors = new HashSet<Resource>();
        for (var above = resource?.Parent; above is not null; above = above.Parent)
        {
            ancestors.Add(above);
        }

        return ancestors;
    }

    private static bool IsNamed(Resource resource) => resource is CustomResource or ComponentResource { IsRemote: true };
}
