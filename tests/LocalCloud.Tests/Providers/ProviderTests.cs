using System.Collections.Concurrent;
using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.LocalCloud.Tests.Api;

namespace E3.LocalCloud.Tests.Providers;

/// <summary>The engine's providers in front of the local cloud, with a network that loses answers when told to.</summary>
public abstract class ProviderTests : ApiTest
{
    internal LossyNetwork Network { get; private set; } = null!;

    protected string Folder { get; private set; } = "";

    [SetUp]
    public void Prepare()
    {
        Network = new LossyNetwork();
        Folder = Directory.CreateTempSubdirectory("e3-provider-").FullName;
        // What is signed is signed with the system's time.
        Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
    }

    [TearDown]
    public void Forget()
    {
        Network.Dispose();
        Variables.Clear();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>What providers find in their environment.</summary>
    internal Dictionary<string, string> Variables { get; } = [];

    internal async Task<IProvider> ProviderAsync(string package, TimeProvider? clock, params (string Name, object? Value)[] settings)
    {
        var provider = BuiltInProviders.With(new ProviderServices(clock ?? TimeProvider.System, Network, Variables.GetValueOrDefault, Folder))(package)!;
        await provider.ConfigureAsync(Map(settings), default);
        return provider;
    }

    internal static PropertyMap Map(params (string Name, object? Value)[] entries) =>
        PropertyMap.From(entries.Select(entry => KeyValuePair.Create(entry.Name, Of(entry.Value))));

    internal static PropertyValue Of(object? value) => value switch
    {
        PropertyValue given => given,
        PropertyMap map => new PropertyValue.Map(map),
        string text => new PropertyValue.Text(text),
        bool truth => new PropertyValue.Bool(truth),
        int number => new PropertyValue.Number(number),
        System.Collections.IEnumerable items => new PropertyValue.List([.. items.Cast<object?>().Select(Of)]),
        _ => throw new ArgumentException($"no property value for {value}"),
    };

    internal static async Task<string> MessageAsync(Func<Task> call) => (await Assert.CatchAsync(async () => await call()))!.Message;

    internal sealed class LossyNetwork() : DelegatingHandler(new SocketsHttpHandler())
    {
        private readonly ConcurrentDictionary<string, bool> _lost = new();

        public ConcurrentQueue<string> Asked { get; } = new();

        /// <summary>The next answer to this request (<c>PUT /bucket</c>) is lost after the work was done.</summary>
        public void Lose(string request) => _lost[request] = true;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var asked = $"{request.Method} {request.RequestUri!.AbsolutePath}";
            Asked.Enqueue(asked);
            var answer = await base.SendAsync(request, cancellationToken);
            if (!_lost.TryRemove(asked, out _))
                return answer;
            answer.Dispose();
            throw new HttpRequestException("the connection broke");
        }
    }
}
