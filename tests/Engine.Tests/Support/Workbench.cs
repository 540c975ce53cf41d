using System.Collections.Immutable;
using E3.Engine.Backends;
using E3.Engine.Events;
using E3.Engine.Properties;
using E3.Engine.Secrets;
using E3.Engine.State;

namespace E3.Engine.Tests.Support;

/// <summary>A backend in a folder of its own, a cloud in memory, and an engine between them.</summary>
internal sealed class Workbench : IDisposable, IEngineEvents
{
    public const string Passphrase = "correct horse battery staple";

    private static readonly PassphraseSecrets SharedSecrets = PassphraseSecrets.Create(Passphrase);

    public Workbench() : this(Directory.CreateTempSubdirectory("e3-engine-").FullName) { }

    public Workbench(string folder) => (Folder, Backend) = (folder, new FileBackend(folder, TimeProvider.System));

    public string Folder { get; }

    public FileBackend Backend { get; }

    public MemoryCloud Cloud { get; } = new();

    public StackReference Stack { get; } = new("proj", "dev");

    public List<EngineEvent> Events { get; } = [];

    public Dictionary<string, ConfigValue> Config { get; } = [];

    public PassphraseSecrets Secrets { get; } = SharedSecrets;

    public string StatePath => Backend.CheckpointPath(Stack);

    public string JournalPath => Path.ChangeExtension(StatePath, ".journal");

    public IEnumerable<string> Errors => Events.OfType<DiagnosticEvent>().Where(message => message.Severity == "error").Select(message => message.Message);

    public static PropertyValue Text(string text) => new PropertyValue.Text(text);

    public static PropertyValue Secret(string text) => new PropertyValue.Secret(new PropertyValue.Text(text));

    public static string Urn(string name) => $"urn:pulumi:dev::proj::{ProgramClient.ThingType}::{name}";

    public void Publish(EngineEvent engineEvent) => Events.Add(engineEvent);

    public OperationRequest Request(OperationKind kind) => new()
    {
        Kind = kind,
        Project = Stack.Project,
        Stack = Stack.Stack,
        ProjectDirectory = Folder,
        ProgramDirectory = Folder,
        Program = new ProgramCommand("unused", []),
        Config = Config,
    };

    public async Task<OperationResult> RunAsync(
        OperationKind kind, Func<ProgramClient, Task>? program = null, Func<OperationRequest, OperationRequest>? with = null,
        CancellationToken stop = default, CancellationToken abort = default)
    {
        Events.Clear();
        var engine = new StackEngine(Backend, Cloud.Provider, Secrets, TimeProvider.System)
        {
            Programs = _ => new TestProgram(async client =>
            {
                await (program ?? (_ => Task.CompletedTask))(client);
                return 0;
            }),
        };
        var request = Request(kind);
        return await engine.RunAsync(with?.Invoke(request) ?? request, this, stop, abort);
    }

    public Task<OperationResult> UpAsync(Func<ProgramClient, Task> program, Func<OperationRequest, OperationRequest>? with = null) =>
        RunAsync(OperationKind.Update, program, with);

    public async Task<ImmutableArray<ResourceState>> ResourcesAsync() => (await Backend.LoadAsync(Stack, Secrets, CancellationToken.None))?.Resources ?? [];

    public async Task<ResourceState?> FindAsync(string name) =>
        (await ResourcesAsync()).SingleOrDefault(state => state.Urn == Urn(name) && !state.Delete);

    public string[] TakeCalls()
    {
        var calls = Cloud.Calls.ToArray();
        Cloud.Calls.Clear();
        return calls;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
