using E3.Engine.Properties;
using E3.Engine.Providers;

namespace E3.LocalCloud.Tests.Providers;

public sealed class SpacesProviderTests : ProviderTests
{
    private const string BucketType = "digitalocean:index/spacesBucket:SpacesBucket";
    private const string ObjectType = "digitalocean:index/spacesBucketObject:SpacesBucketObject";
    private IProvider _provider = null!;

    [SetUp]
    public async Task Connect() => _provider = await ConnectAsync(CloudSettings.DefaultSpacesSecret);

    [Test]
    public async Task A_bucket_lives_its_whole_life()
    {
        var bucket = await BucketAsync(
            ("versioning", Map(("enabled", true))),
            ("corsRules", new[] { Map(("allowedMethods", new[] { "GET" }), ("allowedOrigins", new[] { "https://a.example" }), ("maxAgeSeconds", 60)) }),
            ("lifecycleRules", new[] { Map(("enabled", true), ("prefix", "logs/"), ("expiration", Map(("days", 30)))) }));
        Assert.That(
            (bucket.Id, bucket.Outputs["bucketDomainName"], bucket.Outputs["bucketUrn"]),
            Is.EqualTo(("mine", Of("mine.ams3.digitaloceanspaces.com"), Of("do:space:mine"))));
        await bucket.AssertUnchangedAsync();
        Assert.That((await bucket.FindAsync())!.Id, Is.EqualTo("mine"));
        Assert.That(await bucket.FindAsync("mine"), Is.Null);
        Assert.That(await bucket.UpdateAsync(("region", "AMS3")), Is.EqualTo("same"));
        Assert.That(await bucket.UpdateAsync(("acl", "public-read"), ("corsRules", null), ("versioning", Map(("enabled", false)))), Is.EqualTo("updates"));
        await bucket.AssertUnchangedAsync();
        Assert.That(await bucket.UpdateAsync(("name", "other")), Is.EqualTo("replaces"));
        await bucket.DeleteAsync();
        Assert.That(await bucket.ReadAsync(), Is.Null);
        await bucket.DeleteAsync();
    }

