using System.Text.Json;
using System.Text.Json.Nodes;
using E3.Engine.Backends;

namespace E3.Engine.Workspace;

/// <summary>
/// A person's own Pulumi folder, PULUMI_HOME or <c>~/.pulumi</c>, which this engine shares with the official command: which backend they
/// are logged in to (<c>credentials.json</c>), and which stack of a project is selected (<c>workspaces</c>). No secret is kept there.
/// </summary>
public sealed class PulumiHome(Func<string, string?> environment)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 4 };

    /// <summary>The folder, absolute; it may not exist.</summary>
    public string Folder { get; } = environment("PULUMI_HOME") is { Length: > 0 } set
        ? Path.GetFullPath(set)
        : Path.Combine(environment("HOME") is { Length: > 0 } home ? home : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pulumi");

    /// <summary>The file that names the backend in use.</summary>
    public string CredentialsFile => Path.Combine(environment("PULUMI_CREDENTIALS_PATH") is { Length: > 0 } set ? Path.GetFullPath(set) : Folder, "credentials.json");

    /// <summary>The URL of the backend that was logged in to; null when there is none.</summary>
    /// <exception cref="WorkspaceException">The file is no JSON object.</exception>
    public string? CurrentBackend() => ReadObject(CredentialsFile)?["current"] is JsonValue current && current.TryGetValue<string>(out var url) && url.Length > 0 ? url : null;

    /// <summary>Makes a backend the current one; other accounts in the file stay.</summary>
    public async Task LogInAsync(string url, CancellationToken cancel)
    {
        var credentials = ReadObject(CredentialsFile) ?? [];
        credentials["current"] = url;
        Member(credentials, "accessTokens")[url] = "";
        Member(credentials, "accounts")[url] ??= new JsonObject { ["lastValidatedAt"] = "0001-01-01T00:00:00Z" };
        await WriteAsync(CredentialsFile, credentials, cancel);
    }

    /// <summary>Forgets a backend; null forgets all of them. False when there was nothing to forget.</summary>
    public async Task<bool> LogOutAsync(string? url, CancellationToken cancel)
    {
        if (ReadObject(CredentialsFile) is not { } credentials)
        {
            return false;
        }

        if (url is null)
        {
            File.Delete(CredentialsFile);
            return true;
        }

        var known = credentials["current"]?.GetValue<string>() == url;
        if (known)
        {
            credentials.Remove("current");
        }

        known |= Member(credentials, "accessTokens").Remove(url);
        known |= Member(credentials, "accounts").Remove(url);
        await WriteAsync(CredentialsFile, credentials, cancel);
        return known;
    }

    /// <exception cref="WorkspaceException">The file is no JSON object.</exception>
    internal static JsonObject? ReadObject(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? throw new WorkspaceException($"{file}: it must hold a JSON object; delete it, or mend it.");
        }
        catch (JsonException failure)
        {
            throw new WorkspaceException($"{file}: it is not JSON ({failure.Message}); delete it, or mend it.", failure);
        }
    }

    internal static Task WriteAsync(string file, JsonObject content, CancellationToken cancel) =>
        DurableFile.WriteAsync(file, System.Text.Encoding.UTF8.GetBytes(content.ToJsonString(Indented)), cancel);

    internal static JsonObject Member(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject member)
        {
            parent[name] = member = [];
        }

        return member;
    }
}
