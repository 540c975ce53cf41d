using E3.Engine.Workspace;

namespace E3.Deploy.Stacks;

/// <summary>A stack is local when its DigitalOcean API is served on this machine's loopback.</summary>
internal static class LocalEndpoint
{
    /// <summary>The endpoint of a local stack, or null.</summary>
    public static Uri? Of(StackSettings settings, Func<string, string?> environment)
    {
        var written = settings.Config.TryGetValue(new ConfigKey("digitalocean", "apiEndpoint"), out var entry) && !entry.IsSecret
            ? entry.Reveal(ciphertext => ciphertext).Value
            : environment("DIGITALOCEAN_API_URL");
        return Uri.TryCreate(written, UriKind.Absolute, out var endpoint) && endpoint.IsLoopback ? endpoint : null;
    }
}
