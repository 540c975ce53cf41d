using System.Text.Json;
using E3.Engine.Secrets;
using E3.Engine.State;

namespace E3.Engine.Backends;

/// <summary>What is done to a stack's state as a whole, beside runs.</summary>
public sealed partial class FileBackend
{
    /// <summary>The stack's updates, the latest first.</summary>
    public Task<IReadOnlyList<UpdateRecord>> HistoryAsync(StackReference stack, CancellationToken cancel) => StackHistory.ReadAsync(HistoryFolder(stack), cancel);

    /// <summary>
    /// The stack's deployment as JSON text, in the form of the official <c>stack export</c>: secrets stay encrypted as they are, unless they are to be shown.
    /// </summary>
    /// <param name="stack">The stack.</param>
    /// <param name="version">Which update's outcome, as the history counts them; null for the state as it is.</param>
    /// <param name="secrets">The stack's passphrase, or null.</param>
    /// <param name="showSecrets">Whether secrets are written in clear; takes <paramref name="secrets"/>.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<byte[]> ExportAsync(StackReference stack, int? version, PassphraseSecrets? secrets, bool showSecrets, CancellationToken cancel)
    {
        Require(stack);
        var stored = await StoredStack.OpenAsync(this, stack, version is { } number ? await CheckpointOfAsync(stack, number, cancel) : CheckpointPath(stack), cancel);
        var snapshot = version is null ? stored.Read(showSecrets ? secrets : null, encrypted: !showSecrets).Snapshot : stored.ReadCheckpoint(showSecrets ? secrets : null, encrypted: !showSecrets);
        return Checkpoint.WriteExport(
            snapshot,
            json =>
            {
                if (stored.Manifest is { } manifest)
                    manifest.WriteTo(json);
                else
                    Checkpoint.WriteManifest(json, clock.GetUtcNow());
            },
            stored.Salt, showSecrets ? null : SealedSecret.Write);
    }

    /// <summary>
    /// Replaces the stack's state by an exported one. Calls that were under way in it are left out, as the official command does. What is
    /// wrong with it is an error, or one of the warnings returned where <paramref name="force"/> says to go on.
    /// </summary>
    public async Task<IReadOnlyList<string>> ImportAsync(
        StackReference stack, JsonElement deployment, string source, PassphraseSecrets secrets, bool force, CancellationToken cancel)
    {
        Require(stack);
        var snapshot = Checkpoint.ReadExport(deployment, source, secrets);
        var faults = snapshot.Resources.Where(resource => Urns.Stack(resource.Urn) != stack.Stack)
            .Select(resource => $"resource '{resource.Urn}' is from a different stack ({Urns.Stack(resource.Urn)} != {stack.Stack})").ToList();
        if (ChecksIntegrity && SnapshotIntegrity.FirstFault(snapshot) is { } fault)
            faults.Add($"state file contains errors: {fault}");
        if (faults.Count > 0 && !force)
            throw new EngineException($"{string.Join('\n', faults)}\nimporting this file could be dangerous; rerun with --force to proceed anyway");
        faults.AddRange(snapshot.PendingOperations.Select(operation =>
            $"removing pending operation '{OperationTypes.Name(operation.Type)}' on '{operation.Resource.Urn}' from snapshot"));
        var backend = new FileBackend(Root, clock) { ChecksIntegrity = false };
        await using var session = await StackSession.OpenAsync(backend, stack, secrets, clock, create: false, cancel);
        await session.ReplaceAsync(snapshot with { PendingOperations = [] }, cancel);
        return faults;
    }

    /// <summary>Changes the stack's state by hand, under its lock and with a backup. Nothing is written when the edit throws or changes nothing.</summary>
    public async Task EditAsync(StackReference stack, PassphraseSecrets secrets, Func<Snapshot, Snapshot> edit, CancellationToken cancel)
    {
        Require(stack);
        await using var session = await StackSession.OpenAsync(this, stack, secrets, clock, create: false, cancel);
        var edited = edit(session.Snapshot);
        if (ReferenceEquals(edited, session.Snapshot))
            return;
        if (SnapshotIntegrity.FirstFault(edited) is { } fault)
            throw new EngineException($"the edit was not written, the state would not be sound: {fault}");
        await session.ReplaceAsync(edited, cancel);
    }

    /// <summary>Writes the stack's state anew, its secrets under another passphrase.</summary>
    public async Task ChangeSecretsAsync(StackReference stack, PassphraseSecrets from, PassphraseSecrets to, CancellationToken cancel)
    {
        Require(stack);
        using var held = await LockAsync(stack, cancel);
        var stored = await StoredStack.OpenAsync(this, stack, cancel);
        if (File.Exists(JournalPath(stack)))
            throw new EngineException($"the last run of {stack} was killed, and what it did is not in its checkpoint yet: let `refresh` finish it first");
        if (stored.HasDeployment)
            await SaveAsync(stack, Checkpoint.Write(stack, stored.Read(from).Snapshot, to, clock.GetUtcNow()), cancel);
    }

    private async Task<string> CheckpointOfAsync(StackReference stack, int version, CancellationToken cancel)
    {
        var history = await HistoryAsync(stack, cancel);
        var file = history.FirstOrDefault(update => update.Version == version)?.CheckpointFile;
        return file is not null && File.Exists(file) ? file : throw new EngineException(
            $"stack '{stack.Stack}' has no version {version} in its history{(history.Count > 0 ? $"; there are 1 to {history.Count}" : ", which is empty")}");
    }
}
