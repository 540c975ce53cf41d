using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.LocalCloud.Tests.Providers;
using static E3.LocalCloud.Tests.Providers.ProviderTests;

namespace E3.LocalCloud.Tests.Contract;

/// <summary>The provider's custom images: what a failed import says, what a region takes, what a run that gave up leaves.</summary>
public sealed class CustomImageTests : ProviderTest
{
    [Test]
    public async Task Outputs_are_those_of_the_official_provider()
    {
        var image = (await WithNeedsAsync("CustomImage"))[0];
        Assert.That(
            string.Join(' ', image.Outputs.Keys.Order(StringComparer.Ordinal)),
            Is.EqualTo("__meta createdAt description distribution id imageId minDiskSize name public regions sizeGigabytes slug status tags type url"));
        Assert.That(image.Outputs["regions"], Is.EqualTo(Of(new[] { "ams3", "nyc3" })));
        Assert.That(image.Outputs["tags"], Is.EqualTo(Of(new[] { "x" })), "the tag that only finds it again is not shown");
        Assert.That((Text(image.Outputs, "type"), Text(image.Outputs, "status"), Text(image.Outputs, "slug")), Is.EqualTo(("custom", "available", "")));
        var droplet = await MakeAsync("Droplet", ("image", image.Id), ("size", "s-1vcpu-1gb"), ("region", "nyc3"));
        Assert.That(Text(droplet.Outputs, "image"), Is.EqualTo(image.Id));
        var found = await Provider.InvokeAsync("digitalocean:index/getImage:getImage", Map(("name", Text(image.Outputs, "name"))), default);
        Assert.That(found["tags"], Is.EqualTo(image.Outputs["tags"]));
        Assert.That(found["id"], Is.EqualTo(image.Outputs["imageId"]));
        var listed = await Provider.InvokeAsync(
            "digitalocean:index/getImages:getImages", Map(("filters", new[] { Map(("key", "type"), ("values", new[] { "custom" })), Map(("key", "tags"), ("values", new[] { "x" })) })), default);
        Assert.That(((PropertyValue.List)listed["images"]).Items, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_failed_import_names_image_address_and_reason_and_leaves_nothing()
    {
        var refused = await Assert.CatchAsync<ProviderException>(async () => await MakeAsync("CustomImage", ("name", "mine"), ("url", Images.Url("gone?signature=s3cret")), ("regions", new[] { "ams3" })));
        Assert.That(refused!.Message, Does.Match(@"^custom image mine \(\d+\) could not be imported from http://127\.0\.0\.1:\d+/gone: The server answered 404"));
        Assert.That(refused.OutcomeUnknown, Is.False);
        Assert.That((await OkAsync("GET", "/v2/images?private=true"))["images"]!.AsArray(), Has.Count.EqualTo(1), "the catalogue's own");
        Assert.That((await OkAsync("GET", "/v2/tags"))["tags"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task An_image_leaves_a_region_only_by_being_made_anew_and_comes_to_one_by_a_transfer()
    {
        var image = (await WithNeedsAsync("CustomImage"))[0];
        Assert.That(await ReplacesAsync(image, "ams3"), Is.True);
        Assert.That(await ReplacesAsync(image, "ams3", "nyc3", "fra1"), Is.False);
        var before = Traffic.Requests.Count(request => request.EndsWith("/actions", StringComparison.Ordinal));
        await image.UpdateAsync(Map(("regions", new[] { "fra1", "ams3", "nyc3" })));
        Assert.That(Traffic.Requests.Count(request => request.EndsWith("/actions", StringComparison.Ordinal)), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task What_gave_up_waiting_is_gone_on_with()
    {
        Images.Pause();
        var inputs = Map(("name", "slow"), ("url", Images.Url("2000")), ("regions", new[] { "ams3", "nyc3" }));
        var type = TypeOf("CustomImage");
        const string urn = "urn:pulumi:test::e3::t::slow";
        var partial = await Assert.CatchAsync<PartialCreateException>(async () => await Provider.CreateAsync(new CreateRequest(urn, type, inputs, TimeSpan.Zero, Nobody.Instance), default));
        Assert.That(partial!.Message, Does.Contain($"image {partial.Id} becoming available did not come about"));
        Images.GoOn();
        var outputs = await Provider.UpdateAsync(new UpdateRequest(urn, type, partial.Id, inputs, partial.Outputs, inputs, null, Nobody.Instance), default);
        Assert.That((Text(outputs, "status"), outputs["regions"]), Is.EqualTo(("available", Of(new[] { "ams3", "nyc3" }))));
    }

    [Test]
    public async Task Mistakes_are_named_before_anything_is_made()
    {
        var check = await Provider.CheckAsync(new CheckRequest("urn:pulumi:s::p::t::n", TypeOf("CustomImage"), null, Map(("url", "http://127.0.0.1/x"), ("regions", new[] { "ams9" }))), default);
        Assert.That(check.Failures.Single().Reason, Does.Contain("did you mean 'ams3'"));
        check = await Provider.CheckAsync(new CheckRequest("urn:pulumi:s::p::t::n", TypeOf("CustomImage"), null, Map(("url", "image.raw"), ("regions", new[] { "ams3" }))), default);
        Assert.That(check.Failures.Single().Property, Is.EqualTo("url"));
    }

    private async Task<bool> ReplacesAsync(ResourceLife image, params string[] regions)
    {
        var (before, now) = (Map(("url", "x"), ("name", "n"), ("regions", new[] { "ams3", "nyc3" })), Map(("url", "x"), ("name", "n"), ("regions", regions)));
        var diff = await Provider.DiffAsync(new DiffRequest("urn:pulumi:s::p::t::n", TypeOf("CustomImage"), image.Id, before, image.Outputs, now), default);
        return diff.Detailed.Values.Any(change => change.Replaces);
    }

    private sealed class Nobody : IProgress<string>
    {
        public static Nobody Instance { get; } = new();

        public void Report(string value)
        {
        }
    }
}
