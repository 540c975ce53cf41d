using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/projects/…/resources: what is in a project, and moving more into it.</summary>
internal sealed class ProjectResourceApi(StateStore store, TimeProvider clock)
{
    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        const string all = "/v2/projects/{project}/resources";
        api.DigitalOcean(routes, "GET", all, call =>
        {
            var state = store.Current;
            return Task.FromResult(Page.List(call, "resources", state.ResourcesOf(ProjectApi.Demand(state, call)), pair => Show(call, pair.Urn, pair.At, "ok")));
        });
        api.DigitalOcean(routes, "POST", all, AssignAsync);
    }

    private async Task<Reply> AssignAsync(Call call)
    {
        var urns = (await call.BodyAsync<ResourcesBody>()).Resources ?? throw ApiException.BadRequest("resources is missing");
        if (urns.FirstOrDefault(urn => Urn.Parse(urn) is null) is { } bad)
            throw ApiException.Unprocessable($"resource '{bad}' is not a URN, such as do:droplet:13457723");
        var now = clock.GetUtcNow();
        var shown = await store.UpdateAsync(
            state =>
            {
                var project = ProjectApi.Demand(state, call);
                var known = state.Urns().ToHashSet(StringComparer.Ordinal);
                var answers = new List<object>();
                foreach (var urn in urns.Select(Usual))
                {
                    var status = !known.Contains(urn) ? "not_found"
                        : state.Assignments.GetValueOrDefault(urn)?.Project == project.Id ? "already_assigned" : "assigned";
                    if (status == "assigned")
                        state = state with { Assignments = state.Assignments.SetItem(urn, new Assignment(project.Id, now)) };
                    answers.Add(Show(call, urn, now, status));
                }

                return (state, answers);
            },
            call.Cancel);
        return Reply.Ok(new { Resources = shown });
    }

    // Reserved IPs go by their former name too.
    private static string Usual(string? urn) =>
        Urn.Parse(urn) is var (kind, id) ? Urn.Of(kind == Urn.FloatingIp ? Urn.ReservedIp : kind, id) : "";

    private static object Show(Call call, string urn, DateTimeOffset at, string status) =>
        new { Urn = urn, AssignedAt = at, Links = new { Self = call.Origin + PathOf(urn) }, Status = status };

    private static string PathOf(string urn) => Urn.Parse(urn) switch
    {
        (Urn.ReservedIp, var ip) => $"/v2/reserved_ips/{ip}",
        var (kind, id) => $"/v2/{kind}s/{id}",
        null => "/v2",
    };

    private sealed record ResourcesBody(IReadOnlyList<string?>? Resources);
}
