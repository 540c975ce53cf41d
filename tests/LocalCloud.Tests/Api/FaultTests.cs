using System.Net;

namespace E3.LocalCloud.Tests.Api;

public sealed class FaultTests : ApiTest
{
    private const string Tag = """{"name":"t"}""";

    [Test]
    public async Task A_limited_call_is_refused_and_says_when_to_come_back()
    {
        await PlanAsync("limit");
        using var answer = await Client.PostAsync("/v2/tags", new StringContent(Tag), Cancel);
        Assert.That((answer.StatusCode, answer.Headers.RetryAfter?.Delta), Is.EqualTo((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7))));
        await ThereAreAsync(0);
    }

    [Test]
    public async Task An_error_does_nothing()
    {
        await PlanAsync("error");
        var (status, _) = await SendAsync("POST", "/v2/tags", Tag);
        Assert.That((int)status, Is.InRange(500, 503));
        await ThereAreAsync(0);
    }

    [Test]
    public async Task A_dropped_call_does_nothing()
    {
        await PlanAsync("drop");
        Assert.That(() => SendAsync("POST", "/v2/tags", Tag), Throws.InstanceOf<HttpRequestException>());
        await ThereAreAsync(0);
    }

    [Test]
    public async Task A_call_whose_answer_is_lost_is_done()
    {
        await PlanAsync("lose");
        Assert.That(() => SendAsync("POST", "/v2/tags", Tag), Throws.InstanceOf<HttpRequestException>());
        await ThereAreAsync(1);
    }

    [Test]
    public async Task A_slow_call_is_done_after_its_pause()
    {
        await PlanAsync("slow");
        var slow = SendAsync("POST", "/v2/tags", Tag);
        while (!slow.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        Assert.That((await slow).Status, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task Only_the_share_that_was_asked_for_goes_wrong_and_is_counted()
    {
        await OkAsync("PUT", "/e3/faults", """{"percent":30,"kinds":["error"],"seed":1}""");
        var failed = 0;
        for (var call = 0; call < 100; call++)
            failed += (int)(await SendAsync("GET", "/v2/tags")).Status >= 500 ? 1 : 0;
        var report = await OkAsync("GET", "/e3/faults");
        Assert.That(failed, Is.InRange(15, 45));
        Assert.That((report["calls"]!.GetValue<int>(), report["made"]!["error"]!.GetValue<int>()), Is.EqualTo((100, failed)));
    }

    [TestCase("""{"percent":101}""", "percent")]
    [TestCase("""{"percent":1,"kinds":[]}""", "kinds")]
    [TestCase("""{"percent":1,"kinds":["explode"]}""", "kinds")]
    public async Task A_plan_that_makes_no_sense_is_refused(string plan, string what)
    {
        var (status, answer) = await SendAsync("PUT", "/e3/faults", plan);
        Assert.That((int)status, Is.InRange(400, 422));
        Assert.That(answer!["message"]!.GetValue<string>(), Does.Contain(what));
    }

    private Task PlanAsync(string kind) => OkAsync("PUT", "/e3/faults", $$"""{"percent":100,"kinds":["{{kind}}"],"retryAfterSeconds":7}""");

    private async Task ThereAreAsync(int tags)
    {
        await OkAsync("DELETE", "/e3/faults");
        Assert.That((await OkAsync("GET", "/v2/tags"))["meta"]!["total"]!.GetValue<int>(), Is.EqualTo(tags));
    }
}
