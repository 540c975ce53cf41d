using E3.Engine;
using E3.Engine.Backends;
using E3.Engine.Events;
using E3.Engine.Providers;
using E3.Engine.Secrets;
using E3.Engine.State;
using E3.Engine.Tests.Support;

namespace E3.Faults.Tests;

/// <summary>A stack of the real providers against a local cloud without hosts.</summary>
internal sealed class Stack(string folder, Uri cloud, PassphraseSecrets secrets, TimeProvider clock) : IEngineEvents
{
    private static readonly SocketsHttpHandler Http = new();

    private readonly List<string> _errors = [];

    public static StackReference Name { get; } = new("fleet", "dev");

    public FileBackend Backend { get; } = new(folder, clock);

    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Where checkpoint and journal are.</summary>
    public string StateFolder => Path.GetDirectoryName(Backend.CheckpointPath(Name))!;

    public void Publish(EngineEvent engineEvent)
    {
        if (engineEvent is DiagnosticEvent { Severity: "error" } error)
            _errors.Add($"{error.Urn}: {error.Message}");
    }

    public Task<OperationResult> RunAsync(OperationKind kind, Func<ProgramClient, Task> program, params (string Key, string Value)[] settings)
    {
        _errors.Clear();
        var services = new ProviderServices(clock, Http, _ => null, folder);
        var engine = new StackEngine(Backend, BuiltInProviders.With(services), secrets, clock)
        {
            Programs = _ => new TestProgram(async client =>
            {
                await program(client);
                return 0;
            }),
        };
        var config = new Dictionary<string, ConfigValue>
        {
            ["digitalocean:apiEndpoint"] = new(cloud.ToString(), Secret: false, IsObject: false),
            ["digitalocean:token"] = new("token", Secret: true, IsObject: false),
            ["tailscale:baseUrl"] = new(cloud.ToString(), Secret: false, IsObject: false),
            ["tailscale:apiKey"] = new("token", Secret: true, IsObject: false),
        };
        foreach (var (key, value) in settings)
            config[key] = new ConfigValue(value, Secret: false, IsObject: false);
        return engine.RunAsync(new OperationRequest
        {
            Kind = kind,
            Project = Name.Project,
            Stack = Name.Stack,
            ProjectDirectory = folder,
            ProgramDirectory = folder,
            Program = new ProgramCommand("unused", []),
            Config = config,
        }, this, default, default);
    }

    public async Task<Snapshot> LoadAsync() => await Backend.LoadAsync(Name, secrets, default) ?? Snapshot.Empty;
}
