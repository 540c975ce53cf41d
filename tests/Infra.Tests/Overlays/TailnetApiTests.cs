using System.Net;
using E3.Infra.Overlays.Tailscale;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace E3.Infra.Tests.Overlays;

/// <summary>Deleting a device through an API that is a real server on loopback.</summary>
public sealed class TailnetApiTests
{
    private readonly List<string> _asked = [];
    private readonly HttpClient _http = new();
    private Func<HttpContext, string, (int Status, string Body)> _answer = (_, _) => (200, "{}");
    private WebApplication _web = null!;
    private Uri _endpoint = null!;

    [SetUp]
    public async Task Serve()
    {
        _asked.Clear();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _web = builder.Build();
        _web.Run(async context =>
        {
            var asked = $"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Authorization}";
            _asked.Add(asked);
            (context.Response.StatusCode, var body) = _answer(context, asked);
            await context.Response.WriteAsync(body);
        });
        await _web.StartAsync();
        _endpoint = new Uri(_web.Urls.Single());
    }

    [TearDown]
    public async Task Stop() => await _web.DisposeAsync();

    [OneTimeTearDown]
    public void Close() => _http.Dispose();

    [TestCase(200)]
    [TestCase(404, Description = "it is gone, as it should be")]
    public async Task A_device_is_deleted_by_its_id_and_by_nothing_else(int status)
    {
        _answer = (_, _) => (status, "");

        await DeleteAsync("n1CNTRL", Key("tskey-api-1"));

        Assert.That(_asked, Is.EqualTo(new[] { "DELETE /api/v2/device/n1CNTRL Bearer tskey-api-1" }));
    }

    /// <summary>https://github.com/pulumi/pulumi/issues/9107</summary>
    [Test]
    public async Task A_token_rotated_since_the_last_update_is_used_when_the_old_one_is_refused()
    {
        _answer = (_, asked) => asked.EndsWith("new", StringComparison.Ordinal) ? (200, "{}") : (401, """{"message":"API token invalid"}""");

        await DeleteAsync("n1", Key("old"), Key("new"));

        Assert.That(_asked, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task An_OAuth_client_trades_its_secret_for_a_token()
    {
        _answer = (context, asked) => asked.Contains("oauth", StringComparison.Ordinal)
            ? (200, $$"""{"access_token":"traded-{{context.Request.Form["scope"]}}","expires_in":3600}""")
            : (200, "{}");

        await DeleteAsync("n1", new TailnetAccess(null, null, "id", "secret", ["devices:core"]));

        Assert.That(_asked, Is.EqualTo(new[]
        {
            $"POST /api/v2/oauth/token Basic {Convert.ToBase64String("id:secret"u8)}",
            "DELETE /api/v2/device/n1 Bearer traded-devices:core",
        }));
    }

    [Test]
    public async Task Refused_credentials_say_where_new_ones_go()
    {
        _answer = (_, _) => (401, """{"message":"API token invalid"}""");

        Assert.That(await FailureAsync(Key("old")), Does.Contain("401: API token invalid").And.Contain("TAILSCALE_API_KEY").And.Contain("devices:core").And.Not.Contain("old"));
    }

    [Test]
    public async Task No_credentials_are_told_before_anything_is_asked()
    {
        Assert.That(await FailureAsync(Key(null)), Does.Contain("no credentials").And.Contain("TAILSCALE_API_KEY"));
        Assert.That(_asked, Is.Empty);
    }

    [Test]
    public async Task A_busy_server_is_asked_again()
    {
        var answers = new Queue<int>([503, 200]);
        _answer = (_, _) => (answers.Dequeue(), "");

        await DeleteAsync("n1", Key("key"));

        Assert.That(_asked, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_server_that_wants_to_be_left_alone_for_long_is_named_at_once()
    {
        _answer = (context, _) =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return (429, "");
        };

        Assert.That(await FailureAsync(Key("key")), Does.Contain($"{_endpoint} answered 429"));
    }

    private static TailnetAccess Key(string? key) => new(null, key, null, null, []);

    private Task DeleteAsync(string device, params TailnetAccess[] known) =>
        new TailnetApi(_http, _endpoint, TimeProvider.System).DeleteDeviceAsync(device, known, default);

    private async Task<string> FailureAsync(TailnetAccess access) => (await Assert.ThrowsAsync<TailnetException>(() => DeleteAsync("n1", access)))!.Message;
}
