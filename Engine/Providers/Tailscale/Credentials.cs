using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json;
using E3.Engine.Providers.Http;

namespace E3.Engine.Providers.Tailscale;

/// <summary>Says who we are on each request.</summary>
internal interface ITailscaleCredentials
{
    Task AuthorizeAsync(HttpRequestMessage request, CancellationToken cancel);
}

/// <summary>A key made by hand in the admin console.</summary>
internal sealed class ApiKeyCredentials(string? apiKey) : ITailscaleCredentials
{
    public Task AuthorizeAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey
            ?? throw new ProviderException("there are no Tailscale credentials: set tailscale:apiKey (a secret) or TAILSCALE_API_KEY, or tailscale:oauthClientId and oauthClientSecret"));
        return Task.CompletedTask;
    }
}

/// <summary>An OAuth client: trades its secret for a token that lives an hour, and again before that is over.</summary>
internal sealed class OAuthCredentials(
    HttpClient http, ApiSettings settings, string clientId, string? clientSecret, ImmutableArray<string> scopes, TimeProvider clock) : ITailscaleCredentials
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);
    private readonly Lock _lock = new();
    private Task<Token>? _token;

    public async Task AuthorizeAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        Task<Token> token;
        lock (_lock)
        {
            var usable = _token is { IsCompleted: false } || (_token is { IsCompletedSuccessfully: true } ready && ready.GetAwaiter().GetResult().Until > clock.GetUtcNow());
            if (!usable) _token = TradeAsync();
            token = _token!;
        }
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await token.WaitAsync(cancel)).Text);
    }

    // Shared by all requests that wait for it, hence not cancelled with any one of them.
    private async Task<Token> TradeAsync()
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials" };
        if (scopes.Length > 0) form["scope"] = string.Join(' ', scopes);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Endpoint, "/api/v2/oauth/token"))
        {
            Content = new FormUrlEncodedContent(form),
        };
        var secret = clientSecret ?? throw new ProviderException("tailscale:oauthClientId is set but tailscale:oauthClientSecret (a secret) is not");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}")));
        using var patience = new CancellationTokenSource(settings.Patience, clock);
        try
        {
            using var response = await http.SendAsync(request, patience.Token);
            var text = await response.Content.ReadAsStringAsync(patience.Token);
            if (!response.IsSuccessStatusCode)
            {
                var words = TailscaleProvider.Explain(text);
                throw new ApiException($"Tailscale: POST {request.RequestUri} answered {(int)response.StatusCode}{(words.Length > 0 ? ": " + words : "")}. "
                    + "Check tailscale:oauthClientId and oauthClientSecret", response.StatusCode);
            }
            using var json = JsonDocument.Parse(text);
            var lives = json.RootElement.TryGetProperty("expires_in", out var seconds) ? seconds.GetDouble() : 3600;
            return new Token(json.RootElement.GetProperty("access_token").GetString()!, clock.GetUtcNow() + TimeSpan.FromSeconds(lives) - Margin);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException)
        {
            throw new ApiException($"Tailscale: POST {request.RequestUri} failed: {error.GetBaseException().Message}", null, error);
        }
    }

    private sealed record Token(string Text, DateTimeOffset Until);
}
