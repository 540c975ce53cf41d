using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace E3.LocalCloud.State;

/// <summary>The files a cloud's state is kept in: DIR/state.json, and DIR/buckets/NAME.json for each bucket, so that what an object costs does not grow with the account.</summary>
internal sealed class StateFile(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private CloudState? _saved;

    public string Path { get; } = path;

    private string BucketFolder => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "buckets");

    /// <summary>The state on disk, or that of a new, empty account when there is no file.</summary>
    /// <exception cref="CloudException">The file cannot be read; it is left as it is.</exception>
    public async Task<CloudState> LoadAsync(CancellationToken cancel)
    {
        if (!File.Exists(Path))
            return Fresh();
        var state = await ReadAsync<CloudState>(Path, cancel);
        if (state is null)
            throw Damaged(Path, "empty", null);
        if (state.Version != CloudState.CurrentVersion)
            throw new CloudException(
                $"{Path} has version {state.Version}, this program knows {CloudState.CurrentVersion}: use the E3 that wrote it, "
                + "or remove the local cloud with 'e3 cloud stop --remove' and start anew.");
        // An older server kept buckets in the one file; the next write takes them apart.
        _saved = state.Buckets.IsEmpty ? state : null;
        foreach (var file in Directory.Exists(BucketFolder) ? Directory.EnumerateFiles(BucketFolder, "*.json") : [])
            state = state.With(await ReadAsync<Bucket>(file, cancel) ?? throw Damaged(file, "empty", null));
        _saved = _saved is null ? null : state;
        return state;
    }

    /// <summary>Writes what differs from what was loaded or saved last. Calls must not overlap.</summary>
    public async Task SaveAsync(CloudState state, CancellationToken cancel)
    {
        var before = _saved;
        // Until all of it is written, nothing is known to be.
        _saved = null;
        foreach (var bucket in state.Buckets.Values.Where(bucket => before is null || !ReferenceEquals(before.Buckets.GetValueOrDefault(bucket.Name), bucket)))
        {
            Directory.CreateDirectory(BucketFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await DurableFile.WriteAsync(FileOf(bucket.Name), JsonSerializer.SerializeToUtf8Bytes(bucket, Json), cancel);
        }

        var gone = before?.Buckets.Keys.Select(FileOf) ?? (Directory.Exists(BucketFolder) ? Directory.GetFiles(BucketFolder) : []);
        foreach (var file in gone.Where(file => !state.Buckets.ContainsKey(System.IO.Path.GetFileNameWithoutExtension(file))))
            File.Delete(file);
        if (before is null || Rest(before) != Rest(state))
            await DurableFile.WriteAsync(Path, JsonSerializer.SerializeToUtf8Bytes(Rest(state), Json), cancel);
        _saved = state;
    }

    private static CloudState Rest(CloudState state) => state with { Buckets = ImmutableSortedDictionary<string, Bucket>.Empty };

    private string FileOf(string bucket) => System.IO.Path.Combine(BucketFolder, bucket + ".json");

    private static async Task<T?> ReadAsync<T>(string file, CancellationToken cancel)
        where T : class
    {
        try
        {
            await using var stream = File.OpenRead(file);
            return await JsonSerializer.DeserializeAsync<T>(stream, Json, cancel);
        }
        catch (JsonException e)
        {
            throw Damaged(file, $"not readable as JSON at line {e.LineNumber + 1}", e);
        }
    }

    private static CloudState Fresh() => new()
    {
        // Nine digits, as DigitalOcean's ids have.
        NextId = RandomNumberGenerator.GetInt32(100_000_000, 900_000_000),
        AccountId = Guid.NewGuid(),
    };

    private static CloudException Damaged(string file, string how, Exception? cause) => new(
        $"the local cloud's state {file} is damaged ({how}). It is left as it is: put a copy back, or remove the whole local cloud "
        + "with 'e3 cloud stop --remove' and start anew.", cause);
}
