using System.Text.Json;

namespace E3.Engine.Backends;

/// <summary>
/// One update of a stack's history (<see href="https://github.com/pulumi/pulumi/blob/master/pkg/backend/updates.go"/>, UpdateInfo).
/// <paramref name="Version"/> counts a stack's updates from 1; the official file backend writes 0 into each file, so it is counted here.
/// <paramref name="Config"/> holds the settings as they were, secrets still encrypted: a text, or an object whose only member is
/// <c>secure</c>, or a value with such objects in it.
/// </summary>
public sealed record UpdateRecord(
    int Version, string Kind, DateTimeOffset Start, DateTimeOffset End, string Message, string Result,
    IReadOnlyDictionary<string, string> Environment, IReadOnlyDictionary<string, JsonElement> Config, IReadOnlyDictionary<string, int> Changes)
{
    /// <summary>The checkpoint that the update led to, absolute; it may not be there.</summary>
    public required string CheckpointFile { get; init; }
}

/// <summary>Reads a stack's history.</summary>
internal static class StackHistory
{
    private const string Plain = ".history.json";
    private const string Gzip = ".history.json.gz";

    /// <summary>All updates, the latest first.</summary>
    public static async Task<IReadOnlyList<UpdateRecord>> ReadAsync(string folder, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
            return [];
        var files = Directory.EnumerateFiles(folder).Where(file => file.EndsWith(Plain, StringComparison.Ordinal) || file.EndsWith(Gzip, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToArray();
        var updates = new List<UpdateRecord>(files.Length);
        for (var index = files.Length - 1; index >= 0; index--)
            updates.Add(Read(index + 1, files[index], await Backends.CheckpointFile.ReadAsync(files[index], cancel)));
        return updates;
    }

    private static UpdateRecord Read(int version, string file, byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            return new UpdateRecord(
                version, Text(json, "kind"), Time(json, "startTime"), Time(json, "endTime"), Text(json, "message"), Text(json, "result"),
                Map(json, "environment", value => value.GetString() ?? ""), Map(json, "config", value => value.Clone()), Map(json, "resourceChanges", value => value.GetInt32()))
            {
                CheckpointFile = file.Replace(".history.json", ".checkpoint.json", StringComparison.Ordinal),
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new EngineException($"the history file {file} is damaged: {error.Message}", error);
        }
    }

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static DateTimeOffset Time(JsonElement json, string name) =>
        DateTimeOffset.FromUnixTimeSeconds(json.TryGetProperty(name, out var value) ? value.GetInt64() : 0);

    private static SortedDictionary<string, T> Map<T>(JsonElement json, string name, Func<JsonElement, T> read) => new(
        json.TryGetProperty(name, out var map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().ToDictionary(entry => entry.Name, entry => read(entry.Value), StringComparer.Ordinal)
            : new Dictionary<string, T>(StringComparer.Ordinal),
        StringComparer.Ordinal);
}
