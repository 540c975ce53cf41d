using E3.Engine.Properties;
using E3.Engine.Providers;

namespace E3.LocalCloud.Tests.Providers;

/// <summary>One resource of any package from its creation to its end, as the engine would take it there.</summary>
internal sealed class ResourceLife(IProvider provider, string type, PropertyMap given) : IProgress<string>
{
    private readonly string _urn = $"urn:pulumi:test::e3::{type}::{KindOf(type).ToLowerInvariant()}";
    private PropertyMap _given = given;
    private PropertyMap _inputs = PropertyMap.Empty;

    /// <summary>The type's own name: <c>Droplet</c>.</summary>
    public string Kind => KindOf(type);

    public string Id { get; private set; } = "";

    public PropertyMap Outputs { get; private set; } = PropertyMap.Empty;

    void IProgress<string>.Report(string value)
    {
    }

    public async Task<ResourceLife> CreateAsync()
    {
        _inputs = await CheckAsync(null, _given);
        var created = await provider.CreateAsync(new CreateRequest(_urn, type, _inputs.Reveal(), null, this), default);
        (Id, Outputs) = (created.Id, created.Outputs.Reveal());
        Assert.That(Id, Is.Not.Empty);
        return this;
    }

    /// <summary>Changes inputs, a null takes one away; "replaces" where that takes another resource, else the outputs are renewed.</summary>
    public Task<string> UpdateAsync(params (string Name, object? Value)[] changes) => BecomeAsync(changes.Aggregate(_given, (inputs, change) =>
        change.Value is null ? inputs.Without(change.Name) : inputs.With(change.Name, ProviderTests.Of(change.Value))));

    /// <summary>Changes inputs, which must be an update in place.</summary>
    public async Task UpdateAsync(PropertyMap changes) => Assert.That(await BecomeAsync(PropertyMap.From(_given.Concat(changes))), Is.EqualTo("updates"), Kind);

    /// <summary>
    /// Neither the same program nor a look at the cloud finds a difference: what is read is what was written, and an official provider's notes
    /// make none.
    /// </summary>
    public async Task AssertUnchangedAsync()
    {
        Assert.That(await DiffAsync(_inputs, await CheckAsync(_inputs, _given), Outputs), Is.Empty, $"{Kind}: the same program");
        var read = (await ReadAsync())!;
        Assert.That(read.Id, Is.EqualTo(Id));
        Assert.That(read.Inputs.Reveal(), Is.EqualTo(_inputs.Reveal()), $"{Kind}: inputs read");
        Assert.That(read.Outputs.Reveal(), Is.EqualTo(Outputs), $"{Kind}: outputs read");
        Assert.That(
            await DiffAsync(_inputs.With("__defaults", ProviderTests.Of(Array.Empty<string>())), _inputs, Outputs.With("__meta", ProviderTests.Of("{}"))), Is.Empty,
            $"{Kind}: the official provider's notes");
    }

    /// <summary>Read by its id alone, as by an import, it gives inputs that are valid and that differ in nothing.</summary>
    public async Task AssertImportableAsync(string importId)
    {
        var read = await provider.ReadAsync(new ReadRequest(_urn, type, importId, PropertyMap.Empty, PropertyMap.Empty), default);
        Assert.That(await DiffAsync(read!.Inputs, await CheckAsync(read.Inputs, read.Inputs), Outputs), Is.Empty, $"{Kind}: what was imported");
    }

    public Task<ReadResult?> ReadAsync() => provider.ReadAsync(new ReadRequest(_urn, type, Id, _inputs.Reveal(), Outputs), default);

    public async Task<string[]> DiffAfterRefreshAsync()
    {
        var read = (await ReadAsync())!;
        return await DiffAsync(read.Inputs, _inputs, read.Outputs.Reveal());
    }

    public Task<ReadResult?> FindAsync(params string[] known) =>
        provider.FindAsync(new FindRequest(_urn, type, _inputs.Reveal(), known.ToHashSet(StringComparer.Ordinal)), default);

    public Task DeleteAsync() => provider.DeleteAsync(new DeleteRequest(_urn, type, Id, _inputs.Reveal(), Outputs, null, this), default);

    private static string KindOf(string type) => type[(type.LastIndexOf(':') + 1)..];

    private async Task<string> BecomeAsync(PropertyMap wanted)
    {
        var now = await CheckAsync(_inputs, wanted);
        var diff = await provider.DiffAsync(new DiffRequest(_urn, type, Id, _inputs, Outputs, now), default);
        if (diff.Detailed.Values.Any(change => change.Replaces))
            return "replaces";
        if (diff.Detailed.IsEmpty)
            return "same";
        var before = Outputs;
        Outputs = (await provider.UpdateAsync(new UpdateRequest(_urn, type, Id, _inputs.Reveal(), Outputs, now.Reveal(), null, this), default)).Reveal();
        foreach (var lasting in diff.Stable.IsDefault ? [] : diff.Stable)
            Assert.That(Outputs[lasting], Is.EqualTo(before[lasting]), $"{Kind}: a preview took {lasting} to stay");
        (_given, _inputs) = (wanted, now);
        return "updates";
    }

    private async Task<PropertyMap> CheckAsync(PropertyMap? old, PropertyMap wanted)
    {
        var check = await provider.CheckAsync(new CheckRequest(_urn, type, old, wanted), default);
        Assert.That(check.Failures, Is.Empty, Kind);
        return check.Inputs;
    }

    private async Task<string[]> DiffAsync(PropertyMap old, PropertyMap now, PropertyMap outputs) =>
        [.. (await provider.DiffAsync(new DiffRequest(_urn, type, Id, old, outputs, now), default)).Detailed.Keys];
}
