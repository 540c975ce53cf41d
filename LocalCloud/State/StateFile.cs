using System.Security.Cryptography;
using System.Text.Json;

namespace E3.LocalCloud.State;

/// <summary>The file a cloud's state is kept in: DIR/state.json.</summary>
internal sealed class StateFile(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Path { get; } = path;

    /// <summary>The state on disk, or that of a new, empty account when there is no file.</summary>
    /// <exception cref="CloudException">The file cannot be read; it is left as it is.</exception>
    public async Task<CloudState> LoadAsync(CancellationToken cancel)
    {
        if (!File.Exists(Path))
            return Fresh();
        CloudState? state;
        try
        {
            await using var stream = File.OpenRead(Path);
            state = await JsonSerializer.DeserializeAsync<CloudState>(stream, Json, cancel);
        }
        catch (JsonException e)
        {
            throw Damaged($"not readable as JSON at line {e.LineNumber + 1}", e);
        }

        if (state is null)
            throw Damaged("empty", null);
        if (state.Version != CloudState.CurrentVersion)
            throw new CloudException(
                $"{Path} has version {state.Version}, this program knows {CloudState.CurrentVersion}: use the E3 that wrote it, "
                + "or remove the local cloud with 'e3 cloud stop' and start anew.");
        return state;
    }

    public Task SaveAsync(CloudState state, CancellationToken cancel) =>
        DurableFile.WriteAsync(Path, JsonSerializer.SerializeToUtf8Bytes(state, Json), cancel);

    private static CloudState Fresh() => new()
    {
        // Nine digits, as DigitalOcean's ids have.
        NextId = RandomNumberGenerator.GetInt32(100_000_000, 900_000_000),
        AccountId = Guid.NewGuid(),
    };

    private CloudException Damaged(string how, Exception? cause) => new(
        $"the local cloud's state {Path} is damaged ({how}). It is left as it is: put a copy back, or remove the whole local cloud "
        + "with 'e3 cloud stop' and start anew.", cause);
}
