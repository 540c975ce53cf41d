using E3.Engine.Providers;
using Microsoft.AspNetCore.Http;

namespace E3.Engine.Tests.Providers;

[TestFixture]
internal sealed class SpacesBucketTests() : ProviderFixture("digitalocean")
{
    private const string Type = "digitalocean:index/spacesBucket:SpacesBucket";

    [Test]
    public async Task An_answer_that_breaks_off_is_told_as_a_broken_connection()
    {
        static async Task HalfAsync(HttpContext context)
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("<?xml version='1.0'?><VersioningConfiguration>");
            await context.Response.Body.FlushAsync();
            context.Abort();
        }

        await ConfigureAsync(("token", "t"), ("spacesEndpoint", Api.Address), ("spacesAccessId", "id"), ("spacesSecretKey", "secret"), ("httpRetryMax", "0"));
        foreach (var path in new[] { "/mine", "/mine/" })
            Api.On($"HEAD {path}", 200).On($"GET {path}", HalfAsync);

        var error = await Assert.ThrowsAsync<ProviderException>(async () => await ReadAsync(Type, "mine", Values.Map(("name", "mine"), ("region", "ams3"))));
        Assert.That(error!.Message, Does.StartWith("Spaces: ").And.Contain(Api.Address).And.Not.Contain("HttpWebResponseBody"));
        Assert.That(error.OutcomeUnknown);
    }
}
