using System.Net;
using System.Net.Sockets;
using E3.LocalCloud.Api.Spaces;

namespace E3.LocalCloud.Imports;

/// <summary>
/// Fetches images as an import does: whole, from this machine only, with a limit to size and patience. What a bucket's own address
/// names (<c>https://bucket.ams3.digitaloceanspaces.com/key</c>) is fetched from this cloud's Spaces.
/// </summary>
internal sealed class ImageDownload(CloudSettings settings, TimeProvider clock) : IDisposable
{
    /// <summary>How long a server may send nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Whether an address is one that this cloud fetches.</summary>
    public static bool Reaches(Uri url) => url.Scheme is "http" or "https" && (url.IsLoopback || SpacesAddress.IsOwnHost(url.IdnHost));

    /// <summary>The address without what signs it.</summary>
    public static string Shown(string url) => url.Split('?', 2)[0];

    /// <summary>Reads all that is at an address and returns its length in bytes.</summary>
    /// <exception cref="CloudException">There is nothing, it is empty or too large, or its server broke off or fell silent.</exception>
    public async Task<long> FetchAsync(Uri url, Uri spaces, CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancel);
        try
        {
            using var request = Request(url, spaces);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new CloudException($"The server answered {(int)answer.StatusCode} instead of the image.");
            if (answer.Content.Headers.ContentLength > settings.LargestImage)
                throw TooLarge();
            await using var content = await answer.Content.ReadAsStreamAsync(either.Token);
            var length = await LengthAsync(content, silence, either.Token);
            return length > 0 ? length : throw new CloudException("The image is empty.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new CloudException($"The server sent nothing for {Patience.TotalSeconds:0} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new CloudException(e.GetBaseException() is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
                ? "The connection was refused: nothing listens there." : $"The download broke off: {e.GetBaseException().Message}", e);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<long> LengthAsync(Stream content, CancellationTokenSource silence, CancellationToken cancel)
    {
        var buffer = new byte[1 << 16];
        for (var length = 0L; ;)
        {
            var read = await content.ReadAsync(buffer, cancel);
            if (read == 0)
                return length;
            length += read;
            if (length > settings.LargestImage)
                throw TooLarge();
            silence.CancelAfter(Patience);
        }
    }

    private CloudException TooLarge() => new($"The image is larger than the {settings.LargestImage / (double)(1L << 30):0.###} GiB that this cloud takes.");

    // Whoever listens at the real address of Spaces, it is not asked.
    private static HttpRequestMessage Request(Uri url, Uri spaces)
    {
        if (!SpacesAddress.IsOwnHost(url.IdnHost))
            return new HttpRequestMessage(HttpMethod.Get, url);
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(spaces, url.PathAndQuery));
        request.Headers.Host = url.Authority;
        return request;
    }
}
