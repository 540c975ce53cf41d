using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Catalogue;
using E3.LocalCloud.Imports;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/images: list, look up, import, change, delete, and transfer to other regions.</summary>
internal sealed class ImageApi(StateStore store, CloudSettings settings, ImageKeeper keeper, TimeProvider clock)
{
    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        const string one = "/v2/images/{image}";
        api.DigitalOcean(routes, "GET", "/v2/images", call => Task.FromResult(List(call)));
        api.DigitalOcean(routes, "POST", "/v2/images", ImportAsync);
        api.DigitalOcean(routes, "GET", one, call => Task.FromResult(Reply.Ok(new { Image = Show(call) })));
        api.DigitalOcean(routes, "PUT", one, ChangeAsync);
        api.DigitalOcean(routes, "DELETE", one, DeleteAsync);
        api.DigitalOcean(routes, "GET", one + "/actions", call =>
        {
            var image = Demand(store.Current, call);
            var actions = store.Current.Actions.Values.Reverse().Where(action => action.Image == image.Id);
            return Task.FromResult(Page.List(call, "actions", actions, action => View.Action(action, settings)));
        });
        api.DigitalOcean(routes, "POST", one + "/actions", ActAsync);
        api.DigitalOcean(routes, "GET", one + "/actions/{action}", call =>
        {
            var image = Demand(store.Current, call);
            return Task.FromResult(store.Current.Actions.TryGetValue(call.RouteNumber("action"), out var action) && action.Image == image.Id
                ? Reply.Ok(new { Action = View.Action(action, settings) })
                : throw ApiException.NotFound());
        });
    }

    private Reply List(Call call)
    {
        var (isPrivate, type, tag) = (call.Query("private") == "true", call.Query("type"), call.Query("tag_name"));
        // None of DigitalOcean's own carries a tag.
        var offered = tag is null && type != "application" && !isPrivate ? Images.All : [];
        var own = store.Current.VisibleImages().Where(image => type is not ("application" or "distribution") && (tag is null || image.HasTag(tag)));
        return Page.List(call, "images", offered.Select(View.Image).Concat(own.Select(View.Image)), image => image);
    }

    // What failed is there to say why; what a user deleted is not.
    private object Show(Call call) =>
        Images.Find(call.Route("image")) is { } offered ? View.Image(offered)
        : store.Current.CustomImages.TryGetValue(call.RouteNumber("image"), out var own) && (own.Status != ImageStatus.Deleted || own.Error is not null) ? View.Image(own)
        : throw ApiException.NotFound();

    private async Task<Reply> ImportAsync(Call call)
    {
        var request = await call.BodyAsync<ImageRequest>();
        var image = await store.UpdateAsync(
            state =>
            {
                var made = request.Image(clock.GetUtcNow()) with { Id = state.NextId };
                return ((state with { NextId = state.NextId + 1 }).With(made).WithTags(made.Tags), made);
            },
            call.Cancel);
        keeper.Import(image.Id);
        return Reply.Accepted(new { Image = View.Image(image) });
    }

    private async Task<Reply> ChangeAsync(Call call)
    {
        var request = await call.BodyAsync<ImageRequest>();
        var image = await store.UpdateAsync(
            state =>
            {
                var changed = request.Applied(Demand(state, call));
                return (state.With(changed), changed);
            },
            call.Cancel);
        return Reply.Ok(new { Image = View.Image(image) });
    }

    private async Task<Reply> DeleteAsync(Call call)
    {
        var id = await store.UpdateAsync(
            state =>
            {
                if (state.CustomImages.GetValueOrDefault(call.RouteNumber("image")) is { Status: ImageStatus.Deleted, Error: not null })
                    // The official provider knows it by these words.
                    throw ApiException.Unprocessable("Image Can not delete an already deleted image.");
                var image = Demand(state, call);
                return (state.With(image with { Status = ImageStatus.Deleted, Tags = [] }).WithoutOldImages(), image.Id);
            },
            call.Cancel);
        keeper.Abandon(id);
        return Reply.NoContent;
    }

    private async Task<Reply> ActAsync(Call call)
    {
        var body = await call.BodyAsync<ActionBody>();
        var action = await store.UpdateAsync(
            state =>
            {
                var image = Demand(state, call);
                if (body.Type != "transfer")
                    throw ApiException.Unprocessable(body.Type == "convert" ? "Only a backup can be converted." : "type must be transfer");
                if (Regions.Find(body.Region) is not { } region)
                    throw ApiException.Unprocessable("region is invalid");
                if (image.Status != ImageStatus.Available)
                    throw ApiException.Unprocessable("The image is not available yet: it can be transferred once it is.");
                var started = new CloudAction
                {
                    Id = state.NextId,
                    Type = "transfer",
                    DropletId = 0,
                    Image = image.Id,
                    Region = region.Slug,
                    StartedAt = clock.GetUtcNow(),
                };
                return ((state with { NextId = state.NextId + 1 }).With(started), started);
            },
            call.Cancel);
        keeper.Transfer(action);
        return Reply.Created(new { Action = View.Action(action, settings) });
    }

    private static CustomImage Demand(CloudState state, Call call)
    {
        var id = call.RouteNumber("image");
        return state.CustomImage(id)
            ?? throw (Images.Find(id) is null ? ApiException.NotFound() : ApiException.Forbidden("You do not have access for the attempted action."));
    }

    private sealed record ActionBody(string? Type, string? Region);
}
