using System.Net;
using E3.Engine.Properties;

namespace E3.Engine.Assets;

/// <summary>
/// Reads assets and archives: texts, files and folders of this machine (relative paths start at <paramref name="folder"/>), and what lies
/// behind a URI, which is first fetched into a file. Nothing is held in memory as a whole. <paramref name="http"/> is null where nothing
/// may be fetched.
/// </summary>
internal sealed class AssetSources(string folder, HttpMessageHandler? http, TimeProvider clock)
{
    private const int Attempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Makes everything that this value refers to readable at once. Disposing removes what was fetched.</summary>
    public async Task<LocalSources> GetAsync(PropertyValue value, CancellationToken cancel)
    {
        var fetched = new LocalSources(folder);
        try
        {
            foreach (var uri in UrisIn(value).Distinct(StringComparer.Ordinal)) await FetchAsync(uri, fetched, cancel);
            return fetched;
        }
        catch
        {
            fetched.Dispose();
            throw;
        }
    }

    /// <summary>The local path that a <c>file:</c> URI names, or null for one of another kind.</summary>
    public static string? LocalPath(Uri uri)
    {
        if (!uri.IsFile) return null;
        return uri.Host is "" or "localhost" && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? Uri.UnescapeDataString(uri.AbsolutePath)
            : throw new AssetException($"{uri} names another machine or has a query: a file is written file:///its/path");
    }

    private static IEnumerable<string> UrisIn(PropertyValue value) => value switch
    {
        PropertyValue.Secret secret => UrisIn(secret.Inner),
        PropertyValue.Asset { Uri: { } uri } => [uri],
        PropertyValue.Archive { Uri: { } uri } => [uri],
        PropertyValue.Archive { Entries: { } entries } => entries.SelectMany(entry => UrisIn(entry.Value)),
        _ => [],
    };

    private async Task FetchAsync(string text, LocalSources fetched, CancellationToken cancel)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)) throw new AssetException($"\"{text}\" is no URI: it begins with http://, https:// or file://");
        if (LocalPath(uri) is not null) return;
        if (uri.Scheme is not ("http" or "https")) throw new AssetException($"{text} cannot be fetched: only http, https and file are known");
        if (http is null) throw new AssetException($"{text} cannot be fetched here");
        using var client = new HttpClient(http, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            try
            {
                using var response = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancel);
                response.EnsureSuccessStatusCode();
                await using var file = File.Create(fetched.PlaceFor(text));
                await response.Content.CopyToAsync(file, cancel);
                return;
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                var refused = (error as HttpRequestException)?.StatusCode is { } status && (int)status < 500 && status != HttpStatusCode.TooManyRequests;
                if (refused || attempt == Attempts) throw new AssetException($"{text} cannot be fetched: {error.Message}", error);
            }
            await Task.Delay(pause, clock, cancel);
        }
    }
}
