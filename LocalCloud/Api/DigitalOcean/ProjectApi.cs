using System.Text.Json.Serialization;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/projects. Where an id goes, "default" names the default project.</summary>
internal sealed class ProjectApi(StateStore store, TimeProvider clock)
{
    private const int LongestName = 175;
    private const int LongestText = 255;

    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        const string one = "/v2/projects/{project}";
        api.DigitalOcean(routes, "GET", "/v2/projects", call => Task.FromResult(Page.List(call, "projects", store.Current.AllProjects(), Show)));
        api.DigitalOcean(routes, "POST", "/v2/projects", CreateAsync);
        api.DigitalOcean(routes, "GET", one, call => Task.FromResult(Reply.Ok(new { Project = Show(Demand(store.Current, call)) })));
        api.DigitalOcean(routes, "PUT", one, call => ChangeAsync(call, whole: true));
        api.DigitalOcean(routes, "PATCH", one, call => ChangeAsync(call, whole: false));
        api.DigitalOcean(routes, "DELETE", one, DeleteAsync);
    }

    public static Project Demand(CloudState state, Call call) =>
        (call.Route("project") == "default" ? state.DefaultProject() : state.Project(call.RouteGuid("project"))) ?? throw ApiException.NotFound();

    private async Task<Reply> CreateAsync(Call call)
    {
        var body = await call.BodyAsync<ProjectBody>();
        var project = await store.UpdateAsync(
            state =>
            {
                var now = clock.GetUtcNow();
                var made = new Project
                {
                    Id = Guid.NewGuid(),
                    Name = Named(body.Name, null, state),
                    Description = Short(body.Description, "description"),
                    Purpose = Purpose(body.Purpose),
                    Environment = Environment(body.Environment),
                    CreatedAt = now,
                    UpdatedAt = now,
                };
                return (state.With(made), made);
            },
            call.Cancel);
        return Reply.Created(new { Project = Show(project) });
    }

    private async Task<Reply> ChangeAsync(Call call, bool whole)
    {
        var body = await call.BodyAsync<ProjectBody>();
        var project = await store.UpdateAsync(
            state =>
            {
                var before = Demand(state, call);
                if (before.IsDefault && body.IsDefault == false)
                    throw ApiException.Unprocessable("the default project stays it until another is made the default");
                var changed = before with
                {
                    Name = whole || body.Name is not null ? Named(body.Name, before, state) : before.Name,
                    Description = whole || body.Description is not null ? Short(body.Description, "description") : before.Description,
                    Purpose = whole || body.Purpose is not null ? Purpose(body.Purpose) : before.Purpose,
                    Environment = whole || body.Environment is not null ? Environment(body.Environment) : before.Environment,
                    IsDefault = before.IsDefault || body.IsDefault == true,
                    UpdatedAt = clock.GetUtcNow(),
                };
                return (state.With(changed), changed);
            },
            call.Cancel);
        return Reply.Ok(new { Project = Show(project) });
    }

    private async Task<Reply> DeleteAsync(Call call)
    {
        await store.UpdateAsync(
            state =>
            {
                var project = Demand(state, call);
                if (project.IsDefault)
                    throw ApiException.Forbidden("cannot delete the default project");
                if (state.ResourcesOf(project).Any())
                    throw ApiException.PreconditionFailed("cannot delete a project with resources. move or remove the resources first");
                return state with { Projects = state.Projects.Remove(project.Id) };
            },
            call.Cancel);
        return Reply.NoContent;
    }

    private ProjectView Show(Project project) => new(
        project.Id, store.Current.AccountId, store.Current.OwnerId(), project.Name, project.Description, project.Purpose,
        project.Environment.Length == 0 ? null : project.Environment, project.IsDefault, project.CreatedAt, project.UpdatedAt);

    private static string Named(string? name, Project? own, CloudState state)
    {
        if (name is not { Length: > 0 and <= LongestName })
            throw ApiException.Unprocessable($"name must have 1 to {LongestName} characters");
        return state.AllProjects().Any(other => other.Name == name && other.Id != own?.Id) ? throw ApiException.Conflict("name is already in use") : name;
    }

    // Whatever is not one of the purposes that the web page offers is shown as another one, as at DigitalOcean.
    private static string Purpose(string? purpose) => Short(purpose, "purpose") switch
    {
        "" => throw ApiException.Unprocessable("purpose can't be blank"),
        "Just trying out DigitalOcean" or "Class project / Educational purposes" or "Website or blog" or "Web Application" or "Service or API"
            or "Mobile Application" or "Machine learning / AI / Data processing" or "IoT" or "Operational / Developer tooling" => purpose!,
        var other when other.StartsWith("Other: ", StringComparison.Ordinal) => other,
        var other => $"Other: {other}",
    };

    private static string Environment(string? environment) => environment?.ToLowerInvariant() switch
    {
        null or "" => "",
        "development" => "Development",
        "staging" => "Staging",
        "production" => "Production",
        _ => throw ApiException.Unprocessable("environment must be Development, Staging or Production"),
    };

    private static string Short(string? text, string name) => (text ?? "").Length <= LongestText
        ? text ?? ""
        : throw ApiException.Unprocessable($"{name} is longer than {LongestText} characters");

    // A project without an environment has no such member.
    private sealed record ProjectView(
        Guid Id, Guid OwnerUuid, long OwnerId, string Name, string Description, string Purpose,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Environment, bool IsDefault, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

    private sealed record ProjectBody(string? Name, string? Description, string? Purpose, string? Environment, bool? IsDefault);
}
