using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using E3.LocalCloud.Imports;
using E3.LocalCloud.Tests.Spaces;

namespace E3.LocalCloud.Tests.Api;

/// <summary>Images are really fetched, and droplets are of them where they are.</summary>
public sealed class ImageTests : SpacesTest
{
    private ImageServer _images = null!;

    internal override CloudSettings Settings(string root) => new() { Root = root, Port = 0, WithHosts = false, LargestImage = 3 << 20 };

    [SetUp]
    public async Task Serve() => _images = await ImageServer.StartAsync();

    [TearDown]
    public async Task Close() => await _images.DisposeAsync();

    [Test]
    public async Task An_image_is_new_then_pending_then_available_and_a_droplet_is_made_of_it_where_it_is()
    {
        _images.Pause();
        var made = await ImportAsync(_images.Url("2000000"));
        Assert.That((Status(made), (string?)made["type"], (string?)made["slug"], made["size_gigabytes"]), Is.EqualTo(("NEW", "custom", (string?)null, (JsonNode?)null)));
        await _images.Asked.WaitAsync(Cancel);
        Assert.That(Status(await GetAsync(made)), Is.EqualTo("pending"));
        Assert.That(await RefusedDropletAsync(made, "ams3"), Does.Contain("not available yet"));
        _images.GoOn();
        await DrainAsync();
        var image = await GetAsync(made);
        Assert.That((Status(image), (int)image["min_disk_size"]!, (string?)image["error_message"], (string?)image["distribution"]), Is.EqualTo(("available", 1, "", "Unknown")));
        Assert.That(await RefusedDropletAsync(made, "nyc3"), Does.Contain("not available in nyc3, only in ams3"));

        var action = (await OkAsync("POST", $"/v2/images/{made["id"]}/actions", """{"type":"transfer","region":"nyc3"}"""))["action"]!;
        Assert.That(((string?)action["resource_type"], (long)action["resource_id"]!), Is.EqualTo(("image", (long)made["id"]!)));
        await DrainAsync();
        Assert.That((string?)(await OkAsync("GET", $"/v2/actions/{action["id"]}"))["action"]!["status"], Is.EqualTo("completed"));
        Assert.That((await GetAsync(made))["regions"]!.ToJsonString(), Is.EqualTo("""["ams3","nyc3"]"""));
        var droplet = (await OkAsync("POST", "/v2/droplets", DropletOf(made, "nyc3")))["droplet"]!;
        await OkAsync("DELETE", $"/v2/images/{made["id"]}");
        await RefusedAsync(404, "not_found", "GET", $"/v2/images/{made["id"]}");
        Assert.That((string?)(await OkAsync("GET", $"/v2/droplets/{droplet["id"]}"))["droplet"]!["image"]!["name"], Is.EqualTo("mine"), "a droplet still says what it was made of");
        await OkAsync("DELETE", $"/v2/droplets/{droplet["id"]}");
        await DrainAsync();
        Assert.That(await File.ReadAllTextAsync(StateFile, Cancel), Does.Contain("\"customImages\": {}"));
    }

    [TestCase("none", "answered 404")]
    [TestCase("0", "The image is empty")]
    [TestCase("4000000", "larger than the 0.003 GiB")]
    public async Task What_cannot_be_imported_says_why_and_is_not_in_the_account(string path, string why)
    {
        var made = await ImportAsync(_images.Url(path));
        await DrainAsync();
        var image = await GetAsync(made);
        Assert.That(Status(image), Is.EqualTo("deleted"));
        Assert.That((string?)image["error_message"], Does.Contain(why));
        Assert.That((await OkAsync("GET", "/v2/images?private=true&tag_name=t"))["images"]!.AsArray(), Is.Empty);
        Assert.That(await RefusedAsync(422, "unprocessable_entity", "DELETE", $"/v2/images/{made["id"]}"), Does.Contain("already deleted image"));
        Assert.That(await RefusedDropletAsync(made, "ams3"), Does.Contain("invalid image"));
    }

    [Test]
    public async Task A_server_that_falls_silent_is_given_up_and_one_that_is_not_there_is_named_so()
    {
        _images.Pause();
        var made = await ImportAsync(_images.Url("1000"));
        await _images.Asked.WaitAsync(Cancel);
        Clock.Advance(ImageDownload.Patience);
        await DrainAsync();
        Assert.That((string?)(await GetAsync(made))["error_message"], Does.Contain("sent nothing for 60 seconds"));
        await _images.DisposeAsync();
        var other = await ImportAsync("http://127.0.0.1:9/x");
        await DrainAsync();
        Assert.That((string?)(await GetAsync(other))["error_message"], Does.Contain("nothing listens there"));
    }

