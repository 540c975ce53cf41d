using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using E3.EndToEnd.Workspaces;

namespace E3.EndToEnd.Local;

/// <summary>The account as DigitalOcean's API shows it to anybody with the token.</summary>
internal sealed class CloudAccount(Workspace workspace) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = new Uri($"http://127.0.0.1:{workspace.Port}"),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "local-cloud") },
    };

    public async Task<IReadOnlyDictionary<string, string>> DropletsAsync(CancellationToken cancel) =>
        (await GetAsync("/v2/droplets?per_page=200", cancel))["droplets"]!.AsArray()
            .ToDictionary(droplet => droplet!["id"]!.ToString(), droplet => (string)droplet!["name"]!);

    public Task<JsonNode> HealthAsync(CancellationToken cancel) => GetAsync("/e3/health", cancel);

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancel) =>
        JsonNode.Parse(await _http.GetStringAsync(new Uri(path, UriKind.Relative), cancel))!;

    public async Task<JsonNode> PostAsync(string path, object body, CancellationToken cancel)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        Assert.That(response.IsSuccessStatusCode, Is.True, text);
        return JsonNode.Parse(text)!;
    }

    public async Task DeleteAsync(string path, CancellationToken cancel)
    {
        using var response = await _http.DeleteAsync(new Uri(path, UriKind.Relative), cancel);
        Assert.That(response.IsSuccessStatusCode, Is.True, path);
    }

    public void Dispose() => _http.Dispose();
}
