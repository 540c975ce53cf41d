using System.Collections.Concurrent;
using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.Providers;

namespace E3.Engine.Tests.Support;

/// <summary>
/// A cloud in memory: things by id, each with the URN it was made for. Inputs: <c>value</c> changes in place, <c>key</c> needs a new one,
/// <c>solo</c> needs the old one gone first, <c>within</c> is another's address: the thing vanishes with that one, and moving needs a new one.
/// </summary>
internal sealed class MemoryCloud
{
    private int _lastId;
    private int _running;

    public ConcurrentDictionary<string, (string Urn, PropertyMap Inputs)> Things { get; } = new();

    /// <summary>Every call that changed something, in order: <c>create name</c>, <c>update name</c>, <c>delete name</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The ids that a call deleted.</summary>
    public ConcurrentQueue<string> Deleted { get; } = new();

    public int MostAtOnce { get; private set; }

    /// <summary>Called before a call takes effect; may throw or wait.</summary>
    public Func<string, string, CancellationToken, Task> Before { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Called after a call took effect and before its answer.</summary>
    public Func<string, string, Task> After { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called before a call that only looks (check, diff, read, find); may throw or wait.</summary>
    public Func<string, string, CancellationToken, Task> BeforeLook { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Whether the creation of the thing with a name comes up in part only.</summary>
    public Func<string, bool> IsHalfMade { get; set; } = _ => false;

    public ConcurrentQueue<PropertyMap> Configured { get; } = new();

    public static string NameOf(string urn) => urn[(urn.LastIndexOf("::", StringComparison.Ordinal) + 2)..];

    public IProvider? Provider(string package) => package is "memory" or "other" ? new MemoryProvider(this, package) : null;

    public async Task<T> CallAsync<T>(string verb, string urn, Func<T> effect, CancellationToken cancel)
    {
        var now = Interlocked.Increment(ref _running);
        lock (Things)
            MostAtOnce = Math.Max(MostAtOnce, now);
        try
        {
            await Before(verb, NameOf(urn), cancel);
            var result = effect();
            Calls.Enqueue($"{verb} {NameOf(urn)}");
            await After(verb, NameOf(urn));
            return result;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>Takes a thing away, and all that is within it.</summary>
    public void Remove(string id)
    {
        if (!Things.TryRemove(id, out _))
            return;
        foreach (var (inner, thing) in Things)
        {
            if (thing.Inputs.TryGetValue("within", out var within) && within.Equals(new PropertyValue.Text(AddressOf(id))))
                Remove(inner);
        }
    }

    /// <summary>The version of the package that its providers stand for.</summary>
    public string Version { get; set; } = "";

    /// <summary>An output of every thing that changes by itself.</summary>
    public int Uses { get; set; }

    public static string AddressOf(string id) => $"address-of-{id}";

    public string NextId() => $"id-{Interlocked.Increment(ref _lastId)}";
}

internal sealed class MemoryProvider(MemoryCloud cloud, string package) : IProvider
{
    public string Package => package;

    public string Version => cloud.Version;

    public Task<CheckResult> CheckConfigAsync(PropertyMap config, CancellationToken cancel) => Task.FromResult(CheckResult.Valid(config));

    public Task ConfigureAsync(PropertyMap config, CancellationToken cancel)
    {
        cloud.Configured.Enqueue(config);
        return Task.CompletedTask;
    }

    public async Task<CheckResult> CheckAsync(CheckRequest request, CancellationToken cancel)
    {
        await cloud.BeforeLook("check", MemoryCloud.NameOf(request.Urn), cancel);
        return request.New.ContainsKey("wrong")
            ? new CheckResult(request.New, [new CheckFailure("wrong", "is wrong")])
            : CheckResult.Valid(request.New);
    }

    public async Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancel)
    {
        await cloud.BeforeLook("diff", MemoryCloud.NameOf(request.Urn), cancel);
        var differing = request.OldInputs.Keys.Union(request.NewInputs.Keys).Where(key =>
            !(request.OldInputs.TryGetValue(key, out var was) && request.NewInputs.TryGetValue(key, out var now) && was.Essence().Equals(now.Essence()))).ToArray();
        return new DiffResult(
            differing.ToImmutableSortedDictionary(key => key, key => new PropertyDiff(PropertyDiffKind.Update, key is "key" or "solo" or "within"), StringComparer.Ordinal),
            DeleteBeforeReplace: differing.Contains("solo"));
    }

    public async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel)
    {
        var id = await cloud.CallAsync("create", request.Urn, () =>
        {
            var made = cloud.NextId();
            cloud.Things[made] = (request.Urn, request.Inputs);
            return made;
        }, cancel);
        return request.Inputs.ContainsKey("half") || cloud.IsHalfMade(MemoryCloud.NameOf(request.Urn))
            ? throw new PartialCreateException("only half of it came up", id, Outputs(id, request.Inputs))
            : new CreateResult(id, Outputs(id, request.Inputs));
    }

    public async Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel)
    {
        await cloud.BeforeLook("read", MemoryCloud.NameOf(request.Urn), cancel);
        return cloud.Things.TryGetValue(request.Id, out var thing) ? new ReadResult(request.Id, thing.Inputs, Outputs(request.Id, thing.Inputs)) : null;
    }

    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => cloud.CallAsync("update", request.Urn, () =>
    {
        cloud.Things[request.Id] = (request.Urn, request.NewInputs);
        return Outputs(request.Id, request.NewInputs);
    }, cancel);

    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) =>
        cloud.CallAsync("delete", request.Urn, () =>
        {
            cloud.Deleted.Enqueue(request.Id);
            cloud.Remove(request.Id);
            return true;
        }, cancel);

    public Task<PropertyMap> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancel) => Task.FromResult(arguments.With("token", new PropertyValue.Text(token)));

    public async Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel)
    {
        await cloud.BeforeLook("find", MemoryCloud.NameOf(request.Urn), cancel);
        // The newest: an older one may be what a deletion left in place on purpose.
        var found = cloud.Things.Where(thing => thing.Value.Urn == request.Urn && !request.KnownIds.Contains(thing.Key))
            .OrderByDescending(thing => thing.Key.Length).ThenByDescending(thing => thing.Key, StringComparer.Ordinal).FirstOrDefault();
        return found.Key is null ? null : new ReadResult(found.Key, found.Value.Inputs, Outputs(found.Key, found.Value.Inputs));
    }

    private PropertyMap Outputs(string id, PropertyMap inputs) =>
        inputs.With("address", new PropertyValue.Text(MemoryCloud.AddressOf(id))).With("uses", new PropertyValue.Number(cloud.Uses));
}
