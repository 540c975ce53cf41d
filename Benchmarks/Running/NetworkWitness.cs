using System.Globalization;
using System.Text.Json;

namespace E3.Benchmarks.Running;

/// <summary>Asks whoever emulates or watches the network whether it held while something was measured.</summary>
internal sealed class NetworkWitness(Uri? address, HttpClient http)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Begins: the mark to ask with afterwards, or why there is none.</summary>
    public async Task<Testimony> BeginAsync(CancellationToken cancel)
    {
        if (address is null) return new Testimony(null, null);
        var (answer, problem) = await AskAsync(address, cancel);
        return answer is { } root && root.TryGetProperty("mark", out var mark) ? new Testimony(mark.ToString(), null)
            : new Testimony(null, problem ?? $"the network's witness at {address} gave no mark");
    }

    /// <summary>Ends: null when the network held, else why the repeat does not count.</summary>
    public async Task<string?> EndAsync(Testimony begun, CancellationToken cancel)
    {
        if (address is null) return null;
        if (begun.Mark is null) return begun.Problem;
        var query = (address.Query.Length > 0 ? address.Query + "&" : "?") + "since=" + Uri.EscapeDataString(begun.Mark);
        var (answer, problem) = await AskAsync(new Uri(address, query), cancel);
        if (answer is not { } root) return problem;
        if (!root.TryGetProperty("held", out var held) || held.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            return $"the network's witness at {address} does not say whether the network held";
        if (held.GetBoolean()) return null;
        return string.Create(CultureInfo.InvariantCulture, $"this machine could not hold the network's times{Lateness(root)}");
    }

    private static string Lateness(JsonElement root) =>
        root.TryGetProperty("p99Micros", out var p99) && root.TryGetProperty("boundMicros", out var bound)
            ? string.Create(CultureInfo.InvariantCulture, $" (packets late by {p99.GetDouble() / 1000:0.0} ms at p99, {bound.GetDouble() / 1000:0.0} ms allowed)")
            : "";

    private async Task<(JsonElement? Answer, string? Problem)> AskAsync(Uri question, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var response = await http.GetAsync(question, patience.Token);
            if (!response.IsSuccessStatusCode) return (null, $"the network's witness at {address} answered {(int)response.StatusCode}");
            using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(patience.Token), default, patience.Token);
            return (document.RootElement.Clone(), null);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or IOException
            || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return (null, $"the network's witness at {address} did not answer: {error.Message}");
        }
    }
}

/// <summary>A witness's mark, or why there is none.</summary>
internal sealed record Testimony(string? Mark, string? Problem);