    [Test]
    public async Task An_import_that_a_restart_cuts_short_goes_on()
    {
        _images.Pause();
        var made = await ImportAsync(_images.Url("2000"));
        await _images.Asked.WaitAsync(Cancel);
        await RestartAsync();
        Assert.That(Status(await GetAsync(made)), Is.EqualTo("pending"));
        _images.GoOn();
        await DrainAsync();
        Assert.That(Status(await GetAsync(made)), Is.EqualTo("available"));
    }

    [Test]
    public async Task A_buckets_own_address_leads_to_this_clouds_Spaces_for_what_is_public_or_presigned()
    {
        var spaces = Spaces(path: "ams3");
        await spaces.PutBucketAsync("own", Cancel);
        await spaces.PutObjectAsync(new PutObjectRequest { BucketName = "own", Key = "a/public", ContentBody = "image", CannedACL = S3CannedACL.PublicRead }, Cancel);
        await spaces.PutObjectAsync(new PutObjectRequest { BucketName = "own", Key = "a/private", ContentBody = "image" }, Cancel);
        var presigned = await spaces.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = "own",
            Key = "a/private",
            Expires = Clock.GetUtcNow().UtcDateTime.AddHours(1),
            Protocol = Protocol.HTTP,
        });
        foreach (var (url, ends) in new[]
        {
            ("https://own.ams3.digitaloceanspaces.com/a/public", "available"),
            ($"{Client.BaseAddress}ams3/own/a/public", "available"),
            (presigned, "available"),
            ("https://own.ams3.digitaloceanspaces.com/a/private", "deleted"),
        })
        {
            var made = await ImportAsync(url);
            await DrainAsync();
            Assert.That(Status(await GetAsync(made)), Is.EqualTo(ends), url);
        }
    }

    [Test]
    public async Task Names_tags_and_text_can_be_changed_and_a_deletion_ends_the_import()
    {
        _images.Pause();
        var made = await ImportAsync(_images.Url("2000"));
        var changed = (await OkAsync("PUT", $"/v2/images/{made["id"]}", """{"name":"other","distribution":"Debian"}"""))["image"]!;
        Assert.That(((string?)changed["name"], (string?)changed["distribution"], (string?)changed["description"]), Is.EqualTo(("other", "Debian", "d")));
        Assert.That((int)(await OkAsync("GET", "/v2/tags/t"))["tag"]!["resources"]!["images"]!["count"]!, Is.EqualTo(1));
        Assert.That((await OkAsync("GET", "/v2/images?tag_name=T"))["images"]!.AsArray(), Has.Count.EqualTo(1));
        await OkAsync("DELETE", $"/v2/images/{made["id"]}");
        await DrainAsync();
        Assert.That((await OkAsync("GET", "/v2/images?tag_name=t"))["images"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Mistakes_are_refused_at_once()
    {
        Assert.That(await RefusedImportAsync("https://example.com/x"), Does.Contain("from this machine only"));
        Assert.That(await RefusedImportAsync("ftp://127.0.0.1/x"), Does.Contain("http://"));
        Assert.That(await RefusedImportAsync("http://127.0.0.1/x", "mars1"), Does.Contain("region"));
        Assert.That(await RefusedAsync(403, "forbidden", "DELETE", "/v2/images/204000001"), Does.Contain("access"));
        await RefusedAsync(404, "not_found", "PUT", "/v2/images/12", "{}");
    }

    private static string Body(string url, string region = "ams3") =>
        $$"""{"name":"mine","url":"{{url}}","region":"{{region}}","description":"d","tags":["t"]}""";

    private static string DropletOf(JsonNode image, string region) =>
        $$"""{"name":"d","region":"{{region}}","size":"s-1vcpu-1gb","image":{{image["id"]}}}""";

    private static string? Status(JsonNode image) => (string?)image["status"];

    private async Task<JsonNode> ImportAsync(string url) => (await OkAsync("POST", "/v2/images", Body(url)))["image"]!;

    private async Task<JsonNode> GetAsync(JsonNode image) => (await OkAsync("GET", $"/v2/images/{image["id"]}"))["image"]!;

    private Task<string> RefusedImportAsync(string url, string region = "ams3") => RefusedAsync(422, "unprocessable_entity", "POST", "/v2/images", Body(url, region));

    private Task<string> RefusedDropletAsync(JsonNode image, string region) => RefusedAsync(422, "unprocessable_entity", "POST", "/v2/droplets", DropletOf(image, region));
}
