using System.Net;

namespace E3.Engine.Providers.Http;

/// <summary>
/// A request that a web API refused, or that got no whole answer (<paramref name="status"/> null). The message is for people: what was
/// asked of whom, what the API said.
/// </summary>
internal sealed class ApiException(string message, HttpStatusCode? status, Exception? inner = null) : Exception(message, inner)
{
    public HttpStatusCode? Status { get; } = status;

    public bool IsNotFound => Status == HttpStatusCode.NotFound;

    /// <summary>The request, or one before it that it was to make up for, may have been carried out although it failed: an answer was lost or the server fell over.</summary>
    public bool IsAmbiguous { get; init; } = status is null || (int)status >= 500;
}
