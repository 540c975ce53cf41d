using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Pulumirpc;

namespace Pulumi;

/// <summary>One run of a program for a stack, and the way to start it.</summary>
public sealed partial class Deployment
{
    // Per flow of control, not per process: an engine may run several programs in one process.
    private static readonly AsyncLocal<DeploymentInstance?> CurrentInstance = new();

    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _features = new();
    private Stack? _stack;

    private Deployment(ProgramEnvironment environment, IEngineConnection connection, ILogger? logger = null)
    {
        Environment = environment;
        Connection = connection;
        Log = new(connection.Engine, InFlight, logger);
    }

    /// <summary>The run that the calling code is part of; throws outside of one.</summary>
    public static DeploymentInstance Instance => CurrentInstance.Value
        ?? throw new InvalidOperationException("Trying to acquire Deployment.Instance before 'Run' was called.");

    internal static Deployment? Current => CurrentInstance.Value?.Deployment;

    internal static Deployment Required => Instance.Deployment;

    internal ProgramEnvironment Environment { get; }

    internal IEngineConnection Connection { get; }

    internal InFlight InFlight { get; } = new();

    internal EngineLog Log { get; }

    internal Stack Stack
    {
        get => _stack ?? throw new InvalidOperationException("Trying to acquire Deployment.Stack before 'Run' was called.");
        set => _stack = value;
    }

    private ResourceMonitor.ResourceMonitorClient Monitor => Connection.Monitor;

    /// <summary>Every resource that the engine was asked for so far, in that order; null where nobody wants to know.</summary>
    internal ConcurrentQueue<Resource>? Declared { get; init; }

    private Task<bool> SupportsAsync(string feature)
    {
        return _features.GetOrAdd(feature, _ => new(AskAsync)).Value;

        async Task<bool> AskAsync() => (await Monitor.SupportsFeatureAsync(new() { Id = feature })).HasSupport;
    }

    // What an engine does not know it ignores, and that could cost data.
    private async Task RequireAsync(string feature, string what)
    {
        if (!await SupportsAsync(feature))
        {
            throw new InvalidOperationException($"The Pulumi CLI does not support {what}. Please update the Pulumi CLI.");
        }
    }
}
