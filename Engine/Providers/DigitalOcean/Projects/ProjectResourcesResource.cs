using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Projects;

/// <summary>Resources' being in a project that is not this resource's own. Its id is the project's.</summary>
internal sealed class ProjectResourcesResource(Connection connection) : IResource
{
    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new("digitalocean:index/projectResources:ProjectResources",
    [
        PropertySpec.Text("project") with { Required = true, Replaces = true },
        PropertySpec.Set("resources", PropertyKind.Text) with { Required = true },
    ]);

    private DigitalOceanApi Api => connection.Api;

    /// <inheritdoc/>
    // Deleting the old one moves its resources to the default project, from wherever they are by then.
    public DiffResult Refine(DiffResult diff, DiffRequest request) => diff with { DeleteBeforeReplace = true };

    /// <inheritdoc/>
    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var project = request.Inputs.Text("project")!;
        if (!await ExistsAsync(project, cancel)) throw new ProviderException($"there is no project {project}");
        await ProjectContents.MoveAsync(Api, project, request.Inputs.Texts("resources"), cancel);
        return new CreateResult(project, await OutputsAsync(request.Inputs, cancel));
    });

    /// <inheritdoc/>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if (!await ExistsAsync(request.Id, cancel)) return null;
        var inputs = request.Inputs.Count > 0 ? request.Inputs
            : PropertyMap.Empty.With("project", request.Id).With("resources", (await ProjectContents.OfAsync(Api, request.Id, cancel)).ToProperty());
        var outputs = await OutputsAsync(inputs, cancel);
        var isSame = inputs.Texts("resources").ToHashSet().SetEquals(outputs.Texts("resources"));
        return new ReadResult(request.Id, isSame ? inputs : inputs.With("resources", outputs["resources"]), outputs);
    });

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        var (before, now) = (request.OldInputs.Texts("resources"), request.NewInputs.Texts("resources"));
        await ProjectContents.MoveAsync(Api, ProjectContents.Default, [.. before.Except(now)], cancel);
        await ProjectContents.MoveAsync(Api, request.Id, [.. now.Except(before)], cancel);
        return await OutputsAsync(request.NewInputs, cancel);
    });

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => ForPeople.RunAsync(async () =>
    {
        if (!await ExistsAsync(request.Id, cancel)) return true;
        // Those that are gone, or elsewhere by now, are no more of this one's doing.
        var here = (await ProjectContents.OfAsync(Api, request.Id, cancel)).Intersect(request.Inputs.Texts("resources"));
        await ProjectContents.MoveAsync(Api, ProjectContents.Default, [.. here], cancel);
        return true;
    });

    /// <inheritdoc/>
    // Moving may be repeated, so nothing can be lost.
    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => Task.FromResult<ReadResult?>(null);

    private async Task<bool> ExistsAsync(string project, CancellationToken cancel) =>
        await Api.Client.GetAsync<ProjectAnswer>(ProjectContents.PathOf(project), cancel) is not null;

    private async Task<PropertyMap> OutputsAsync(PropertyMap inputs, CancellationToken cancel)
    {
        var project = inputs.Text("project")!;
        var there = await ProjectContents.OfAsync(Api, project, cancel);
        return PropertyMap.Empty.With("id", project).With("project", project).With("resources", inputs.Texts("resources").Intersect(there).ToProperty());
    }
}
