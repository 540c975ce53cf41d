using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Pulumi.Testing;

/// <summary>An engine in which mocks stand in for all providers.</summary>
internal sealed class MockEngine : IEngineConnection
{
    public MockEngine(IMocks mocks, ProgramEnvironment environment)
    {
        var monitor = new MockMonitor(mocks, environment);
        Monitor = new(new InProcessCalls(monitor.AnswerAsync));
        Engine = new(new InProcessCalls(request => Task.FromResult(Hear(request))));
    }

    public ResourceMonitor.ResourceMonitorClient Monitor { get; }

    public Engine.EngineClient Engine { get; }

    public Task<string> Lost { get; } = new TaskCompletionSource<string>().Task;

    /// <summary>What the program logged as errors, in that order.</summary>
    public ConcurrentQueue<string> Errors { get; } = [];

    private IMessage Hear(object request)
    {
        if (request is RequirePulumiVersionRequest)
        {
            return new RequirePulumiVersionResponse();
        }

        if (request is LogRequest { Severity: LogSeverity.Error } error)
        {
            Errors.Enqueue(error.Message);
        }

        return new Empty();
    }
}
