using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Polly;
using Polly.Retry;

namespace E3.Engine.Providers.Http;

/// <summary>
/// Sends JSON to a web API and reads its answer. Requests that may be repeated are, on server errors, broken connections and
/// "too many requests"; a POST only on the last, for it may have been carried out (see <see cref="CreateOnceAsync"/>).
/// </summary>
internal sealed class ApiClient(HttpClient http, ApiSettings settings, TimeProvider clock)
{
    private static readonly ResiliencePropertyKey<TimeSpan?> AskedPause = new("asked-pause");

    private readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = settings.Naming };
    private readonly ResiliencePipeline _repeatable = Pipeline(settings, clock, error => error.IsAmbiguous || error.Status == HttpStatusCode.TooManyRequests);
    private readonly ResiliencePipeline _onlyWhenRefused = Pipeline(settings, clock, error => error.Status == HttpStatusCode.TooManyRequests);

    /// <summary>The resource at a path, or null when there is none.</summary>
    public async Task<T?> GetAsync<T>(string path, CancellationToken cancel) where T : class
    {
        try
        {
            return await SendAsync<T>(HttpMethod.Get, path, null, cancel);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Sends a request and reads the answer.</summary>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, JsonNode? body, CancellationToken cancel) where T : class
    {
        var text = await SendAsync(method, path, body, cancel);
        try
        {
            return JsonSerializer.Deserialize<T>(text, _json) ?? throw new JsonException("the answer is null");
        }
        catch (JsonException error)
        {
            throw new ApiException($"{What(method, path)} answered with something that is not the JSON expected: {error.Message}", null, error);
        }
    }

    /// <summary>Sends a request and reads the answer as it is.</summary>
    public Task<string> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancel) => SendPreparedAsync(
        method, path, request =>
        {
            if (body is not null) request.Content = JsonContent.Create(body);
        }, cancel);

    /// <summary>Sends a request, of which each attempt is prepared with what it carries besides its authorization, and reads the answer as it is.</summary>
    public async Task<string> SendPreparedAsync(HttpMethod method, string path, Action<HttpRequestMessage> prepare, CancellationToken cancel)
    {
        var pipeline = method == HttpMethod.Post ? _onlyWhenRefused : _repeatable;
        var context = ResilienceContextPool.Shared.Get(cancel);
        try
        {
            return await pipeline.ExecuteAsync(async attempt => await OnceAsync(method, path, prepare, attempt), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Deletes what is at a path; what is gone already counts as deleted.</summary>
    public async Task DeleteAsync(string path, CancellationToken cancel)
    {
        try
        {
            await SendAsync(HttpMethod.Delete, path, null, cancel);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            // Wanted gone, is gone.
        }
    }

    /// <summary>
    /// Creates something by a POST whose answer may be lost: after such a failure looks whether it is there before trying again. What goes
    /// wrong from then on, be it a plain refusal of the look or of another attempt, leaves open what became of the first.
    /// </summary>
    public async Task<T> CreateOnceAsync<T>(Func<Task<T>> post, Func<Task<T?>> find, CancellationToken cancel) where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await post();
            }
            catch (ApiException error) when (error.IsAmbiguous)
            {
                await Task.Delay(Pause(settings, attempt - 1), clock, cancel);
                if (await AfterLossAsync(find) is { } found) return found;
                if (attempt > settings.Retries) throw;
            }
            catch (ApiException error) when (attempt > 1)
            {
                throw LeftOpen(error);
            }
        }
    }

    private static async Task<T?> AfterLossAsync<T>(Func<Task<T?>> find) where T : class
    {
        try
        {
            return await find();
        }
        catch (ApiException error) when (!error.IsAmbiguous)
        {
            throw LeftOpen(error);
        }
    }

    private static ApiException LeftOpen(ApiException error) => new(error.Message, error.Status, error) { IsAmbiguous = true };

    private async Task<string> OnceAsync(HttpMethod method, string path, Action<HttpRequestMessage> prepare, ResilienceContext context)
    {
        var cancel = context.CancellationToken;
        context.Properties.Set(AskedPause, null);
        await settings.Pace.WaitAsync(cancel);
        using var request = new HttpRequestMessage(method, new Uri(settings.Endpoint, path));
        await settings.Authorize(request, cancel);
        prepare(request);
        using var patience = new CancellationTokenSource(settings.Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            var text = await response.Content.ReadAsStringAsync(either.Token);
            if (response.IsSuccessStatusCode) return text;
            var asked = RetryAfter(response);
            context.Properties.Set(AskedPause, asked);
            throw Refused(method, path, response.StatusCode, text, asked);
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            throw new ApiException($"{What(method, path)} did not answer within {settings.Patience.TotalSeconds:0} s", null, error);
        }
        catch (HttpRequestException error)
        {
            throw new ApiException($"{What(method, path)} failed: {Cause(error)}", null, error);
        }
        catch (IOException error)
        {
            throw new ApiException($"{What(method, path)} failed: the connection broke", null, error);
        }
    }

    private ApiException Refused(HttpMethod method, string path, HttpStatusCode status, string body, TimeSpan? asked)
    {
        var words = settings.Explain(body);
        var remedy = asked > settings.LongestAskedPause ? $"It asks to wait {asked.Value.TotalMinutes:0} minutes; try again then" : settings.Remedy((int)status, words);
        return new ApiException($"{What(method, path)} answered {(int)status}{(words.Length > 0 ? ": " + words : "")}{(remedy is null ? "" : (words.EndsWith('.') ? " " : ". ") + remedy)}", status);
    }

    private string What(HttpMethod method, string path) => $"{settings.Name}: {method} {new Uri(settings.Endpoint, path)}";

    private static string Cause(HttpRequestException error) => error.GetBaseException() switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "connection refused; nothing listens there",
        SocketException { SocketErrorCode: SocketError.HostNotFound } => "there is no such host",
        var cause => cause.Message,
    };

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter is { } asked)
            return asked.Delta ?? (asked.Date is { } date ? date - clock.GetUtcNow() : null);
        if (response.StatusCode != HttpStatusCode.TooManyRequests) return null;
        var reset = response.Headers.TryGetValues("ratelimit-reset", out var values) ? values.FirstOrDefault() : null;
        return long.TryParse(reset, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) - clock.GetUtcNow() : null;
    }

    private static TimeSpan Pause(ApiSettings settings, int attempt)
    {
        var pause = Math.Min(settings.LongestPause.TotalSeconds, settings.ShortestPause.TotalSeconds * Math.Pow(2, attempt));
        return TimeSpan.FromSeconds(pause * (1 + RandomNumberGenerator.GetInt32(250) / 1000.0));
    }

    private static ResiliencePipeline Pipeline(ApiSettings settings, TimeProvider clock, Func<ApiException, bool> again)
    {
        if (settings.Retries <= 0) return ResiliencePipeline.Empty;
        var retry = new RetryStrategyOptions
        {
            MaxRetryAttempts = settings.Retries,
            ShouldHandle = outcome => ValueTask.FromResult(
                outcome.Outcome.Exception is ApiException error && again(error)
                && outcome.Context.Properties.GetValue(AskedPause, null).GetValueOrDefault() <= settings.LongestAskedPause),
            DelayGenerator = delay => ValueTask.FromResult<TimeSpan?>(
                delay.Context.Properties.GetValue(AskedPause, null) is { } asked && asked > TimeSpan.Zero ? asked : Pause(settings, delay.AttemptNumber)),
        };
        return new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry(retry).Build();
    }
}
