using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using E3.Engine.Journals;
using E3.Engine.Secrets;
using E3.Engine.State;

namespace E3.Engine.Backends;

/// <summary>A stack as it lies on the disk. <paramref name="Hash"/> is the SHA-256 of the checkpoint file, which its journal refers to.</summary>
internal sealed record StoredStack(FileBackend Backend, StackReference Stack, string Path, byte[] Bytes, JsonElement Json, string Hash)
{
    public string? Salt => Checkpoint.ReadSalt(Json, Path);

    /// <summary>Whether the stack was ever updated.</summary>
    public bool HasDeployment => Checkpoint.TryGetLatest(Json, Path, out _);

    /// <summary>When the checkpoint was written; null when it does not say.</summary>
    public DateTimeOffset? ManifestTime => Manifest is { } manifest && manifest.TryGetProperty("time", out var time)
        && time.TryGetDateTimeOffset(out var known) && known > DateTimeOffset.UnixEpoch ? known : null;

    /// <summary>What wrote the checkpoint; "" when it does not say.</summary>
    public string ManifestVersion => Manifest is { } manifest && manifest.TryGetProperty("version", out var version) ? version.GetString() ?? "" : "";

    /// <summary>The checkpoint's manifest as it is; null when there is none.</summary>
    public JsonElement? Manifest =>
        Checkpoint.TryGetLatest(Json, Path, out var latest) && latest.TryGetProperty("manifest", out var manifest) && manifest.ValueKind == JsonValueKind.Object ? manifest : null;

    /// <summary>The type of each resource in the checkpoint, the journal aside.</summary>
    public IEnumerable<string> ResourceTypes() =>
        Checkpoint.TryGetLatest(Json, Path, out var latest) && latest.TryGetProperty("resources", out var resources) && resources.ValueKind == JsonValueKind.Array
            ? resources.EnumerateArray().Select(resource => resource.TryGetProperty("type", out var type) ? type.GetString() ?? "" : "")
            : [];

    public static Task<StoredStack> OpenAsync(FileBackend backend, StackReference stack, CancellationToken cancel) =>
        OpenAsync(backend, stack, backend.CheckpointPath(stack), cancel);

    /// <summary>The stack as a certain checkpoint has it.</summary>
    public static async Task<StoredStack> OpenAsync(FileBackend backend, StackReference stack, string path, CancellationToken cancel)
    {
        var bytes = await File.ReadAllBytesAsync(path, cancel);
        try
        {
            using var document = JsonDocument.Parse(CheckpointFile.Decompress(bytes, path));
            return new StoredStack(backend, stack, path, bytes, document.RootElement.Clone(), HashOf(bytes));
        }
        catch (JsonException error)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {error.LineNumber + 1}, byte {error.BytePositionInLine}");
            throw new EngineException($"the state file {path} is damaged: it stops being JSON at {place} (of {bytes.Length} bytes). {Remedy(backend, stack, path)}", error);
        }
    }

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>
    /// What checkpoint and journal say together, and whether there is a journal to fold or clear away. With
    /// <paramref name="encrypted"/> secrets are not opened: each holds its own ciphertext, for a copy under the same salt.
    /// </summary>
    public (Snapshot Snapshot, bool HasJournal, bool JournalCounts) Read(PassphraseSecrets? secrets, bool encrypted = false)
    {
        var snapshot = ReadCheckpoint(secrets, encrypted);
        var journalPath = Backend.JournalPath(Stack);
        var hasJournal = File.Exists(journalPath);
        var entries = hasJournal ? JournalEntries(journalPath, secrets, encrypted) : [];
        if (entries.Count > 0)
        {
            var ledger = new ResourceLedger(snapshot);
            foreach (var entry in entries)
                ledger.Apply(entry);
            snapshot = ledger.Fold();
        }
        return Backend.ChecksIntegrity && SnapshotIntegrity.FirstFault(snapshot) is { } fault
            ? throw new EngineException($"the state of {Stack} ({Path}) is not sound: {fault}. `state repair` mends what it can. {Remedy(Backend, Stack, Path)}")
            : (snapshot, hasJournal, entries.Count > 0);
    }

    /// <summary>What the checkpoint says, the journal aside.</summary>
    public Snapshot ReadCheckpoint(PassphraseSecrets? secrets, bool encrypted = false)
    {
        try
        {
            return Checkpoint.Read(Json, Path, secrets, encrypted);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException)
        {
            throw new EngineException($"the state file {Path} is damaged: {error.Message} {Remedy(Backend, Stack, Path)}", error);
        }
    }

    private IReadOnlyList<LedgerEntry> JournalEntries(string path, PassphraseSecrets? secrets, bool encrypted)
    {
        Func<string, string> decrypt = encrypted ? SealedSecret.Read : secrets is null
            ? _ => throw new EngineException($"{path} holds secrets: their passphrase is needed")
            : (Salt is { } salt ? secrets.For(salt) : secrets).Decrypt;
        if (JournalReader.Read(File.ReadAllBytes(path), path, decrypt) is not { } journal || journal.FoldedInto == Hash)
            return [];
        return journal.BaseHash == Hash
            ? journal.Entries
            : throw new EngineException(
                $"the journal {path} continues another version of {Path}: a run was killed, and the state was changed since by something that "
                + "does not read journals. Check by hand what that run had begun, then delete the journal.");
    }

    private static string Remedy(FileBackend backend, StackReference stack, string path)
    {
        var folder = backend.BackupFolder(stack);
        var backup = !Directory.Exists(folder)
            ? null
            : Directory.EnumerateFiles(folder, "*.json*").OrderByDescending(file => file, StringComparer.Ordinal).FirstOrDefault(IsJson);
        return backup is null
            ? "There is no backup of it."
            : $"The newest backup that can be read is {backup}: to go back to it, copy it over {path}.";
    }

    private static bool IsJson(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(CheckpointFile.Decompress(File.ReadAllBytes(path), path));
            return true;
        }
        catch (Exception error) when (error is JsonException or EngineException)
        {
            return false;
        }
    }
}
