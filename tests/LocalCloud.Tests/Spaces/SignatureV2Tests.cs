using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Amazon.S3.Model;

namespace E3.LocalCloud.Tests.Spaces;

/// <summary>Signature Version 2, as botocore presigns and as s3cmd and rclone sign when they are told to.</summary>
public sealed class SignatureV2Tests : SpacesTest
{
    private const string Path = "/old/a%20b%2B%C3%BC";

    [SetUp]
    public async Task MakeAsync()
    {
        await Spaces().PutBucketAsync("old", Cancel);
        await Spaces().PutObjectAsync(new PutObjectRequest { BucketName = "old", Key = "a b+ü", ContentBody = "x" }, Cancel);
        Client.DefaultRequestHeaders.Authorization = null;
    }

    [Test]
    public async Task A_presigned_address_opens_one_object_until_it_expires()
    {
        var address = Presigned("GET", Path);
        Assert.That(await CodeAsync("GET", address), Is.EqualTo("200 x"));
        Assert.That(await CodeAsync("DELETE", address), Is.EqualTo("403 SignatureDoesNotMatch"));
        Assert.That(await CodeAsync("GET", address.Replace("a%20b", "a%20c", StringComparison.Ordinal)), Is.EqualTo("403 SignatureDoesNotMatch"));
        Assert.That(await CodeAsync("GET", address.Replace("=local&", "=stranger&", StringComparison.Ordinal)), Is.EqualTo("403 InvalidAccessKeyId"));
        Assert.That(await CodeAsync("GET", address + "&acl"), Is.EqualTo("403 SignatureDoesNotMatch"), "what chooses another operation is signed");
        Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That(await CodeAsync("GET", address), Is.EqualTo("403 AccessDenied"));
    }

    [Test]
    public async Task A_presigned_address_says_how_the_answer_is_shown()
    {
        using var answer = await Client.GetAsync(new Uri(Presigned("GET", Path, "response-content-disposition=attachment; filename=\"ü.txt\""), UriKind.Relative), Cancel);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Content.Headers.GetValues("Content-Disposition").Single(), Is.EqualTo("attachment; filename=\"ü.txt\"").Or.EqualTo("attachment; filename=\"Ã¼.txt\""));
    }

    [TestCase("GMT")]
    [TestCase("UTC")]
    public async Task A_request_is_signed_with_its_date_and_its_headers(string zone)
    {
        var date = Clock.GetUtcNow().ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + zone;
        Assert.That(await SignedAsync(date, "/old", Sign($"GET\n\n\n{date}\n/old")), Does.StartWith("200 "));
        Assert.That(await SignedAsync(date, Path + "?acl", Sign($"GET\n\n\n{date}\n{Path}?acl")), Does.StartWith("200 "));
        Assert.That(await SignedAsync(date, "/old", Sign($"GET\n\n\n{date}\n/new")), Is.EqualTo("403 SignatureDoesNotMatch"));
        Assert.That(await SignedAsync("", "/old", Sign($"GET\n\n\n\nx-amz-date:{date}\n/old"), ("x-amz-date", date)), Does.StartWith("200 "));
        Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.That(await SignedAsync(date, "/old", Sign($"GET\n\n\n{date}\n/old")), Is.EqualTo("403 RequestTimeTooSkewed"));
    }

    [Test]
    public async Task A_bucket_that_the_host_names_is_part_of_what_is_signed()
    {
        var date = Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        Assert.That(await SignedAsync(date, "/a%20b%2B%C3%BC", Sign($"GET\n\n\n{date}\n{Path}"), ("Host", "old.nyc3.digitaloceanspaces.com")), Is.EqualTo("200 x"));
    }

    private static string Sign(string text)
    {
#pragma warning disable CA5350 // What the version is made with.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(CloudSettings.DefaultSpacesSecret), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }

    private string Presigned(string method, string path, string? also = null)
    {
        var expires = Clock.GetUtcNow().ToUnixTimeSeconds() + 60;
        var signature = Sign($"{method}\n\n\n{expires}\n{path}{(also is null ? "" : "?" + also)}");
        var query = also is null ? "" : $"&{also.Split('=', 2)[0]}={Uri.EscapeDataString(also.Split('=', 2)[1])}";
        return $"{path}?AWSAccessKeyId={CloudSettings.DefaultSpacesKey}&Signature={Uri.EscapeDataString(signature)}&Expires={expires}{query}";
    }

    private async Task<string> SignedAsync(string date, string path, string signature, params (string Name, string Value)[] also)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS {CloudSettings.DefaultSpacesKey}:{signature}");
        if (date.Length > 0)
            request.Headers.TryAddWithoutValidation("Date", date);
        foreach (var (name, value) in also)
            request.Headers.TryAddWithoutValidation(name, value);
        return await CodeAsync(request);
    }

    private async Task<string> CodeAsync(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        return await CodeAsync(request);
    }

    private async Task<string> CodeAsync(HttpRequestMessage request)
    {
        using var answer = await Client.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return $"{(int)answer.StatusCode} {(answer.IsSuccessStatusCode ? text : XElement.Parse(text).Element("Code")!.Value)}";
    }
}
