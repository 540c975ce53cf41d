using System.Text.Json;
using System.Text.Json.Nodes;
using E3.Engine.State;

namespace E3.Engine.Backends;

/// <summary>What is done to stacks as a whole. None of it needs their secrets.</summary>
public sealed partial class FileBackend
{
    /// <summary>Makes a stack with nothing in it.</summary>
    /// <exception cref="StackExistsException">There is one of that name.</exception>
    public async Task CreateAsync(StackReference stack, CancellationToken cancel)
    {
        using var held = await LockAsync(stack, cancel);
        if (Exists(stack))
            throw new StackExistsException($"stack '{stack.FullName}' already exists");
        DurableFile.Delete(JournalPath(stack));
        await SaveAsync(stack, Checkpoint.WriteEmpty(stack), cancel);
    }

    /// <summary>
    /// Removes a stack's state and history; its last state stays as <c>.bak</c> and among the backups, unless <paramref name="backups"/>
    /// says that they go too. False, and nothing is done, when it still has resources and <paramref name="force"/> does not say to forget them.
    /// </summary>
    public async Task<bool> RemoveAsync(StackReference stack, bool force, bool backups, CancellationToken cancel)
    {
        Require(stack);
        using var held = await LockAsync(stack, cancel);
        var stored = await StoredStack.OpenAsync(this, stack, cancel);
        if (!force && (File.Exists(JournalPath(stack)) || stored.ResourceTypes().Any(type => type != Urns.StackType)))
            return false;
        var path = CheckpointPath(stack);
        if (backups)
        {
            DurableFile.Delete(path + ".bak");
            DeleteFolder(BackupFolder(stack));
        }
        else
        {
            await DurableFile.WriteAsync(path + ".bak", stored.Bytes, cancel);
        }
        DurableFile.Delete(JournalPath(stack));
        DurableFile.Delete(path);
        DurableFile.Delete(TagsPath(stack));
        DeleteFolder(HistoryFolder(stack));
        return true;
    }

    /// <summary>Gives a stack another name, another project's too: its URNs, history and tags follow.</summary>
    /// <exception cref="StackExistsException">There is one of the new name.</exception>
    public async Task RenameAsync(StackReference from, StackReference to, CancellationToken cancel)
    {
        Require(from);
        using var held = await LockAsync(from, cancel);
        using var heldToo = await LockAsync(to, cancel);
        if (Exists(to))
            throw new StackExistsException($"a stack named {to.FullName} already exists");
        if (File.Exists(JournalPath(from)))
            throw new EngineException($"the last run of {from} was killed, and what it did is not in its checkpoint yet: let `refresh` finish it, then rename the stack");
        var path = CheckpointPath(from);
        var bytes = await File.ReadAllBytesAsync(path, cancel);
        await SaveAsync(to, StackRenaming.Rename(CheckpointFile.Decompress(bytes, path), from, to), cancel);
        await DurableFile.WriteAsync(path + ".bak", bytes, cancel);
        DurableFile.Delete(path);
        MoveHistory(from, to);
        if (File.Exists(TagsPath(from)))
            File.Move(TagsPath(from), TagsPath(to), overwrite: true);
    }

    /// <summary>Breaks every lock on a stack, whoever holds it. Returns how many there were.</summary>
    public int BreakLocks(StackReference stack)
    {
        Require(stack);
        var locks = Directory.Exists(LockFolder(stack)) ? Directory.GetFiles(LockFolder(stack), "*.json") : [];
        foreach (var path in locks)
            DurableFile.Delete(path);
        return locks.Length;
    }

    /// <summary>What can be said of a stack without its secrets.</summary>
    public async Task<StackSummary> SummarizeAsync(StackReference stack, CancellationToken cancel)
    {
        Require(stack);
        var stored = await StoredStack.OpenAsync(this, stack, cancel);
        return new StackSummary(stack, stored.ManifestTime, stored.HasDeployment ? stored.ResourceTypes().Count() : null, stored.ManifestVersion);
    }

    /// <summary>The stack's tags by name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TagsAsync(StackReference stack, CancellationToken cancel)
    {
        Require(stack);
        var path = TagsPath(stack);
        if (!File.Exists(path))
            return new SortedDictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var file = JsonNode.Parse(await File.ReadAllTextAsync(path, cancel)) as JsonObject;
            return file?["version"]?.GetValue<int>() == 1
                ? new SortedDictionary<string, string>((file["tags"] as JsonObject ?? []).ToDictionary(tag => tag.Key, tag => tag.Value?.GetValue<string>() ?? ""), StringComparer.Ordinal)
                : throw new EngineException($"{path} has a version this engine does not know");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new EngineException($"{path} is damaged: {error.Message}", error);
        }
    }

    /// <summary>Replaces the stack's tags.</summary>
    public async Task SetTagsAsync(StackReference stack, IReadOnlyDictionary<string, string> tags, CancellationToken cancel)
    {
        Require(stack);
        using var held = await LockAsync(stack, cancel);
        if (tags.Count == 0)
        {
            DurableFile.Delete(TagsPath(stack));
            return;
        }
        var file = new JsonObject
        {
            ["version"] = 1,
            ["tags"] = new JsonObject(tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))),
        };
        await DurableFile.WriteAsync(TagsPath(stack), JsonSerializer.SerializeToUtf8Bytes(file), cancel);
    }

    private string TagsPath(StackReference stack) => Path.ChangeExtension(PlainPath(stack), null) + ".pulumi-tags";

    private void Require(StackReference stack)
    {
        if (!Exists(stack))
            throw new EngineException($"no stack named '{stack.Stack}' found");
    }

    private void MoveHistory(StackReference from, StackReference to)
    {
        if (!Directory.Exists(HistoryFolder(from)))
            return;
        DurableFile.CreateFolder(HistoryFolder(to));
        foreach (var file in Directory.EnumerateFiles(HistoryFolder(from), $"{from.Stack}-*"))
            File.Move(file, Path.Combine(HistoryFolder(to), to.Stack + Path.GetFileName(file)[from.Stack.Length..]), overwrite: true);
        DurableFile.FlushFolder(HistoryFolder(to));
        DeleteFolder(HistoryFolder(from));
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}

/// <summary>
/// A stack in a list. <paramref name="LastUpdate"/> is when its state was last written, <paramref name="ResourceCount"/> how many resources are
/// in it, both null before the first update; <paramref name="Version"/> is what wrote it.
/// </summary>
public sealed record StackSummary(StackReference Stack, DateTimeOffset? LastUpdate, int? ResourceCount, string Version);

/// <summary>A stack of that name is there already.</summary>
public sealed class StackExistsException(string message) : EngineException(message);
