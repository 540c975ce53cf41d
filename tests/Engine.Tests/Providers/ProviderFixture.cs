using System.Collections.Concurrent;
using E3.Engine.Properties;
using E3.Engine.Providers;

namespace E3.Engine.Tests.Providers;

/// <summary>A built-in provider in front of a scripted API, and short forms of its calls.</summary>
internal abstract class ProviderFixture(string package) : IProgress<string>
{
    protected const string Urn = "urn:pulumi:test::e3::some:index/type:Type::thing";

    protected TestApi Api { get; private set; } = null!;

    protected IProvider Provider { get; private set; } = null!;

    protected ConcurrentQueue<string> Status { get; } = new();

    protected Dictionary<string, string> Variables { get; } = [];

    protected ShiftedClock Clock { get; } = new();

    protected string Folder { get; private set; } = "";

    [SetUp]
    public async Task StartApi()
    {
        Api = await TestApi.StartAsync();
        Folder = Directory.CreateTempSubdirectory("e3-provider-").FullName;
        Status.Clear();
        Variables.Clear();
        Provider = BuiltInProviders.With(new ProviderServices(Clock, Api.Handler, name => Variables.GetValueOrDefault(name), Folder))(package)!;
    }

    [TearDown]
    public async Task StopApi()
    {
        await Api.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public void Report(string value) => Status.Enqueue(value);

    protected Task ConfigureAsync(params (string, object?)[] settings) => Provider.ConfigureAsync(Values.Map(settings), default);

    protected async Task<PropertyMap> CheckedAsync(string type, PropertyMap inputs, PropertyMap? old = null)
    {
        var result = await Provider.CheckAsync(new CheckRequest(Urn, type, old, inputs), default);
        Assert.That(result.Failures, Is.Empty);
        return result.Inputs;
    }

    protected async Task<string[]> MistakesAsync(string type, PropertyMap inputs) =>
        [.. (await Provider.CheckAsync(new CheckRequest(Urn, type, null, inputs), default)).Failures.Select(failure => $"{failure.Property}: {failure.Reason}")];

    protected async Task<string[]> DiffAsync(string type, PropertyMap old, PropertyMap now)
    {
        var result = await Provider.DiffAsync(new DiffRequest(Urn, type, "1", old, old, now), default);
        return [.. result.Detailed.Select(entry => $"{entry.Value.Kind} {entry.Key}{(entry.Value.Replaces ? " replaces" : "")}")];
    }

    protected Task<CreateResult> CreateAsync(string type, PropertyMap inputs, CancellationToken cancel = default) =>
        Provider.CreateAsync(new CreateRequest(Urn, type, inputs, null, this), cancel);

    protected Task<PropertyMap> UpdateAsync(string type, string id, PropertyMap old, PropertyMap outputs, PropertyMap now) =>
        Provider.UpdateAsync(new UpdateRequest(Urn, type, id, old, outputs, now, null, this), default);

    protected Task DeleteAsync(string type, string id, PropertyMap inputs, PropertyMap? outputs = null) =>
        Provider.DeleteAsync(new DeleteRequest(Urn, type, id, inputs, outputs ?? PropertyMap.Empty, null, this), default);

    protected Task<ReadResult?> ReadAsync(string type, string id, PropertyMap inputs, PropertyMap? outputs = null) =>
        Provider.ReadAsync(new ReadRequest(Urn, type, id, inputs, outputs ?? PropertyMap.Empty), default);

    /// <summary>The system's clock, on which time can be said to have passed.</summary>
    protected sealed class ShiftedClock : TimeProvider
    {
        private long _shift;

        public void Pass(TimeSpan time) => Interlocked.Add(ref _shift, (long)(time.TotalSeconds * TimestampFrequency));

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _shift);
    }

    protected Task<ReadResult?> FindAsync(string type, PropertyMap inputs, params string[] known) =>
        Provider.FindAsync(new FindRequest(Urn, type, inputs, known.ToHashSet()), default);
}
