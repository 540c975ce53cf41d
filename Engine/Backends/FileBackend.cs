using System.Text;
using E3.Engine.Secrets;
using E3.Engine.State;

namespace E3.Engine.Backends;

/// <summary>
/// Stacks in a folder, laid out as the official file backend does (<c>pulumi login file://root</c>): checkpoints, backups, history, locks;
/// and beside a checkpoint, while a run is under way or after one was killed, its journal.
/// </summary>
public sealed class FileBackend(string root, TimeProvider clock)
{
    private readonly string _folder = Path.Combine(Path.GetFullPath(root), ".pulumi");

    /// <summary>The folder that holds <c>.pulumi</c>.</summary>
    public string Root => Path.GetDirectoryName(_folder)!;

    /// <summary>All stacks, by project and name.</summary>
    public IReadOnlyList<StackReference> List()
    {
        var stacks = Path.Combine(_folder, "stacks");
        return !Directory.Exists(stacks)
            ? []
            : [.. Directory.EnumerateFiles(stacks, "*.json", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(stacks, path).Split(Path.DirectorySeparatorChar))
                .Where(parts => parts.Length == 2)
                .Select(parts => new StackReference(parts[0], Path.GetFileNameWithoutExtension(parts[1])))
                .OrderBy(stack => stack.FullName, StringComparer.Ordinal)];
    }

    /// <summary>Whether the stack has a checkpoint.</summary>
    public bool Exists(StackReference stack) => File.Exists(CheckpointPath(stack));

    /// <summary>Where the stack's checkpoint is.</summary>
    public string CheckpointPath(StackReference stack) => Path.Combine(_folder, "stacks", Checked(stack.Project), $"{Checked(stack.Stack)}.json");

    /// <summary>The salt (<see cref="PassphraseSecrets.State"/>) the stack's secrets are under, or null when the stack is not there or has none.</summary>
    public async Task<string?> ReadSaltAsync(StackReference stack, CancellationToken cancel) =>
        Exists(stack) ? (await StoredStack.OpenAsync(this, stack, cancel)).Salt : null;

    /// <summary>
    /// The stack as its last run left it, killed or not; null when there is none. Writes nothing. Without <paramref name="secrets"/> a
    /// stack that holds secrets cannot be read.
    /// </summary>
    public async Task<Snapshot?> LoadAsync(StackReference stack, PassphraseSecrets? secrets, CancellationToken cancel) =>
        Exists(stack) ? (await StoredStack.OpenAsync(this, stack, cancel)).Read(secrets).Snapshot : null;

    /// <summary>Takes the stack for a change; throws <see cref="StackLockedException"/> when another run has it.</summary>
    public Task<StackLock> LockAsync(StackReference stack, CancellationToken cancel) =>
        StackLock.AcquireAsync(Path.Combine(_folder, "locks", "organization", Checked(stack.Project), Checked(stack.Stack)), clock, cancel);

    internal string JournalPath(StackReference stack) => Path.ChangeExtension(CheckpointPath(stack), ".journal");

    internal string BackupFolder(StackReference stack) => Path.Combine(_folder, "backups", Checked(stack.Project), Checked(stack.Stack));

    internal string HistoryFolder(StackReference stack) => Path.Combine(_folder, "history", Checked(stack.Project), Checked(stack.Stack));

    /// <summary>Replaces the checkpoint, keeping the one before as <c>.bak</c> and among the backups. Returns its hash.</summary>
    internal async Task SaveAsync(StackReference stack, byte[] checkpoint, CancellationToken cancel)
    {
        var meta = Path.Combine(_folder, "meta.yaml");
        if (!File.Exists(meta))
            await DurableFile.WriteAsync(meta, Encoding.UTF8.GetBytes("version: 1\n"), cancel);
        var path = CheckpointPath(stack);
        if (File.Exists(path))
        {
            var before = await File.ReadAllBytesAsync(path, cancel);
            await DurableFile.WriteAsync(path + ".bak", before, cancel);
            await DurableFile.WriteAsync(Path.Combine(BackupFolder(stack), $"{stack.Stack}.{UnixNanoseconds()}.json"), before, cancel);
        }
        await DurableFile.WriteAsync(path, checkpoint, cancel);
    }

    /// <summary>Notes an operation in the stack's history, with a copy of the checkpoint it led to.</summary>
    internal async Task AddToHistoryAsync(StackReference stack, byte[] update, CancellationToken cancel)
    {
        var path = Path.Combine(HistoryFolder(stack), $"{stack.Stack}-{UnixNanoseconds()}");
        await DurableFile.WriteAsync($"{path}.history.json", update, cancel);
        await DurableFile.WriteAsync($"{path}.checkpoint.json", await File.ReadAllBytesAsync(CheckpointPath(stack), cancel), cancel);
    }

    private long UnixNanoseconds() => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private static string Checked(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') && name.Trim('.').Length > 0
            ? name
            : throw new EngineException($"'{name}' is no name for a project or stack: letters, digits, '-', '_' and '.' only");
}
