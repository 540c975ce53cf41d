using System.Text.Json;

namespace E3.Engine.Providers.Http;

/// <summary>How to talk to one web API.</summary>
/// <param name="Name">What errors call it.</param>
/// <param name="Endpoint">Where it is; paths are put behind it.</param>
/// <param name="Authorize">Sets who we are on a request; throws <see cref="ProviderException"/> when that was not configured.</param>
/// <param name="Explain">Turns an error's body into the API's own words; "" when it has none.</param>
/// <param name="Remedy">What to do about a refusal, or null.</param>
internal sealed record ApiSettings(
    string Name, Uri Endpoint, Func<HttpRequestMessage, CancellationToken, Task> Authorize, Func<string, string> Explain, Func<int, string, string?> Remedy)
{
    /// <summary>How the API spells names.</summary>
    public JsonNamingPolicy Naming { get; init; } = JsonNamingPolicy.SnakeCaseLower;

    /// <summary>Attempts after the first.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The shortest pause between two attempts.</summary>
    public TimeSpan ShortestPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two attempts, unless the API asks for a longer one.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause that is granted when the API asks for one.</summary>
    public TimeSpan LongestAskedPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest one request may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Keeps the pace that the API allows.</summary>
    public required RequestPace Pace { get; init; }
}
