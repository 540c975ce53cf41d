using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace E3.Engine.Providers.DigitalOcean.Projects;

internal sealed record ProjectAnswer(Project Project);

internal sealed record ProjectList(ImmutableArray<Project> Projects, Links? Links) : IPage;

internal sealed record Project(
    string Id, string OwnerUuid, long OwnerId, string Name, string? Description, string? Purpose, string? Environment, bool IsDefault, string CreatedAt, string UpdatedAt)
{
    private const string OtherPurpose = "Other: ";

    /// <summary>The purpose as it was given: the API marks one that it does not know.</summary>
    public string GivenPurpose => Purpose is null ? "" : Purpose.StartsWith(OtherPurpose, StringComparison.Ordinal) ? Purpose[OtherPurpose.Length..] : Purpose;
}

internal sealed record ProjectResourceList(ImmutableArray<ProjectResource> Resources, Links? Links) : IPage;

internal sealed record ProjectResource(string Urn);

/// <summary>What is in projects, and moving it.</summary>
internal static class ProjectContents
{
    /// <summary>What moves to the default project: nothing can be in none.</summary>
    public const string Default = "default";

    public static async Task<List<string>> OfAsync(DigitalOceanApi api, string project, CancellationToken cancel) =>
        [.. (await api.ListAsync<ProjectResourceList, ProjectResource>($"{PathOf(project)}/resources", page => page.Resources, cancel))
            .Select(resource => resource.Urn).Order(StringComparer.Ordinal)];

    /// <summary>Moves resources into a project; may be repeated.</summary>
    public static async Task MoveAsync(DigitalOceanApi api, string project, IReadOnlyCollection<string> urns, CancellationToken cancel)
    {
        if (urns.Count == 0) return;
        var body = new JsonObject { ["resources"] = new JsonArray([.. urns.Select(urn => JsonValue.Create(urn))]) };
        await api.Client.SendAsync(HttpMethod.Post, $"{PathOf(project)}/resources", body, cancel);
    }

    public static string PathOf(string project) => $"/v2/projects/{Uri.EscapeDataString(project)}";
}