    [Test]
    public async Task An_object_lives_its_whole_life()
    {
        await BucketAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder, "image.raw"), "from a file", Cancel);
        var thing = await ObjectAsync("a/thing", ("source", "image.raw"), ("metadata", Map(("colour", "blue"))), ("contentType", "text/plain"));
        Assert.That(thing.Outputs["etag"], Is.EqualTo(Of("a2ff927a35d635f95250874d24d9ec6f")), "the file's MD5");
        await thing.AssertUnchangedAsync();
        Assert.That((await thing.FindAsync())!.Id, Is.EqualTo("a/thing"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "image.raw"), "another", Cancel);
        Assert.That(await thing.FindAsync(), Is.Null, "what is there is not what is to be");
        Assert.That(await thing.UpdateAsync(("source", null), ("content", "a text"), ("acl", "public-read")), Is.EqualTo("updates"));
        await thing.AssertUnchangedAsync();
        Client.DefaultRequestHeaders.Authorization = null;
        Assert.That(await Client.GetStringAsync(new Uri("/ams3/mine/a/thing", UriKind.Relative), Cancel), Is.EqualTo("a text"));
        Assert.That(await thing.UpdateAsync(("key", "b")), Is.EqualTo("replaces"));
        await thing.DeleteAsync();
        Assert.That(await thing.ReadAsync(), Is.Null);
    }

    [Test]
    public async Task A_create_whose_answer_was_lost_is_found_again()
    {
        Network.Lose("PUT /ams3/mine/");
        Network.Lose("PUT /ams3/mine");
        await (await BucketAsync()).AssertUnchangedAsync();
        Network.Lose("PUT /ams3/mine/k");
        await (await ObjectAsync("k", ("content", "x"))).AssertUnchangedAsync();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task One_address_for_all_regions_will_do_from_settings_or_variables(bool variables)
    {
        var address = $"http://127.0.0.1:{Client.BaseAddress!.Port}";
        if (variables)
        {
            (Variables["SPACES_ENDPOINT_URL"], Variables["SPACES_ACCESS_KEY_ID"], Variables["SPACES_SECRET_ACCESS_KEY"]) = (address, CloudSettings.DefaultSpacesKey, CloudSettings.DefaultSpacesSecret);
            _provider = await ProviderAsync("digitalocean", null, ("token", "any"));
        }
        else
        {
            _provider = await ProviderAsync(
                "digitalocean", null, ("token", "any"), ("spacesEndpoint", address), ("spacesAccessId", CloudSettings.DefaultSpacesKey), ("spacesSecretKey", CloudSettings.DefaultSpacesSecret));
        }

        var bucket = await BucketAsync(("versioning", Map(("enabled", true))));
        await bucket.AssertUnchangedAsync();
        var thing = await ObjectAsync("a/image", ("content", "x"), ("acl", "public-read"));
        await thing.AssertUnchangedAsync();
        Assert.That(Network.Asked, Has.Some.EqualTo("PUT /mine/a/image"), "path style");
        // What a program makes of the outputs is what the cloud imports an image from.
        var url = $"https://{((PropertyValue.Text)bucket.Outputs["bucketDomainName"]).Value}/a/image";
        var image = (await OkAsync("POST", "/v2/images", $$"""{"name":"i","region":"ams3","url":"{{url}}"}"""))["image"]!["id"];
        await DrainAsync();
        Assert.That((string?)(await OkAsync("GET", $"/v2/images/{image}"))["image"]!["status"], Is.EqualTo("available"));
        await thing.UpdateAsync(("content", "y"));
        await thing.DeleteAsync();
        await bucket.UpdateAsync(("acl", "public-read"));
        await bucket.DeleteAsync();
        Assert.That(await bucket.ReadAsync(), Is.Null);
    }

    [Test]
    public async Task Nobody_elses_bucket_is_taken_over()
    {
        await BucketAsync();
        Assert.That(await MessageAsync(() => BucketAsync()), Does.Contain("mine exists already").And.Contain("import"));
        var elsewhere = new ResourceLife(_provider, BucketType, Map(("name", "mine"), ("region", "fra1")));
        Assert.That(await MessageAsync(elsewhere.CreateAsync), Does.Contain("the bucket name mine is taken"));
        await OkAsync("PUT", "/e3/faults", """{"takenBuckets":["theirs"]}""");
        var taken = new ResourceLife(_provider, BucketType, Map(("name", "theirs"), ("region", "ams3")));
        Assert.That(await MessageAsync(taken.CreateAsync), Does.Contain("the bucket name theirs is taken"));
    }

    [Test]
    public async Task A_full_bucket_is_destroyed_only_by_force()
    {
        var bucket = await BucketAsync(("versioning", Map(("enabled", true))));
        var thing = await ObjectAsync("k", ("content", "x"));
        Assert.That(await MessageAsync(bucket.DeleteAsync), Does.Contain("not empty").And.Contain("forceDestroy"));
        await thing.DeleteAsync();
        await ObjectAsync("left", ("content", "x"));
        await bucket.UpdateAsync(("forceDestroy", true));
        await bucket.DeleteAsync();
        Assert.That(await bucket.ReadAsync(), Is.Null);
    }

    [Test]
    public async Task A_wrong_secret_names_the_settings_and_not_the_secret()
    {
        _provider = await ConnectAsync("wr0ng-secret");
        Assert.That(await MessageAsync(() => ObjectAsync("k", ("content", "x"))), Does.Contain("SignatureDoesNotMatch").And.Contain("spacesSecretKey").And.Not.Contain("wr0ng-secret"));
        _provider = await ProviderAsync("digitalocean", null, ("token", "any"), ("spacesEndpoint", Client.BaseAddress!.ToString()));
        Assert.That(await MessageAsync(() => ObjectAsync("k", ("content", "x"))), Does.Contain("spacesAccessId").And.Contain("SPACES_ACCESS_KEY_ID"));
    }

    [Test]
    public async Task Mistakes_are_named_before_anything_is_made()
    {
        async Task<string> MistakesAsync(string type, PropertyMap inputs) => string.Join("\n",
            (await _provider.CheckAsync(new CheckRequest("urn:pulumi:s::p::t::n", type, null, inputs), default)).Failures.Select(failure => $"{failure.Property} {failure.Reason}"));
        Assert.That(
            await MistakesAsync(BucketType, Map(("name", "Big"), ("region", "nyc9"), ("lifecycleRules", new[] { Map(("enabled", true)) }))),
            Does.Contain("lower-case").And.Contain("did you mean 'nyc3'").And.Contain("lifecycleRules[0] needs"));
        Assert.That(
            await MistakesAsync(ObjectType, Map(("bucket", "b"), ("key", "k"), ("region", "nyc3"), ("content", "x"), ("source", "y"), ("metadata", Map(("Big", "x"))))),
            Does.Contain("content cannot be given beside source").And.Contain("metadata.Big"));
        var settings = await _provider.CheckConfigAsync(Map(("spacesEndpoint", "http://spaces.example/{{.Region}}")), default);
        Assert.That(settings.Failures.Single().Property, Is.EqualTo("spacesEndpoint"));
    }

    private Task<IProvider> ConnectAsync(string secret) => ProviderAsync(
        "digitalocean", null, ("token", "any"), ("apiEndpoint", Client.BaseAddress!.ToString()), ("spacesEndpoint", $"{Client.BaseAddress}{{{{.Region}}}}"),
        ("spacesAccessId", CloudSettings.DefaultSpacesKey), ("spacesSecretKey", secret));

    private Task<ResourceLife> BucketAsync(params (string Name, object? Value)[] more) =>
        new ResourceLife(_provider, BucketType, Map([("name", "mine"), ("region", "ams3"), .. more])).CreateAsync();

    private Task<ResourceLife> ObjectAsync(string key, params (string Name, object? Value)[] more) =>
        new ResourceLife(_provider, ObjectType, Map([("bucket", "mine"), ("region", "ams3"), ("key", key), .. more])).CreateAsync();
}
