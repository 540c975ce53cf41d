using E3.Engine.State;
using E3.Engine.Tests.Support;

namespace E3.Engine.Tests.Fuzzing;

/// <summary>What must hold after an operation, however it went.</summary>
internal sealed class FuzzChecks(FuzzCase fuzz, Workbench bench, Snapshot start)
{
    // A program may take the protection away and replace in one update.
    private readonly HashSet<string> _protected = [.. start.Resources
        .Where(state => state is { Protect: true, Delete: false } && !(fuzz.Kind == OperationKind.Update && IsUnprotected(fuzz, Urns.Name(state.Urn))))
        .Select(state => state.Id)];

    private readonly HashSet<string> _retained = [.. start.Resources.Where(state => state.RetainOnDelete).Select(state => state.Id)];

    /// <summary>The state is sound; it knows of everything that exists, and of nothing twice.</summary>
    public async Task KnownAsync()
    {
        Require(!File.Exists(bench.JournalPath), "a journal is left");
        var snapshot = await bench.Backend.LoadAsync(bench.Stack, bench.Secrets, default) ?? Snapshot.Empty;
        Require(SnapshotIntegrity.FirstFault(snapshot) is null, "the state is not sound");
        Require(Unsound(snapshot) is not { } fault ? null : fault);
        var known = snapshot.Resources.Where(state => state.Type == ProgramClient.ThingType).Select(state => state.Id).ToList();
        Require(known.Distinct().Count() == known.Count(id => !id.StartsWith("foreign", StringComparison.Ordinal)) + known.Where(id => id.StartsWith("foreign", StringComparison.Ordinal)).Distinct().Count(),
            "an id is there twice");
        foreach (var unknown in bench.Cloud.Things.Where(thing => !known.Contains(thing.Key)).GroupBy(thing => thing.Value.Urn))
        {
            var open = snapshot.PendingOperations.Count(pending => pending.Type == PendingOperationType.Creating && pending.Resource.Urn == unknown.Key);
            var lost = unknown.Count(thing => !MayBeLeft(thing.Key, thing.Value.Urn));
            Require(lost <= open, $"nobody knows of {string.Join(", ", unknown.Select(thing => thing.Key))} ({unknown.Key})");
        }
    }

    /// <summary>What was protected is not deleted, nor what is to be retained.</summary>
    public void Kept(IEnumerable<string> deleted)
    {
        foreach (var id in deleted)
        {
            Require(!_protected.Contains(id), $"{id} was protected and was deleted");
            Require(!_retained.Contains(id), $"{id} was to be retained and was deleted");
        }
    }

    /// <summary>Only targets are touched.</summary>
    public void Targeted(IEnumerable<string> calls, IEnumerable<string> deleted)
    {
        if ((fuzz.Targets == 0 || fuzz.TargetDependents) && fuzz.Excludes == 0)
            return;
        bool IsTarget(string name) => fuzz.Targets != 0 ? IsIn(fuzz.Targets, name) : !IsIn(fuzz.Excludes, name);
        static bool IsIn(int bits, string name) => (bits >> (name[1] - '0') & 1) == 1;
        foreach (var call in calls.Select(call => call.Split(' ')).Where(call => call[0] != "delete"))
            Require(IsTarget(call[1]), $"'{string.Join(' ', call)}' touched what is not a target");
        if (fuzz.Kind == OperationKind.Update)
            return;
        foreach (var id in deleted)
        {
            var state = start.Resources.FirstOrDefault(state => state.Id == id);
            Require(state is null || IsTarget(Urns.Name(state.Urn)), $"{id} ({state?.Urn}) is not a target and was deleted");
        }
    }

    /// <summary>Cloud and state are what the program says.</summary>
    public async Task AsProgrammedAsync(string when)
    {
        var resources = await bench.ResourcesAsync();
        Require(!resources.Any(state => state.Delete || state.PendingReplacement), $"{when}: something is left half replaced");
        var things = resources.Where(state => state is { External: false } && state.Type == ProgramClient.ThingType).ToArray();
        var wanted = fuzz.Program.Where(node => node.Kind == FuzzKind.Thing).ToArray();
        Require(things.Select(state => Urns.Name(state.Urn)).Order().SequenceEqual(wanted.Select(node => node.FullName).Order()), $"{when}: state and program differ");
        foreach (var state in things)
        {
            var node = Array.Find(wanted, node => node.FullName == Urns.Name(state.Urn))!;
            Require(bench.Cloud.Things.TryGetValue(state.Id, out var thing), $"{when}: {state.Urn} ({state.Id}) does not exist");
            foreach (var (name, value) in FuzzProgram.Inputs(node).Where(input => !FuzzProgram.IgnoreChanges(node).Contains(input.Key)))
                Require(thing.Inputs[name].Equals(value.Reveal()), $"{when}: '{name}' of {state.Urn} ({state.Id}) is {thing.Inputs[name]}");
        }
        var ids = things.Select(state => state.Id).ToHashSet();
        foreach (var (id, thing) in bench.Cloud.Things)
            Require(ids.Contains(id) || MayBeLeft(id, thing.Urn), $"{when}: {id} ({thing.Urn}) is one too many");
    }

    public void Require(bool holds, string what)
    {
        if (!holds)
            Require(what);
    }

    private static bool IsUnprotected(FuzzCase fuzz, string name) => fuzz.Program.Any(node =>
        !node.Has(FuzzOptions.Protect) && (node.FullName == name || FuzzNode.NameOf(node.Kind, node.FormerName) == name));

    private void Require(string? fault)
    {
        if (fault is not null)
            throw new FuzzFailure($"{fault}\nerrors: {string.Join('\n', bench.Errors)}\ncalls: {string.Join(", ", bench.Cloud.Calls)}\n{fuzz}");
    }

    private bool MayBeLeft(string id, string urn)
    {
        var name = MemoryCloud.NameOf(urn);
        return id.StartsWith("foreign", StringComparison.Ordinal) || _retained.Contains(id)
            || fuzz.Program.Concat(fuzz.Before).Any(node => node.Has(FuzzOptions.Retain) && (node.FullName == name || FuzzNode.NameOf(node.Kind, node.FormerName) == name));
    }

    /// <summary>The official engine's rules (pkg/resource/deploy/snapshot.go, VerifyIntegrity), read apart from the engine's own.</summary>
    private static string? Unsound(Snapshot snapshot)
    {
        var seen = new Dictionary<string, List<ResourceState>>(StringComparer.Ordinal);
        foreach (var state in snapshot.Resources)
        {
            if (state.Custom && !state.External && state.Id.Length == 0)
                return $"{state.Urn} has no id";
            if (state.Type == ProgramClient.ThingType && state.Provider.Length == 0)
                return $"{state.Urn} has no provider";
            foreach (var needed in state.Dependencies.Append(state.Parent).Append(state.DeletedWith).Concat(state.ReplaceWith).Where(urn => urn.Length > 0))
            {
                if (!seen.ContainsKey(needed))
                    return $"{state.Urn} needs {needed}, which is not before it";
            }
            if (seen.TryGetValue(state.Urn, out var earlier) && !state.Delete && earlier.Exists(other => !other.Delete))
                return $"{state.Urn} is there twice";
            (seen.TryGetValue(state.Urn, out var list) ? list : seen[state.Urn] = []).Add(state);
        }
        return null;
    }
}

/// <summary>Something that must hold does not.</summary>
internal sealed class FuzzFailure(string message) : Exception(message);
