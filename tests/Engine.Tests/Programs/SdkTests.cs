using System.Reflection;
using E3.Engine.Events;
using E3.Engine.Providers;
using E3.Engine.Tests.Support;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Programs;

/// <summary>The SDK and the engine together, each in a process of its own.</summary>
public sealed class SdkTests
{
    private static readonly string PulumiPrograms = typeof(SdkTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "PulumiPrograms").Value!;

    private Workbench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new Workbench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task The_engine_calls_transforms_and_hooks_of_the_program()
    {
        var attempts = 0;
        _bench.Cloud.Before = (verb, _, _) => verb == "create" && attempts++ == 0 ? throw new ProviderException("busy") : Task.CompletedTask;

        var result = await UpAsync("callbacks");

        Assert.That(result.Succeeded, Is.True, () => string.Join("\n", _bench.Errors));
        var said = _bench.Events.OfType<DiagnosticEvent>().Where(message => message.Severity == "info").Select(message => message.Message.Trim());
        Assert.Multiple(() =>
        {
            Assert.That(attempts, Is.EqualTo(2));
            Assert.That(_bench.Cloud.Things.Values.Single().Inputs["value"], Is.EqualTo(Text("transformed")));
            Assert.That(said, Is.EqualTo(new[] { "create of thing failed: busy", "thing was made with transformed" }));
        });
    }

    [Test]
    public async Task A_stack_reads_the_outputs_of_another_one()
    {
        await UpAsync("outputs");
        var result = await UpAsync("reference", "organization/proj/dev", request => request with { Stack = "other" });

        Assert.That(result.Succeeded, Is.True, () => string.Join("\n", _bench.Errors));
        Assert.That(result.Outputs!["address"], Is.EqualTo(Text("198.18.0.1")));
        Assert.That(result.Outputs["key"], Is.EqualTo(Secret("PEM")));
        Assert.That(result.Outputs["at once"], Is.EqualTo(Text("198.18.0.1")));
    }

    private Task<OperationResult> UpAsync(string program, string? argument = null, Func<OperationRequest, OperationRequest>? with = null)
    {
        _bench.Events.Clear();
        var engine = new StackEngine(_bench.Backend, _bench.Cloud.Provider, _bench.Secrets, TimeProvider.System);
        string[] arguments = argument is null ? [PulumiPrograms, program] : [PulumiPrograms, program, argument];
        var request = _bench.Request(OperationKind.Update) with { Program = new ProgramCommand("dotnet", [.. arguments]) };
        return engine.RunAsync(with?.Invoke(request) ?? request, _bench, CancellationToken.None, CancellationToken.None);
    }
}
