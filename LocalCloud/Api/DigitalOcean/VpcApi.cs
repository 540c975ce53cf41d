using System.Text.RegularExpressions;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Catalogue;
using E3.LocalCloud.Network;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/vpcs and their members.</summary>
internal sealed partial class VpcApi(StateStore store, TimeProvider clock)
{
    private const int LongestDescription = 255;

    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        const string one = "/v2/vpcs/{vpc}";
        api.DigitalOcean(routes, "GET", "/v2/vpcs", call => Task.FromResult(Page.List(call, "vpcs", store.Current.AllVpcs(), View.Vpc)));
        api.DigitalOcean(routes, "POST", "/v2/vpcs", CreateAsync);
        api.DigitalOcean(routes, "GET", one, call => Task.FromResult(Show(Demand(store.Current, call))));
        api.DigitalOcean(routes, "PUT", one, call => ChangeAsync(call, whole: true));
        api.DigitalOcean(routes, "PATCH", one, call => ChangeAsync(call, whole: false));
        api.DigitalOcean(routes, "DELETE", one, DeleteAsync);
        api.DigitalOcean(routes, "GET", one + "/members", MembersAsync);
    }

    private async Task<Reply> CreateAsync(Call call)
    {
        var body = await call.BodyAsync<VpcBody>();
        var vpc = await store.UpdateAsync(
            state =>
            {
                var region = Regions.Find(body.Region)?.Slug ?? throw ApiException.Unprocessable("invalid region");
                var made = new Vpc
                {
                    Id = Guid.NewGuid(),
                    Name = Named(body.Name, null, state),
                    Region = region,
                    IpRange = string.IsNullOrEmpty(body.IpRange)
                        ? (state.FreeRange(region) ?? throw ApiException.Unprocessable("there is no range left for another VPC in this region; name one")).ToString()
                        : PrivateRange.Checked(body.IpRange, state),
                    Description = Described(body.Description),
                    CreatedAt = clock.GetUtcNow(),
                };
                return (state.With(made), made);
            },
            call.Cancel);
        return Reply.Created(new { Vpc = View.Vpc(vpc) });
    }

    private async Task<Reply> ChangeAsync(Call call, bool whole)
    {
        var body = await call.BodyAsync<VpcBody>();
        return Show(await store.UpdateAsync(
            state =>
            {
                var vpc = Demand(state, call);
                if (vpc.Default && body.Default == false)
                    throw ApiException.Unprocessable("the default VPC stays it until another is made the default");
                var changed = vpc with
                {
                    Name = whole || body.Name is not null ? Named(body.Name, vpc, state) : vpc.Name,
                    Description = whole || body.Description is not null ? Described(body.Description) : vpc.Description,
                    Default = vpc.Default || body.Default == true,
                };
                return (state.With(changed), changed);
            },
            call.Cancel));
    }

    private async Task<Reply> DeleteAsync(Call call)
    {
        await store.UpdateAsync(
            state =>
            {
                var vpc = Demand(state, call);
                if (vpc.Default)
                    throw ApiException.Forbidden("Can not delete default VPCs");
                // A droplet that is still going away is a member to the end.
                if (state.Droplets.Values.Any(droplet => droplet.Vpc == vpc.Id))
                    throw ApiException.Conflict("Can not delete VPC with members");
                return state with { Vpcs = state.Vpcs.Remove(vpc.Id), Assignments = state.Assignments.Remove(Urn.Of(Urn.Vpc, vpc.Id)) };
            },
            call.Cancel);
        return Reply.NoContent;
    }

    private Task<Reply> MembersAsync(Call call)
    {
        var state = store.Current;
        var vpc = Demand(state, call);
        var members = call.Query("resource_type") is null or Urn.Droplet ? state.VisibleDroplets.Where(droplet => droplet.Vpc == vpc.Id) : [];
        return Task.FromResult(Page.List(call, "members", members, droplet => new
        {
            Urn = Urn.Of(Urn.Droplet, droplet.Id),
            droplet.Name,
            droplet.CreatedAt,
        }));
    }

    private static string Named(string? name, Vpc? own, CloudState state)
    {
        if (name is null || !ValidName().IsMatch(name))
            throw ApiException.Unprocessable("name must hold letters, numbers, dashes and periods only");
        return state.AllVpcs().Any(other => other.Name == name && other.Id != own?.Id)
            ? throw ApiException.Unprocessable($"a VPC with the name '{name}' already exists in your account")
            : name;
    }

    private static string Described(string? description) => (description ?? "").Length <= LongestDescription
        ? description ?? ""
        : throw ApiException.Unprocessable($"description is longer than {LongestDescription} characters");

    private static Vpc Demand(CloudState state, Call call) => state.Vpc(call.RouteGuid("vpc")) ?? throw ApiException.NotFound();

    private static Reply Show(Vpc vpc) => Reply.Ok(new { Vpc = View.Vpc(vpc) });

    [GeneratedRegex(@"\A[a-zA-Z0-9.\-]{1,255}\z")]
    private static partial Regex ValidName();

    private sealed record VpcBody(string? Name, string? Region, string? IpRange, string? Description, bool? Default);
}
