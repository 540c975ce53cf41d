using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Projects;

/// <summary>A project; found again by its name, of which the account allows one.</summary>
internal sealed class ProjectResourceType(Connection connection) : IResource
{
    private static readonly TimeSpan PatienceForDelete = TimeSpan.FromMinutes(3);
    private static readonly ImmutableArray<string> Plain = ["name", "description", "purpose", "environment", "isDefault"];

    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("digitalocean:index/project:Project",
    [
        PropertySpec.Text("name") with { IsName = true },
        PropertySpec.Text("description") with { Default = new PropertyValue.Text(""), Absent = new PropertyValue.Text("") },
        PropertySpec.Text("purpose") with { Default = new PropertyValue.Text("Web Application") },
        PropertySpec.Text("environment") with { AnyCase = true },
        PropertySpec.Bool("isDefault") with { Default = new PropertyValue.Bool(false) },
        PropertySpec.Set("resources", PropertyKind.Text) with { IsComputed = true },
    ]);

    private DigitalOceanApi Api => connection.Api;

    /// <inheritdoc/>
    public Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult(Mistakes(inputs));

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var body = ToRequest(request.Inputs);
        var project = (await Api.Client.CreateOnceAsync(
            () => Api.Client.SendAsync<ProjectAnswer>(HttpMethod.Post, "/v2/projects", body, cancel),
            async () => await NamedAsync(request.Inputs, cancel) is { } found ? new ProjectAnswer(found) : null, cancel)).Project;
        try
        {
            await ProjectContents.MoveAsync(Api, project.Id, request.Inputs.Texts("resources"), cancel);
            if (request.Inputs.Truth("isDefault") == true) project = await ChangeAsync(project.Id, new JsonObject { ["is_default"] = true }, cancel);
            return new CreateResult(project.Id, await OutputsAsync(project, cancel));
        }
        catch (ApiException error)
        {
            throw new PartialCreateException(error.Message, project.Id, Outputs(project, []), error);
        }
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if ((await Api.Client.GetAsync<ProjectAnswer>(ProjectContents.PathOf(request.Id), cancel))?.Project is not { } project) return null;
        var outputs = await OutputsAsync(project, cancel);
        var known = request.Inputs;
        foreach (var name in Plain)
        {
            if (!outputs.TryGetValue(name, out var value)) continue;
            var isSame = known.ContainsKey(name) && string.Equals(known.Text(name), outputs.Text(name), StringComparison.OrdinalIgnoreCase);
            if (!isSame && (known.ContainsKey(name) || outputs.Text(name) is not (null or "false"))) known = known.With(name, value);
        }
        if (known.ContainsKey("resources") && !known.Texts("resources").ToHashSet().SetEquals(outputs.Texts("resources"))) known = known.With("resources", outputs["resources"]);
        return new ReadResult(project.Id, known, outputs);
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var (old, now) = (request.OldInputs, request.NewInputs);
        var body = ToRequest(now);
        if (now.Text("environment") is null && old.Text("environment") is not null) body["environment"] = "";
        if (now.Truth("isDefault") != old.Truth("isDefault")) body["is_default"] = now.Truth("isDefault") == true;
        var project = await ChangeAsync(request.Id, body, cancel);
        if (now.ContainsKey("resources"))
        {
            await ProjectContents.MoveAsync(Api, ProjectContents.Default, [.. old.Texts("resources").Except(now.Texts("resources"))], cancel);
            await ProjectContents.MoveAsync(Api, request.Id, [.. now.Texts("resources").Except(old.Texts("resources"))], cancel);
        }
        return await OutputsAsync(project, cancel);
    });

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        // A project with anything in it cannot be deleted, and moving takes a while.
        await Api.WaitForAsync(async () =>
        {
            if (await Api.Client.GetAsync<ProjectAnswer>(ProjectContents.PathOf(request.Id), cancel) is null) return "gone";
            await ProjectContents.MoveAsync(Api, ProjectContents.Default, await ProjectContents.OfAsync(Api, request.Id, cancel), cancel);
            return await TryDeleteAsync(request.Id, cancel) ? "deleted" : null;
        }, request.Timeout ?? PatienceForDelete, $"deletion of the project {request.Id}", cancel);
        return true;
    });

    /// <inheritdoc/>
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if (await NamedAsync(request.Inputs, cancel) is not { } project || request.KnownIds.Contains(project.Id)) return null;
        // What was to follow its making may not have.
        await ProjectContents.MoveAsync(Api, project.Id, request.Inputs.Texts("resources"), cancel);
        if (request.Inputs.Truth("isDefault") == true && !project.IsDefault) project = await ChangeAsync(project.Id, new JsonObject { ["is_default"] = true }, cancel);
        return new ReadResult(project.Id, request.Inputs, await OutputsAsync(project, cancel));
    });

    private static IEnumerable<CheckFailure> Mistakes(PropertyMap inputs)
    {
        if (inputs.Text("name")?.Length > 175) yield return new CheckFailure("name", "must have 175 characters at most");
        foreach (var name in new[] { "description", "purpose" })
        {
            if (inputs.Text(name)?.Length > 255) yield return new CheckFailure(name, "must have 255 characters at most");
        }
        if (inputs.Text("environment")?.ToLowerInvariant() is { } environment and not ("development" or "staging" or "production"))
            yield return new CheckFailure("environment", $"must be Development, Staging or Production, not '{environment}'");
    }

    private static JsonObject ToRequest(PropertyMap inputs)
    {
        var body = new JsonObject { ["name"] = inputs.Text("name"), ["description"] = inputs.Text("description") ?? "", ["purpose"] = inputs.Text("purpose") };
        // The API takes the word with a capital only.
        if (inputs.Text("environment") is { } environment) body["environment"] = char.ToUpperInvariant(environment[0]) + environment[1..].ToLowerInvariant();
        return body;
    }

    public static PropertyMap Outputs(Project project, IEnumerable<string> resources) => PropertyMap.Empty
        .With("id", project.Id)
        .With("name", project.Name)
        .With("description", project.Description ?? "")
        .With("purpose", project.GivenPurpose)
        .With("environment", project.Environment ?? "")
        .With("isDefault", project.IsDefault)
        .With("ownerUuid", project.OwnerUuid)
        .With("ownerId", project.OwnerId)
        .With("createdAt", project.CreatedAt)
        .With("updatedAt", project.UpdatedAt)
        .With("resources", resources.ToProperty())
        .WithDeleteTimeout(PatienceForDelete);

    private async Task<PropertyMap> OutputsAsync(Project project, CancellationToken cancel) =>
        Outputs(project, await ProjectContents.OfAsync(Api, project.Id, cancel));

    private async Task<Project> ChangeAsync(string id, JsonObject body, CancellationToken cancel) =>
        (await Api.Client.SendAsync<ProjectAnswer>(HttpMethod.Patch, ProjectContents.PathOf(id), body, cancel)).Project;

    private async Task<bool> TryDeleteAsync(string id, CancellationToken cancel)
    {
        try
        {
            await Api.Client.DeleteAsync(ProjectContents.PathOf(id), cancel);
            return true;
        }
        catch (ApiException error) when (error.Status == HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
    }

    private async Task<Project?> NamedAsync(PropertyMap inputs, CancellationToken cancel) =>
        (await Api.ListAsync<ProjectList, Project>("/v2/projects", page => page.Projects, cancel)).Find(project => project.Name == inputs.Text("name"));
}
