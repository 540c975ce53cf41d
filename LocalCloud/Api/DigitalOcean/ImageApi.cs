using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Catalogue;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/images: list and look up.</summary>
internal static class ImageApi
{
    public static void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        api.DigitalOcean(routes, "GET", "/v2/images", ListAsync);
        api.DigitalOcean(routes, "GET", "/v2/images/{image}", call =>
            Task.FromResult(Reply.Ok(new { Image = View.Image(Images.Find(call.Route("image")) ?? throw ApiException.NotFound()) })));
    }

    private static Task<Reply> ListAsync(Call call)
    {
        var isPrivate = call.Query("private") == "true";
        var shown = Images.All.Where(image => call.Query("type") switch
        {
            "application" => false,
            "distribution" => image.Public,
            _ => !isPrivate || !image.Public,
        });
        // No image carries a tag.
        return Task.FromResult(Page.List(call, "images", call.Query("tag_name") is null ? shown : [], View.Image));
    }
}
