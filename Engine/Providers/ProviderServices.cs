namespace E3.Engine.Providers;

/// <summary>What the built-in providers need from the program that runs them.</summary>
/// <param name="Clock">Time and pauses.</param>
/// <param name="Http">Carries the requests of all providers; stays the caller's to dispose of.</param>
/// <param name="Environment">Reads an environment variable, null when it is not set.</param>
/// <param name="WorkingDirectory">Where commands run and relative paths of assets begin: the program's folder.</param>
public sealed record ProviderServices(TimeProvider Clock, HttpMessageHandler Http, Func<string, string?> Environment, string WorkingDirectory)
{
    /// <summary>A client over the shared handler; each request has a deadline of its own.</summary>
    internal HttpClient NewHttpClient() => new(Http, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
}
