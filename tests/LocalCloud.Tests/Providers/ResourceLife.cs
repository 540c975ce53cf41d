using E3.Engine.Properties;
using E3.Engine.Providers;

namespace E3.LocalCloud.Tests.Providers;

/// <summary>One resource of any package from its creation to its end, as the engine would take it there.</summary>
internal sealed class ResourceLife(IProvider provider, string type, PropertyMap given) : IProgress<string>
{
    private const string Urn = "urn:pulumi:test::e3::some:index/type:Type::thing";
    private PropertyMap _inputs = given;

    public string Id { get; private set; } = "";

    public PropertyMap Outputs { get; private set; } = PropertyMap.Empty;

    public List<string> Told { get; } = [];

    public void Report(string value) => Told.Add(value);

    public async Task<ResourceLife> CreateAsync()
    {
        _inputs = await CheckAsync(_inputs);
        var created = await provider.CreateAsync(new CreateRequest(Urn, type, _inputs.Reveal(), null, this), default);
        (Id, Outputs) = (created.Id, created.Outputs.Reveal());
        return this;
    }

    /// <summary>Changes inputs, a null takes one away; "replaces" where that takes another resource, else the outputs are renewed.</summary>
    public async Task<string> UpdateAsync(params (string Name, object? Value)[] changes)
    {
        var now = await CheckAsync(changes.Aggregate(_inputs, (inputs, change) =>
            change.Value is null ? inputs.Without(change.Name) : inputs.With(change.Name, ProviderTests.Of(change.Value))));
        var diff = await provider.DiffAsync(new DiffRequest(Urn, type, Id, _inputs, Outputs, now), default);
        if (diff.Detailed.Values.Any(change => change.Replaces))
            return "replaces";
        if (diff.Detailed.IsEmpty)
            return "same";
        Outputs = (await provider.UpdateAsync(new UpdateRequest(Urn, type, Id, _inputs, Outputs, now.Reveal(), null, this), default)).Reveal();
        _inputs = now;
        return "updates";
    }

    /// <summary>What is read is what was written, so that a refresh changes nothing; an official provider's notes make no difference.</summary>
    public async Task AssertUnchangedAsync()
    {
        var read = (await ReadAsync())!;
        Assert.That(read.Inputs.Reveal(), Is.EqualTo(_inputs.Reveal()));
        Assert.That(read.Outputs.Reveal(), Is.EqualTo(Outputs));
        var noted = _inputs.With("__defaults", ProviderTests.Of(Array.Empty<string>()));
        var diff = await provider.DiffAsync(new DiffRequest(Urn, type, Id, noted, Outputs.With("__meta", ProviderTests.Of("{}")), _inputs), default);
        Assert.That(diff.Detailed, Is.Empty);
    }

    public Task<ReadResult?> ReadAsync() => provider.ReadAsync(new ReadRequest(Urn, type, Id, _inputs.Reveal(), Outputs), default);

    public async Task<string[]> DiffAfterRefreshAsync()
    {
        var read = (await ReadAsync())!;
        return [.. (await provider.DiffAsync(new DiffRequest(Urn, type, Id, read.Inputs, read.Outputs.Reveal(), _inputs), default)).Detailed.Keys];
    }

    public Task<ReadResult?> FindAsync(params string[] known) => provider.FindAsync(new FindRequest(Urn, type, _inputs.Reveal(), known.ToHashSet()), default);

    public Task DeleteAsync() => provider.DeleteAsync(new DeleteRequest(Urn, type, Id, _inputs.Reveal(), Outputs, null, this), default);

    private async Task<PropertyMap> CheckAsync(PropertyMap inputs)
    {
        var check = await provider.CheckAsync(new CheckRequest(Urn, type, null, inputs), default);
        Assert.That(check.Failures, Is.Empty);
        return check.Inputs;
    }
}
