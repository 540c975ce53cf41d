using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using E3.LocalCloud.Server;
using Microsoft.Extensions.Time.Testing;

namespace E3.LocalCloud.Tests.Api;

/// <summary>A server of the APIs only, on a port of its own, and a client of it.</summary>
public abstract class ApiTest
{
    private string _root = "";
    private CloudServer _server = null!;

    protected static CancellationToken Cancel => TestContext.CurrentContext.CancellationToken;

    protected HttpClient Client { get; private set; } = null!;

    protected string StateFile => Path.Combine(_root, "state.json");

    protected FakeTimeProvider Clock { get; private set; } = null!;

    internal virtual CloudSettings Settings(string root) => new() { Root = root, Port = 0, WithHosts = false };

    [SetUp]
    public async Task StartAsync()
    {
        _root = Directory.CreateTempSubdirectory("e3-api-").FullName;
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await ServeAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await CloseAsync();
        Directory.Delete(_root, recursive: true);
    }

    protected async Task RestartAsync()
    {
        await CloseAsync();
        await ServeAsync();
    }

    protected async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Client.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    protected async Task<JsonNode> OkAsync(string method, string path, string? body = null)
    {
        var (status, answer) = await SendAsync(method, path, body);
        Assert.That((int)status, Is.InRange(200, 299), answer?.ToJsonString());
        return answer ?? new JsonObject();
    }

    /// <summary>Sends what must be refused, and returns the message.</summary>
    protected async Task<string> RefusedAsync(int status, string id, string method, string path, string? body = null)
    {
        var (got, answer) = await SendAsync(method, path, body);
        Assert.That((int)got, Is.EqualTo(status), answer?.ToJsonString());
        Assert.That(answer!["id"]!.GetValue<string>(), Is.EqualTo(id));
        Assert.That(Guid.TryParse(answer["request_id"]!.GetValue<string>(), out _), Is.True);
        return answer["message"]!.GetValue<string>();
    }

    /// <summary>Makes a droplet and waits until it is active.</summary>
    protected async Task<long> DropletAsync(string name = "one", string tags = "[]", string region = "ams3")
    {
        var made = await OkAsync(
            "POST", "/v2/droplets", $$"""{"name":"{{name}}","region":"{{region}}","size":"s-1vcpu-1gb","image":"debian-12-x64","tags":{{tags}}}""");
        await DrainAsync();
        return made["droplet"]!["id"]!.GetValue<long>();
    }

    /// <summary>Waits until nothing is under way behind the API.</summary>
    protected Task DrainAsync() => _server.DrainAsync();

    private async Task ServeAsync()
    {
        _server = await CloudServer.StartAsync(Settings(_root), null, new CloudLog(TextWriter.Null, Clock), Clock, Cancel);
        await _server.ReadyAsync(Cancel);
        Client = new HttpClient { BaseAddress = _server.Address };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");
    }

    private async Task CloseAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }
}
