using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using E3.Engine.Providers.Http;

namespace E3.Engine.Providers.DigitalOcean;

/// <summary>DigitalOcean's API as the resources use it.</summary>
internal sealed class DigitalOceanApi(ApiClient client, TimeProvider clock)
{
    private const string Busy = "already has a pending event";
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan SlowestLook = TimeSpan.FromSeconds(3);
    private int _waiting;

    public ApiClient Client => client;

    /// <summary>All items of a listing, page after page.</summary>
    public async Task<List<TItem>> ListAsync<TPage, TItem>(string path, Func<TPage, IEnumerable<TItem>> items, CancellationToken cancel)
        where TPage : class, IPage
    {
        var all = new List<TItem>();
        for (var page = 1; ; page++)
        {
            var answer = await client.SendAsync<TPage>(HttpMethod.Get, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}page={page}&per_page=200", null, cancel);
            all.AddRange(items(answer));
            if (answer.Links?.Pages?.Next is null) return all;
        }
    }

    /// <summary>
    /// Looks again and again until the look gives something; first after 0.1 s, then at growing intervals up to 3 s, longer with many
    /// waiting, so that all of them together stay far below 250 looks a minute.
    /// </summary>
    public async Task<T> WaitForAsync<T>(Func<Task<T?>> look, TimeSpan patience, string what, CancellationToken cancel) where T : class
    {
        var started = clock.GetTimestamp();
        var pause = FirstLook;
        Interlocked.Increment(ref _waiting);
        try
        {
            while (true)
            {
                if (await look() is { } found) return found;
                if (clock.GetElapsedTime(started) > patience) throw new ProviderException($"{what} did not come about within {patience.TotalMinutes:0.#} minutes");
                await Task.Delay(pause, clock, cancel);
                var slowest = Math.Max(SlowestLook.TotalSeconds, 0.4 * Volatile.Read(ref _waiting));
                pause = TimeSpan.FromSeconds(Math.Min(pause.TotalSeconds * 1.5, slowest));
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Waits for an action to end; throws when it ends in an error.</summary>
    public async Task WaitForActionAsync(long id, string what, TimeSpan patience, CancellationToken cancel)
    {
        var ended = await WaitForAsync(async () =>
        {
            var action = (await client.GetAsync<ActionAnswer>($"/v2/actions/{id}", cancel))?.Action;
            return action?.Status is "in-progress" ? null : action;
        }, patience, what, cancel);
        if (ended.Status == "errored") throw new ProviderException($"DigitalOcean: {what} failed (action {id} ended as \"errored\")");
    }

    /// <summary>Begins an action on a droplet and waits for its end.</summary>
    public Task ActAsync(string dropletId, JsonObject action, TimeSpan patience, CancellationToken cancel) =>
        ActAsync($"/v2/droplets/{dropletId}/actions", $"droplet {dropletId}", action, patience, cancel);

    /// <summary>Begins an action by a POST and waits for its end. A droplet does one thing at a time: one that is busy is waited for.</summary>
    public async Task ActAsync(string path, string what, JsonObject action, TimeSpan patience, CancellationToken cancel)
    {
        var begun = await WaitForAsync(async () =>
        {
            try
            {
                return await client.SendAsync<ActionAnswer>(HttpMethod.Post, path, action, cancel);
            }
            catch (ApiException error) when (error.Status == HttpStatusCode.UnprocessableEntity && error.Message.Contains(Busy, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }, patience, $"the end of what {what} is busy with", cancel);
        await WaitForActionAsync(begun.Action.Id, $"{begun.Action.Type} of {what}", patience, cancel);
    }

    /// <summary>The API's own words in an error's body.</summary>
    public static string Explain(string body)
    {
        try
        {
            var json = JsonNode.Parse(body) as JsonObject;
            return (string?)json?["message"] ?? (string?)json?["error"] ?? "";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A proxy's page, not the API's answer; the status says enough.
            return "";
        }
    }

    /// <summary>What to do about a refusal.</summary>
    public static string? Remedy(int status, string words) => status switch
    {
        401 => "The token is wrong, expired or revoked: set digitalocean:token (a secret) or DIGITALOCEAN_TOKEN",
        403 when words.Contains("default VPC", StringComparison.OrdinalIgnoreCase) => "Make another VPC the region's default first (PATCH /v2/vpcs/ID with default: true)",
        403 when words.Contains("default project", StringComparison.OrdinalIgnoreCase) => "Make another project the default first",
        403 => "The token may not do that: give it the scope, or use another",
        409 when words.Contains("already", StringComparison.OrdinalIgnoreCase) || words.Contains("duplicate", StringComparison.OrdinalIgnoreCase) =>
            "Remove the one that is there, give another name, or import it",
        422 when words.Contains("already in use", StringComparison.OrdinalIgnoreCase) => "Remove the one that is there, or use another",
        422 when words.Contains("limit", StringComparison.OrdinalIgnoreCase) => "The account's limit is reached: use fewer, or ask DigitalOcean for a higher limit",
        429 => "Too many requests even after waiting: lower digitalocean:requestsPerSecond or try again later",
        _ => null,
    };
}
