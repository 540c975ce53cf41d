using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Tests.StandIn;

/// <summary>Tests that run a program within this process. The variables are the process's: no two at a time.</summary>
[NonParallelizable]
public abstract class ProgramTests
{
    private readonly Dictionary<string, string?> _extra = [];

    protected StandInEngine Engine { get; private set; } = null!;

    [SetUp]
    public async Task StartEngine() => Engine = await StandInEngine.StartAsync();

    [TearDown]
    public async Task StopEngine()
    {
        _extra.Clear();
        Environment.ExitCode = 0;
        await Engine.DisposeAsync();
    }

    protected void SetVariable(string name, string value) => _extra[name] = value;

    protected Task<int> RunAsync(Action program) => WithVariablesAsync(() => Deployment.RunAsync(program));

    protected Task<int> RunAsync(Func<Task> program) => WithVariablesAsync(() => Deployment.RunAsync(program));

    protected async Task<int> WithVariablesAsync(Func<Task<int>> run)
    {
        var variables = EngineVariables.For(Engine).Concat(_extra).ToList();
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        try
        {
            return await run().WaitAsync(TimeSpan.FromSeconds(60));
        }
        finally
        {
            foreach (var (name, _) in variables)
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }
    }

    /// <summary>Runs a program that must end well.</summary>
    protected async Task RunWellAsync(Action program)
        => Assert.That(await RunAsync(program), Is.Zero, () => string.Join("\n", Engine.Errors));

    /// <summary>What the engine is sent for a property that has this value.</summary>
    protected async Task<Value?> SentForAsync(Func<object?> value)
    {
        await RunWellAsync(() => _ = new Thing("thing", Properties(("given", value()))));
        return Engine.Of("thing").Object.Fields.GetValueOrDefault("given");
    }

    protected static ResourceArgs Properties(params (string Name, object? Value)[] properties)
    {
        var args = new AnyArgs();
        foreach (var (name, value) in properties)
        {
            typeof(AnyArgs).GetProperty(char.ToUpperInvariant(name[0]) + name[1..])!.SetValue(args, value);
        }

        return args;
    }
}
