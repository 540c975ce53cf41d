using System.Globalization;

namespace E3.LocalCloud.State;

/// <summary>The projects of an account and what is in them. The first project has been there from the beginning; its id is the account's.</summary>
internal static class ProjectLedger
{
    private static readonly DateTimeOffset Beginning = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Project> AllProjects(this CloudState state) =>
        state.Projects.ContainsKey(state.AccountId) ? state.Projects.Values : state.Projects.Values.Prepend(First(state));

    public static Project? Project(this CloudState state, Guid id) => state.AllProjects().FirstOrDefault(project => project.Id == id);

    public static Project DefaultProject(this CloudState state) => state.AllProjects().First(project => project.IsDefault);

    /// <summary>The state with a project; when it is the default one, the former is no more.</summary>
    public static CloudState With(this CloudState state, Project project)
    {
        var former = project.IsDefault ? state.AllProjects().Where(other => other.IsDefault && other.Id != project.Id) : [];
        return state with
        {
            Projects = state.Projects.SetItems(former.Select(other => other with { IsDefault = false }).Append(project)
                .Select(one => KeyValuePair.Create(one.Id, one))),
        };
    }

    /// <summary>The names of all that can be in a project.</summary>
    public static IEnumerable<string> Urns(this CloudState state) =>
    [
        .. state.VisibleDroplets.Select(droplet => Urn.Of(Urn.Droplet, droplet.Id)),
        .. state.Volumes.Keys.Select(id => Urn.Of(Urn.Volume, id)),
        .. state.ReservedIps.Keys.Select(ip => Urn.Of(Urn.ReservedIp, ip)),
        .. state.Domains.Keys.Select(name => Urn.Of(Urn.Domain, name)),
        .. state.Buckets.Keys.Select(name => Urn.Of(Urn.Space, name)),
        .. state.Vpcs.Values.Where(vpc => !vpc.Default).Select(vpc => Urn.Of(Urn.Vpc, vpc.Id)),
    ];

    /// <summary>What is in a project, by name, and since when; the default project has all that was put nowhere else.</summary>
    public static IEnumerable<(string Urn, DateTimeOffset At)> ResourcesOf(this CloudState state, Project project) => state.Urns()
        .Select(urn => (urn, state.Assignments.GetValueOrDefault(urn)))
        .Where(pair => pair.Item2 is { } placed && state.Project(placed.Project) is not null ? placed.Project == project.Id : project.IsDefault)
        .Select(pair => (pair.urn, pair.Item2?.At ?? project.CreatedAt));

    /// <summary>A number for the owner, as the API has beside the UUID.</summary>
    public static long OwnerId(this CloudState state) =>
        long.Parse(state.AccountId.ToString("N")[..7], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static Project First(CloudState state) => new()
    {
        Id = state.AccountId,
        Name = "first-project",
        Description = "Update your project information under Settings",
        Purpose = "Just trying out DigitalOcean",
        Environment = "Development",
        IsDefault = state.Projects.Values.All(project => !project.IsDefault),
        CreatedAt = Beginning,
        UpdatedAt = Beginning,
    };
}
