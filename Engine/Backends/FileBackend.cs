using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using E3.Engine.Secrets;
using E3.Engine.State;

namespace E3.Engine.Backends;

/// <summary>
/// Stacks in a folder, laid out as the official file backend does (<c>pulumi login file://root</c>): checkpoints, backups, history, locks;
/// and beside a checkpoint, while a run is under way or after one was killed, its journal.
/// </summary>
public sealed partial class FileBackend(string root, TimeProvider clock)
{
    private readonly string _folder = Path.Combine(Path.GetFullPath(root), ".pulumi");
    private bool _layoutIsKnown;

    /// <summary>The folder that holds <c>.pulumi</c>.</summary>
    public string Root => Path.GetDirectoryName(_folder)!;

    /// <summary>Whether a state that breaks an invariant is refused when it is read or written; what mends such a state turns it off.</summary>
    public bool ChecksIntegrity { get; init; } = true;

    /// <summary>All stacks, by project and name.</summary>
    public IReadOnlyList<StackReference> List()
    {
        CheckLayout();
        var stacks = Path.Combine(_folder, "stacks");
        return !Directory.Exists(stacks)
            ? []
            : [.. Directory.EnumerateFiles(stacks, "*.json*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(stacks, path).Split(Path.DirectorySeparatorChar))
                .Where(parts => parts.Length == 2)
                .Select(parts => (Project: parts[0], Stack: CheckpointFile.StackOf(parts[1])))
                .Where(found => found.Stack is not null)
                .Select(found => new StackReference(found.Project, found.Stack!))
                .Distinct()
                .OrderBy(stack => stack.FullName, StringComparer.Ordinal)];
    }

    /// <summary>Whether the stack has a checkpoint.</summary>
    public bool Exists(StackReference stack)
    {
        CheckLayout();
        return File.Exists(CheckpointPath(stack));
    }

    /// <summary>Where the stack's checkpoint is, or would be: a compressed one only where another command left it so.</summary>
    public string CheckpointPath(StackReference stack) => CheckpointFile.Existing(PlainPath(stack));

    /// <summary>The salt (<see cref="PassphraseSecrets.State"/>) the stack's secrets are under, or null when the stack is not there or has none.</summary>
    public async Task<string?> ReadSaltAsync(StackReference stack, CancellationToken cancel) =>
        Exists(stack) ? (await StoredStack.OpenAsync(this, stack, cancel)).Salt : null;

    /// <summary>
    /// The stack as its last run left it, killed or not; null when there is none. Writes nothing. Without <paramref name="secrets"/> a
    /// stack that holds secrets cannot be read.
    /// </summary>
    public async Task<Snapshot?> LoadAsync(StackReference stack, PassphraseSecrets? secrets, CancellationToken cancel) =>
        Exists(stack) ? (await StoredStack.OpenAsync(this, stack, cancel)).Read(secrets).Snapshot : null;

    /// <summary>The same without its secrets, each of which holds its ciphertext: for what is shown of a stack, not for a change of it.</summary>
    public async Task<Snapshot?> LoadWithoutSecretsAsync(StackReference stack, CancellationToken cancel) =>
        Exists(stack) ? (await StoredStack.OpenAsync(this, stack, cancel)).Read(null, encrypted: true).Snapshot : null;

    /// <summary>Takes the stack for a change; throws <see cref="StackLockedException"/> when another run has it.</summary>
    public Task<StackLock> LockAsync(StackReference stack, CancellationToken cancel)
    {
        CheckLayout();
        return TakeAsync(stack, cancel);
    }

    private async Task<StackLock> TakeAsync(StackReference stack, CancellationToken cancel)
    {
        try
        {
            return await StackLock.AcquireAsync(LockFolder(stack), _folder, clock, cancel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"the state in {Root} cannot be written: {error.Message}. Nothing was begun: make room there, or make it writable, and run this again.", error);
        }
    }

    internal string JournalPath(StackReference stack) => Path.ChangeExtension(PlainPath(stack), ".journal");

    internal string BackupFolder(StackReference stack) => Path.Combine(_folder, "backups", Checked(stack.Project), Checked(stack.Stack));

    internal string HistoryFolder(StackReference stack) => Path.Combine(_folder, "history", Checked(stack.Project), Checked(stack.Stack));

    private string LockFolder(StackReference stack) => Path.Combine(_folder, "locks", "organization", Checked(stack.Project), Checked(stack.Stack));

    private string PlainPath(StackReference stack) => Path.Combine(_folder, "stacks", Checked(stack.Project), $"{Checked(stack.Stack)}.json");

    /// <summary>Replaces the checkpoint, keeping the one before as <c>.bak</c> and among the backups.</summary>
    internal async Task SaveAsync(StackReference stack, byte[] checkpoint, CancellationToken cancel)
    {
        CheckLayout();
        var meta = MetaPath;
        if (!File.Exists(meta))
            await DurableFile.WriteAsync(meta, Encoding.UTF8.GetBytes("version: 1\n"), cancel);
        var path = CheckpointPath(stack);
        if (File.Exists(path))
        {
            var before = await File.ReadAllBytesAsync(path, cancel);
            await DurableFile.WriteAsync(path + ".bak", before, cancel);
            var extension = Path.GetFileName(path)[stack.Stack.Length..];
            await DurableFile.WriteAsync(Path.Combine(BackupFolder(stack), $"{stack.Stack}.{UnixNanoseconds()}{extension}"), before, cancel);
        }
        await DurableFile.WriteAsync(PlainPath(stack), checkpoint, cancel);
        if (path != PlainPath(stack))
            DurableFile.Delete(path);
    }

    /// <summary>Notes an operation in the stack's history, with a copy of the checkpoint it led to.</summary>
    internal async Task AddToHistoryAsync(StackReference stack, byte[] update, CancellationToken cancel)
    {
        var path = Path.Combine(HistoryFolder(stack), $"{stack.Stack}-{UnixNanoseconds()}");
        await DurableFile.WriteAsync($"{path}.history.json", update, cancel);
        await DurableFile.WriteAsync($"{path}.checkpoint.json", await CheckpointFile.ReadAsync(CheckpointPath(stack), cancel), cancel);
    }

    private string MetaPath => Path.Combine(_folder, "meta.yaml");

    /// <summary>Before version 1 stacks stood in no folder of their project; a later version would be unknown.</summary>
    private void CheckLayout()
    {
        if (_layoutIsKnown)
            return;
        var stacks = Path.Combine(_folder, "stacks");
        var version = !File.Exists(MetaPath) ? (int?)null
            : MetaVersion().Match(File.ReadAllText(MetaPath)) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : throw new EngineException($"{MetaPath} is damaged: it has no line 'version: 1'");
        if (version > 1)
            throw new EngineException($"the state in {Root} has layout version {version}, which this engine does not know: use the official pulumi");
        if (version == 0 || (version is null && Directory.Exists(stacks) && Directory.EnumerateFiles(stacks).Any(file => CheckpointFile.StackOf(Path.GetFileName(file)) is not null)))
            throw new EngineException($"the state in {Root} has the layout of old Pulumi, in which stacks stand in no folder of their project: "
                + "run `pulumi state upgrade` of the official command on it once");
        _layoutIsKnown = true;
    }

    [GeneratedRegex(@"^version:\s*([0-9]{1,6})\s*$", RegexOptions.Multiline)]
    private static partial Regex MetaVersion();

    private long UnixNanoseconds() => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private static string Checked(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') && name.Trim('.').Length > 0
            ? name
            : throw new EngineException($"'{name}' is no name for a project or stack: letters, digits, '-', '_' and '.' only");
}
