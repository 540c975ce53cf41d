using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace E3.Infra.Overlays.Tailscale;

/// <summary>The tailnet could not be changed; the message says why, and what to do where that is known.</summary>
internal sealed class TailnetException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The one thing of Tailscale's API (https://tailscale.com/api) that no resource of its Pulumi provider does: deleting a device.</summary>
internal sealed class TailnetApi(HttpClient http, Uri endpoint, TimeProvider clock)
{
    private const int Tries = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Deletes a device; one that is gone already is fine.</summary>
    /// <param name="device">Its id, either of the two that a device has.</param>
    /// <param name="known">Credentials, each tried when the one before was refused.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TailnetException">The API does not answer, or refuses.</exception>
    public async Task DeleteDeviceAsync(string device, IEnumerable<TailnetAccess> known, CancellationToken cancel)
    {
        TailnetException? refusal = null;
        foreach (var access in known.Where(access => access.HasCredentials))
        {
            try
            {
                var token = access.ApiKey is { Length: > 0 } key ? Content(key, "tailscale:apiKey") : await TradeAsync(access, cancel);
                await SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, new Uri(endpoint, $"/api/v2/device/{Uri.EscapeDataString(device)}"))
                {
                    Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
                }, cancel);
                return;
            }
            catch (RefusedException refused)
            {
                refusal = new TailnetException($"{refused.Message}. Set TAILSCALE_API_KEY, or run e3 up after a change of tailscale:apiKey or the OAuth client; a client needs the scope devices:core", refused);
            }
        }

        throw refusal ?? new TailnetException("there are no credentials for it: set TAILSCALE_API_KEY, or TAILSCALE_OAUTH_CLIENT_ID and TAILSCALE_OAUTH_CLIENT_SECRET");
    }

    private async Task<string> TradeAsync(TailnetAccess access, CancellationToken cancel)
    {
        var (id, secret) = (Content(access.ClientId ?? "", "tailscale:oauthClientId"), Content(access.ClientSecret!, "tailscale:oauthClientSecret"));
        var answer = await SendAsync(
            () =>
            {
                var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials" };
                if (!access.Scopes.IsDefaultOrEmpty)
                {
                    form["scope"] = string.Join(' ', access.Scopes);
                }

                var pair = $"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}";
                return new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, "/api/v2/oauth/token"))
                {
                    Content = new FormUrlEncodedContent(form),
                    Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))) },
                };
            },
            cancel);
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.GetProperty("access_token").GetString()!;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new TailnetException($"{endpoint} answered with no access token", error);
        }
    }

    /// <summary>Sends until it is answered: busy servers and broken connections are tried again for a while.</summary>
    private async Task<string> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (why, pause) = ("", TimeSpan.FromMilliseconds(250 * Math.Pow(2, attempt)));
            using var patience = new CancellationTokenSource(Patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
            try
            {
                using var request = make();
                using var response = await http.SendAsync(request, either.Token);
                var text = await response.Content.ReadAsStringAsync(either.Token);
                if (response.IsSuccessStatusCode || (request.Method == HttpMethod.Delete && response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone))
                {
                    return text;
                }

                why = $"{endpoint} answered {(int)response.StatusCode}{Words(text)}";
                if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                {
                    throw new RefusedException(why);
                }

                if ((int)response.StatusCode < 500 && response.StatusCode != HttpStatusCode.TooManyRequests)
                {
                    throw new TailnetException(why);
                }

                pause = response.Headers.RetryAfter?.Delta ?? pause;
            }
            catch (HttpRequestException error)
            {
                why = $"{endpoint} cannot be reached: {error.GetBaseException().Message}";
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                why = $"{endpoint} did not answer within {Patience.TotalSeconds:0} s";
            }

            if (attempt == Tries || pause > LongestPause)
            {
                throw new TailnetException(why);
            }

            await Task.Delay(pause, clock, cancel);
        }
    }

    // As in the provider's settings.
    private static string Content(string value, string setting)
    {
        if (!value.StartsWith("file:", StringComparison.Ordinal))
        {
            return value;
        }

        try
        {
            return File.ReadAllText(value["file:".Length..]).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TailnetException($"{setting} names a file that cannot be read: {error.Message}", error);
        }
    }

    private static string Words(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("message", out var message) ? $": {message.GetString()}" : "";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A proxy's page, not the API's answer; the status says enough.
            return "";
        }
    }

    private sealed class RefusedException(string message) : Exception(message);
}
