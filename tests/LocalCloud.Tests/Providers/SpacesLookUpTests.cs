using E3.Engine.Properties;
using E3.Engine.Providers;

namespace E3.LocalCloud.Tests.Providers;

/// <summary>The functions that look into Spaces.</summary>
public sealed class SpacesLookUpTests : ProviderTests
{
    private IProvider _provider = null!;

    [SetUp]
    public async Task Connect() => _provider = await ProviderAsync(
        "digitalocean", null, ("token", "any"), ("apiEndpoint", Client.BaseAddress!.ToString()), ("spacesEndpoint", $"{Client.BaseAddress}{{{{.Region}}}}"),
        ("spacesAccessId", CloudSettings.DefaultSpacesKey), ("spacesSecretKey", CloudSettings.DefaultSpacesSecret));

    [Test]
    public async Task Buckets_are_found_by_name_and_listed_over_all_regions()
    {
        var bucket = await BucketAsync("one", "ams3");
        await BucketAsync("two", "nyc3");
        var found = await InvokeAsync("getSpacesBucket", ("name", "one"), ("region", "ams3"));
        Assert.That(found.Keys, Is.EquivalentTo(new[] { "id", "name", "region", "urn", "bucketDomainName", "endpoint" }));
        Assert.That((found["urn"], found["bucketDomainName"]), Is.EqualTo((Of("do:space:one"), bucket.Outputs["bucketDomainName"])));
        var listed = await InvokeAsync("getSpacesBuckets", ("sorts", new[] { Map(("key", "name"), ("direction", "desc")) }));
        Assert.That(
            ((PropertyValue.List)listed["buckets"]).Items.Select(item => ((PropertyValue.Map)item).Properties),
            Is.EqualTo(new[] { (await InvokeAsync("getSpacesBucket", ("name", "two"), ("region", "nyc3"))).Without("id"), found.Without("id") }));
        Assert.That(await MessageAsync(() => InvokeAsync("getSpacesBucket", ("name", "one"), ("region", "fra1"))), Is.EqualTo("no bucket one in fra1 found"));
        Assert.That(await MessageAsync(() => InvokeAsync("getSpacesBucket", ("name", "one"), ("region", "ams4"))), Does.Contain("no Spaces in 'ams4'; did you mean 'ams3'?"));
    }

    [Test]
    public async Task An_object_is_read_where_it_is_text()
    {
        await BucketAsync("one", "ams3", ("versioning", Map(("enabled", true))));
        var first = await ObjectAsync("a b/text", ("content", "the first"), ("contentType", "text/plain"), ("cacheControl", "no-store"), ("metadata", Map(("colour", "blue"))));
        var found = await FindAsync("a b/text");
        Assert.That((found["body"], found["contentLength"], found["etag"]), Is.EqualTo((Of("the first"), Of(9), first.Outputs["etag"])));
        Assert.That((found["id"], found["cacheControl"], found["metadata"]), Is.EqualTo((Of("one/a b/text"), Of("no-store"), Of(Map(("colour", "blue"))))));
        Assert.That(((PropertyValue.Text)found["lastModified"]).Value, Does.Match("^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} 20[0-9]{2} [0-9:]{8} UTC$"));
        await first.UpdateAsync(("content", "the second"));
        Assert.That((await FindAsync("a b/text"))["body"], Is.EqualTo(Of("the second")));
        var version = ((PropertyValue.Text)found["versionId"]).Value;
        var old = await FindAsync("a b/text", ("versionId", version));
        Assert.That((old["body"], old["id"]), Is.EqualTo((Of("the first"), Of($"one/a b/text@{version}"))));
        Assert.That((await FindAsync("a b/text", ("range", "bytes=4-")))["body"], Is.EqualTo(Of("second")));
        await ObjectAsync("binary", ("content", "x"));
        Assert.That((await FindAsync("binary"))["body"], Is.EqualTo(Of("")));
        Assert.That(await MessageAsync(() => FindAsync("nothing")), Is.EqualTo("no object nothing in the bucket one found"));
    }

    [Test]
    public async Task Keys_are_listed_by_prefix_and_delimiter_up_to_a_number()
    {
        await BucketAsync("one", "ams3");
        foreach (var key in new[] { "a/1", "a/2 x", "b/1", "c" })
            await ObjectAsync(key, ("content", "x"));
        Assert.That((await ListAsync())["keys"], Is.EqualTo(Of(new[] { "a/1", "a/2 x", "b/1", "c" })));
        Assert.That((await ListAsync(("prefix", "a/"), ("encodingType", "url")))["keys"], Is.EqualTo(Of(new[] { "a/1", "a/2%20x" })));
        var folders = await ListAsync(("delimiter", "/"));
        Assert.That((folders["keys"], folders["commonPrefixes"]), Is.EqualTo((Of(new[] { "c" }), Of(new[] { "a/", "b/" }))));
        var few = await ListAsync(("maxKeys", 3));
        Assert.That((few["keys"], ((PropertyValue.List)few["owners"]).Items.Length), Is.EqualTo((Of(new[] { "a/1", "a/2 x", "b/1" }), 3)));
        Assert.That(await MessageAsync(() => InvokeAsync("getSpacesBucketObjects", ("bucket", "two"), ("region", "ams3"))), Is.EqualTo("no bucket two in ams3 found"));
    }

    private Task<PropertyMap> InvokeAsync(string function, params (string Name, object? Value)[] arguments) =>
        _provider.InvokeAsync($"digitalocean:index/{function}:{function}", Map(arguments), default);

    private Task<PropertyMap> FindAsync(string key, params (string Name, object? Value)[] more) =>
        InvokeAsync("getSpacesBucketObject", [("bucket", "one"), ("region", "ams3"), ("key", key), .. more]);

    private Task<PropertyMap> ListAsync(params (string Name, object? Value)[] more) => InvokeAsync("getSpacesBucketObjects", [("bucket", "one"), ("region", "ams3"), .. more]);

    private Task<ResourceLife> BucketAsync(string name, string region, params (string Name, object? Value)[] more) =>
        new ResourceLife(_provider, "digitalocean:index/spacesBucket:SpacesBucket", Map([("name", name), ("region", region), .. more])).CreateAsync();

    private Task<ResourceLife> ObjectAsync(string key, params (string Name, object? Value)[] more) =>
        new ResourceLife(_provider, "digitalocean:index/spacesBucketObject:SpacesBucketObject", Map([("bucket", "one"), ("region", "ams3"), ("key", key), .. more])).CreateAsync();
}
