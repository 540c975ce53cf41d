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

    public static async Task<StoredStack> OpenAsync(FileBackend backend, StackReference stack, CancellationToken cancel)
    {
        var path = backend.CheckpointPath(stack);
        var bytes = await File.ReadAllBytesAsync(path, cancel);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return new StoredStack(backend, stack, path, bytes, document.RootElement.Clone(), HashOf(bytes));
        }
        catch (JsonException error)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {error.LineNumber + 1}, byte {error.BytePositionInLine}");
            throw new EngineException($"the state file {path} is damaged: it stops being JSON at {place} (of {bytes.Length} bytes). {Remedy(backend, stack, path)}", error);
        }
    }

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>What checkpoint and journal say together, and whether there is a journal to fold or clear away.</summary>
    public (Snapshot Snapshot, bool HasJournal, bool JournalCounts) Read(PassphraseSecrets? secrets)
    {
        Snapshot snapshot;
        try
        {
            snapshot = Checkpoint.Read(Json, Path, secrets);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException)
        {
            throw new EngineException($"the state file {Path} is damaged: {error.Message} {Remedy(Backend, Stack, Path)}", error);
        }
        var journalPath = Backend.JournalPath(Stack);
        var hasJournal = File.Exists(journalPath);
        var entries = hasJournal ? JournalEntries(journalPath, secrets) : [];
        if (entries.Count > 0)
        {
            var ledger = new ResourceLedger(snapshot);
            foreach (var entry in entries)
                ledger.Apply(entry);
            snapshot = ledger.Fold();
        }
        return SnapshotIntegrity.FirstFault(snapshot) is { } fault
            ? throw new EngineException($"the state of {Stack} ({Path}) is not sound: {fault}. {Remedy(Backend, Stack, Path)}")
            : (snapshot, hasJournal, entries.Count > 0);
    }

    private IReadOnlyList<LedgerEntry> JournalEntries(string path, PassphraseSecrets? secrets)
    {
        Func<string, string> decrypt = secrets is null
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
            : Directory.EnumerateFiles(folder, "*.json").OrderByDescending(file => file, StringComparer.Ordinal).FirstOrDefault(IsJson);
        return backup is null
            ? "There is no backup of it."
            : $"The newest backup that can be read is {backup}: to go back to it, copy it over {path}.";
    }

    private static bool IsJson(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
