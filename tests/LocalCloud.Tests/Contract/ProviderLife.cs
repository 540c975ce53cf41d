using E3.Engine.Properties;
using E3.Engine.Providers;

namespace E3.LocalCloud.Tests.Contract;

/// <summary>One resource through the embedded engine's provider, as the engine calls it: checked, compared, created, read, changed, deleted.</summary>
internal sealed class ProviderLife(IProvider provider, string kind, PropertyMap wanted) : IProgress<string>
{
    private readonly string _urn = $"urn:pulumi:test::e3::{TypeOf(kind)}::{kind.ToLowerInvariant()}";
    private PropertyMap _given = wanted;
    private PropertyMap _inputs = PropertyMap.Empty;

    public string Kind => kind;

    public string Id { get; private set; } = "";

    public PropertyMap Outputs { get; private set; } = PropertyMap.Empty;

    public static string TypeOf(string kind) => $"digitalocean:index/{char.ToLowerInvariant(kind[0])}{kind[1..]}:{kind}";

    public async Task<ProviderLife> CreateAsync()
    {
        _inputs = await CheckAsync(null);
        var created = await provider.CreateAsync(new CreateRequest(_urn, TypeOf(kind), _inputs, null, this), default);
        (Id, Outputs) = (created.Id, created.Outputs);
        Assert.That(Id, Is.Not.Empty);
        return this;
    }

    /// <summary>Neither the same program nor a look at the cloud finds a difference.</summary>
    public async Task AssertUnchangedAsync()
    {
        Assert.That(await DiffAsync(_inputs, await CheckAsync(_inputs)), Is.Empty, $"{kind}: the same program");
        var read = await provider.ReadAsync(new ReadRequest(_urn, TypeOf(kind), Id, _inputs, Outputs), default);
        Assert.That(read?.Id, Is.EqualTo(Id));
        Assert.That(await DiffAsync(read!.Inputs, _inputs), Is.Empty, $"{kind}: what was read");
        Assert.That(read.Outputs.Keys, Is.EquivalentTo(Outputs.Keys), $"{kind}: the same outputs");
    }

    public async Task UpdateAsync(PropertyMap changes)
    {
        var before = _inputs;
        _given = PropertyMap.From(_given.Concat(changes));
        _inputs = await CheckAsync(before);
        var diff = await provider.DiffAsync(new DiffRequest(_urn, TypeOf(kind), Id, before, Outputs, _inputs), default);
        Assert.That(diff.Detailed.Values.Select(change => change.Replaces), Is.Not.Empty.And.All.False, kind);
        Outputs = await provider.UpdateAsync(new UpdateRequest(_urn, TypeOf(kind), Id, before, Outputs, _inputs, null, this), default);
    }

    /// <summary>Read by its id alone, as by an import, it gives inputs that are valid and that differ in nothing.</summary>
    public async Task AssertImportableAsync(string importId)
    {
        var read = await provider.ReadAsync(new ReadRequest(_urn, TypeOf(kind), importId, PropertyMap.Empty, PropertyMap.Empty), default);
        var result = await provider.CheckAsync(new CheckRequest(_urn, TypeOf(kind), read!.Inputs, read.Inputs), default);
        Assert.That(result.Failures, Is.Empty, kind);
        Assert.That(await DiffAsync(read.Inputs, result.Inputs), Is.Empty, $"{kind}: what was imported");
    }

    public Task DeleteAsync() => provider.DeleteAsync(new DeleteRequest(_urn, TypeOf(kind), Id, _inputs, Outputs, null, this), default);

    public Task<ReadResult?> ReadAsync() => provider.ReadAsync(new ReadRequest(_urn, TypeOf(kind), Id, _inputs, Outputs), default);

    public Task<ReadResult?> FindAsync(params string[] known) =>
        provider.FindAsync(new FindRequest(_urn, TypeOf(kind), _inputs, known.ToHashSet(StringComparer.Ordinal)), default);

    void IProgress<string>.Report(string value)
    {
    }

    private async Task<PropertyMap> CheckAsync(PropertyMap? old)
    {
        var result = await provider.CheckAsync(new CheckRequest(_urn, TypeOf(kind), old, _given), default);
        Assert.That(result.Failures, Is.Empty, kind);
        return result.Inputs;
    }

    private async Task<IEnumerable<string>> DiffAsync(PropertyMap old, PropertyMap now) =>
        (await provider.DiffAsync(new DiffRequest(_urn, TypeOf(kind), Id, old, Outputs, now), default)).Detailed.Keys;
}
