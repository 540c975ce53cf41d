using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Util;

namespace E3.LocalCloud.Tests.Spaces;

public sealed class BucketTests : SpacesTest
{
    [Test]
    public async Task A_bucket_can_be_put_into_a_project()
    {
        await Spaces().PutBucketAsync("mine", Cancel);
        var project = (await OkAsync("POST", "/v2/projects", """{"name":"p","purpose":"x"}"""))["project"]!["id"];
        await OkAsync("POST", $"/v2/projects/{project}/resources", """{"resources":["do:space:mine"]}""");
        Assert.That((await OkAsync("GET", $"/v2/projects/{project}/resources"))["resources"]!.ToJsonString(), Does.Contain("do:space:mine"));
        await Spaces().DeleteBucketAsync("mine", Cancel);
        await OkAsync("DELETE", $"/v2/projects/{project}");
    }

    [Test]
    public async Task A_bucket_is_made_listed_found_and_deleted()
    {
        var spaces = Spaces(path: "ams3");
        await spaces.PutBucketAsync("one-bucket", Cancel);
        Assert.That((await spaces.ListBucketsAsync(Cancel)).Buckets.Select(bucket => bucket.BucketName), Is.EqualTo(new[] { "one-bucket" }));
        Assert.That((await spaces.GetBucketLocationAsync("one-bucket", Cancel)).Location.Value, Is.EqualTo("ams3"));
        Assert.That((await spaces.HeadBucketAsync(new HeadBucketRequest { BucketName = "one-bucket" }, Cancel)).BucketRegion, Is.EqualTo("ams3"));
        await RestartAsync();
        Assert.That(await RefusalAsync(() => Spaces(path: "fra1").GetBucketLocationAsync("one-bucket", Cancel)), Is.EqualTo("404 NoSuchBucket"));
        await Spaces().DeleteBucketAsync("one-bucket", Cancel);
        Assert.That((await Spaces().ListBucketsAsync(Cancel)).Buckets, Is.Null.Or.Empty);
    }

    [Test]
    public async Task A_name_that_is_taken_or_no_name_is_refused()
    {
        var spaces = Spaces();
        await spaces.PutBucketAsync("taken", Cancel);
        Assert.That(await RefusalAsync(() => spaces.PutBucketAsync("taken", Cancel)), Is.EqualTo("409 BucketAlreadyExists"));
        Assert.That(await RefusalAsync(() => spaces.PutBucketAsync("Not-A-Name", Cancel)), Is.EqualTo("400 InvalidBucketName"));
        Assert.That(await RefusalAsync(() => spaces.GetBucketLocationAsync("nowhere", Cancel)), Is.EqualTo("404 NoSuchBucket"));
    }

    [Test]
    public async Task Only_an_empty_bucket_can_be_deleted()
    {
        var spaces = Spaces();
        await spaces.PutBucketAsync("full", Cancel);
        await spaces.PutObjectAsync(new PutObjectRequest { BucketName = "full", Key = "k", ContentBody = "x" }, Cancel);
        Assert.That(await RefusalAsync(() => spaces.DeleteBucketAsync("full", Cancel)), Is.EqualTo("409 BucketNotEmpty"));
        await spaces.DeleteObjectAsync("full", "k", Cancel);
        await spaces.DeleteBucketAsync("full", Cancel);
    }

    [Test]
    public async Task What_is_set_on_a_bucket_is_shown_as_it_was_set()
    {
        var spaces = Spaces();
        await spaces.PutBucketAsync("set", Cancel);
        Assert.That((await spaces.GetLifecycleConfigurationAsync("set", Cancel)).Configuration?.Rules ?? [], Is.EqualTo(Array.Empty<LifecycleRule>()));
        await spaces.PutCORSConfigurationAsync("set", new CORSConfiguration { Rules = [new CORSRule { AllowedMethods = ["GET"], AllowedOrigins = ["https://a.example"], MaxAgeSeconds = 60 }] }, Cancel);
        await spaces.PutLifecycleConfigurationAsync("set", new LifecycleConfiguration
        {
            Rules =
            [
                new LifecycleRule
                {
                    Id = "old", Status = LifecycleRuleStatus.Enabled, Filter = new LifecycleFilter { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = "logs/" } },
                    Expiration = new LifecycleRuleExpiration { Days = 30 },
                },
            ],
        }, Cancel);
        await RestartAsync();
        var cors = (await Spaces().GetCORSConfigurationAsync("set", Cancel)).Configuration.Rules.Single();
        Assert.That((cors.AllowedOrigins.Single(), cors.MaxAgeSeconds), Is.EqualTo(("https://a.example", (int?)60)));
        var rule = (await Spaces().GetLifecycleConfigurationAsync("set", Cancel)).Configuration.Rules.Single();
        Assert.That((rule.Id, rule.Expiration.Days, ((LifecyclePrefixPredicate)rule.Filter.LifecycleFilterPredicate).Prefix), Is.EqualTo(("old", (int?)30, "logs/")));
        await Spaces().DeleteCORSConfigurationAsync("set", Cancel);
        Assert.That(await RefusalAsync(() => Spaces().PutCORSConfigurationAsync("set", new CORSConfiguration { Rules = [new CORSRule { AllowedMethods = ["FLY"], AllowedOrigins = ["*"] }] }, Cancel)), Is.EqualTo("400 InvalidRequest"));
    }

    [Test]
    public async Task Versions_are_kept_while_versioning_is_enabled()
    {
        var spaces = Spaces();
        await spaces.PutBucketAsync("kept", Cancel);
        Task<PutObjectResponse> PutAsync(string text) => spaces.PutObjectAsync(new PutObjectRequest { BucketName = "kept", Key = "k", ContentBody = text }, Cancel);
        await PutAsync("unversioned");
        await spaces.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = "kept", VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } }, Cancel);
        var first = await PutAsync("first");
        await PutAsync("second");
        await spaces.DeleteObjectAsync("kept", "k", Cancel);
        Assert.That(await RefusalAsync(() => spaces.GetObjectAsync("kept", "k", Cancel)), Is.EqualTo("404 NoSuchKey"));
        Assert.That(await TextAsync(spaces, "kept", "k", first.VersionId), Is.EqualTo("first"));
        var versions = (await spaces.ListVersionsAsync("kept", Cancel)).Versions;
        Assert.That(versions.Select(version => version.IsDeleteMarker == true), Is.EqualTo(new[] { true, false, false, false }));
        Assert.That(versions[^1].VersionId, Is.EqualTo("null"));
        await AmazonS3Util.DeleteS3BucketWithObjectsAsync(spaces, "kept", Cancel);
        Assert.That(Directory.Exists(FilesFolder) ? Directory.GetFiles(FilesFolder) : [], Is.Empty);
    }

    private string FilesFolder => Path.Combine(Path.GetDirectoryName(StateFile)!, "spaces");
}
