using System.Net;
using System.Net.Http.Headers;
using E3.LocalCloud.Api.Http;

namespace E3.LocalCloud.Tests.Api;

/// <summary>Tokens, rate limits, and what is nowhere.</summary>
public sealed class AccessTests : ApiTest
{
    internal override CloudSettings Settings(string root) => new()
    {
        Root = root,
        Port = 0,
        WithHosts = false,
        Tokens = new HashSet<string> { "token", "other" },
        RateLimits = new RateLimits(PerHour: 12, PerMinute: 6, KeyListsPerMinute: 2),
    };

    [TestCase(null)]
    [TestCase("Bearer ")]
    [TestCase("Bearer wrong")]
    [TestCase("Digest token")]
    public async Task A_wrong_token_is_refused_as_DigitalOcean_does(string? header)
    {
        Client.DefaultRequestHeaders.Authorization = header is null ? null : AuthenticationHeaderValue.Parse(header);
        var message = await RefusedAsync(401, "Unauthorized", "GET", "/v2/account");
        Assert.That(message, Is.EqualTo("Unable to authenticate you"));
    }

    [Test]
    public async Task What_is_nowhere_is_404_for_those_who_may_ask()
    {
        await RefusedAsync(404, "not_found", "GET", "/v2/nothing");
        await RefusedAsync(404, "not_found", "GET", "/v2/droplets/12");
        await RefusedAsync(404, "not_found", "GET", "/v2/droplets/one");
        Client.DefaultRequestHeaders.Authorization = null;
        await RefusedAsync(401, "Unauthorized", "GET", "/v2/nothing");
    }

    [Test]
    public async Task Headers_count_down_and_a_burst_says_when_to_come_back()
    {
        for (var left = 11; left >= 6; left--)
        {
            using var passed = await Client.GetAsync("/v2/account", Cancel);
            Assert.That(Header(passed, "ratelimit-limit"), Is.EqualTo(12));
            Assert.That(Header(passed, "ratelimit-remaining"), Is.EqualTo(left));
            Assert.That(Header(passed, "ratelimit-reset"), Is.EqualTo(new DateTimeOffset(2026, 1, 2, 4, 4, 5, TimeSpan.Zero).ToUnixTimeSeconds()));
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        using var burst = await Client.GetAsync("/v2/account", Cancel);
        Assert.That(burst.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(burst.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(54)));
        Assert.That(await RefusedAsync(429, "too_many_requests", "GET", "/v2/account"), Is.EqualTo("API Rate limit exceeded."));
        Clock.Advance(TimeSpan.FromSeconds(54));
        await OkAsync("GET", "/v2/account");
    }

    [Test]
    public async Task An_hour_used_up_comes_back_one_by_one_and_is_each_tokens_own()
    {
        for (var i = 0; i < 12; i++)
        {
            await OkAsync("GET", "/v2/account");
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        using var refused = await Client.GetAsync("/v2/account", Cancel);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(refused.Headers.RetryAfter, Is.Null, "only a burst says when to come back");
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "other");
        await OkAsync("GET", "/v2/account");
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");
        Clock.Advance(TimeSpan.FromMinutes(48));
        await OkAsync("GET", "/v2/account");
        await RefusedAsync(429, "too_many_requests", "GET", "/v2/account");
    }

    [Test]
    public async Task Listing_keys_has_a_limit_of_its_own()
    {
        await OkAsync("GET", "/v2/account/keys");
        await OkAsync("GET", "/v2/account/keys");
        await RefusedAsync(429, "too_many_requests", "GET", "/v2/account/keys");
        await OkAsync("GET", "/v2/account");
    }

    [Test]
    public async Task A_web_page_cannot_stop_the_cloud()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/e3/stop");
        request.Headers.Add("Origin", "https://example.org");
        using var response = await Client.SendAsync(request, Cancel);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static long Header(HttpResponseMessage response, string name) =>
        long.Parse(response.Headers.GetValues(name).Single(), System.Globalization.CultureInfo.InvariantCulture);
}
