using System.Net;
using Amazon.S3.Model;
using E3.LocalCloud.Tests.Spaces;

namespace E3.LocalCloud.Tests.Api;

public sealed class FaultTests : SpacesTest
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

    [Test]
    public async Task Spaces_is_limited_with_its_own_answer_and_loses_what_it_has_done()
    {
        await PlanAsync("limit");
        Assert.That(await RefusalAsync(() => Spaces().PutBucketAsync("one", Cancel)), Is.EqualTo("503 SlowDown"));
        await PlanAsync("error");
        Assert.That(await RefusalAsync(() => Spaces().PutBucketAsync("one", Cancel)), Does.Match("^50[023] InternalError$"));
        await OkAsync("DELETE", "/e3/faults");
        Assert.That((await Spaces().ListBucketsAsync(Cancel)).Buckets ?? [], Is.Empty);
        await Spaces().PutBucketAsync("one", Cancel);
        await PlanAsync("lose");
        Assert.That(
            async () => await Spaces().PutObjectAsync(new PutObjectRequest { BucketName = "one", Key = "k", ContentBody = "x" }, Cancel),
            Throws.InstanceOf<Exception>().And.Not.InstanceOf<Amazon.S3.AmazonS3Exception>());
        Assert.That(async () => await Spaces().GetObjectAsync("one", "k", Cancel), Throws.InstanceOf<Exception>());
        await OkAsync("DELETE", "/e3/faults");
        Assert.That(await TextAsync(Spaces(), "one", "k"), Is.EqualTo("x"));
    }

    [Test]
    public async Task Only_the_api_that_was_named_goes_wrong()
    {
        await OkAsync("PUT", "/e3/faults", """{"percent":100,"kinds":["error"],"apis":["tailscale"]}""");
        await OkAsync("GET", "/v2/tags");
        Assert.That((int)(await SendAsync("GET", "/api/v2/tailnet/-/devices")).Status, Is.GreaterThanOrEqualTo(500));
    }

    [Test]
    public async Task A_droplet_too_many_is_refused_while_that_is_set()
    {
        await OkAsync("PUT", "/e3/faults", """{"dropletLimit":1}""");
        await DropletAsync();
        Assert.That((int)(await OkAsync("GET", "/v2/account"))["account"]!["droplet_limit"]!, Is.EqualTo(1));
        const string another = """{"name":"two","region":"ams3","size":"s-1vcpu-1gb","image":"debian-12-x64"}""";
        Assert.That(await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/droplets", another), Does.Contain("will exceed your droplet limit"));
        await OkAsync("DELETE", "/e3/faults");
        await OkAsync("POST", "/v2/droplets", another);
    }

    [Test]
    public async Task A_bucket_that_is_taken_is_another_accounts()
    {
        await OkAsync("PUT", "/e3/faults", """{"takenBuckets":["mine"]}""");
        Assert.That(await RefusalAsync(() => Spaces().PutBucketAsync("mine", Cancel)), Is.EqualTo("409 BucketAlreadyExists"));
        Assert.That(await RefusalAsync(() => Spaces().ListObjectsAsync("mine", Cancel)), Is.EqualTo("403 AccessDenied"));
        await OkAsync("DELETE", "/e3/faults");
        await Spaces().PutBucketAsync("mine", Cancel);
    }

    [Test]
    public async Task An_auth_key_is_expired_while_that_is_set()
    {
        var key = await OkAsync("POST", "/api/v2/tailnet/-/keys", """{"capabilities":{"devices":{"create":{"reusable":true}}}}""");
        var join = $$"""{"authKey":"{{key["key"]}}","hostname":"a"}""";
        await OkAsync("PUT", "/e3/faults", """{"expiredKeys":true}""");
        var (status, refused) = await SendAsync("POST", "/e3/devices", join);
        Assert.That(((int)status, (string?)refused!["message"]), Is.EqualTo((401, "invalid key: it expired")));
        Assert.That((bool)(await OkAsync("GET", $"/api/v2/tailnet/-/keys/{key["id"]}"))["invalid"]!, Is.True);
        Assert.That((await OkAsync("GET", "/api/v2/tailnet/-/keys"))["keys"]!.AsArray(), Is.Empty);
        await OkAsync("DELETE", "/e3/faults");
        await OkAsync("POST", "/e3/devices", join);
    }

    [TestCase("""{"percent":1,"apis":[]}""", "apis")]
    [TestCase("""{"dropletLimit":-1}""", "dropletLimit")]
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
