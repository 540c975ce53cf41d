using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Pulumi.Automation.Wire;

namespace Pulumi.Automation;

/// <summary>An inline program, ready for the command to call it.</summary>
internal sealed class InlineHost : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly InlineRuntime _runtime;

    private InlineHost(LoopbackServer server, InlineRuntime runtime) => (_server, _runtime) = (server, runtime);

    /// <summary>What the command is told.</summary>
    public string ClientFlag => $"--client=127.0.0.1:{_server.Port}";

    public static async Task<InlineHost> StartAsync(PulumiFn program, ILogger? logger, CancellationToken cancellation)
    {
        var runtime = new InlineRuntime(program, logger, cancellation);
        return new(await LoopbackServer.StartAsync(runtime, cancellation), runtime);
    }

    /// <summary>Throws what the program threw, which says more than the command can.</summary>
    public void ThrowIfProgramFailed()
    {
        switch (_runtime.Failures)
        {
            case []:
                return;
            case [var failure]:
                ExceptionDispatchInfo.Throw(failure);
                return;
            case var several:
                throw new AggregateException(several);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
