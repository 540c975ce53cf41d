using System.Collections.Immutable;
using System.Reflection;
using Grpc.Core;

namespace Pulumi;

public sealed partial class Deployment
{
    // What an engine does with a program that ended badly: 32 = all was said through the engine's log.
    private const int Failed = 1;
    private const int FailedAndLogged = 32;

    /// <summary>Runs a program that declares resources and has no outputs.</summary>
    /// <param name="action">The program.</param>
    /// <returns>The exit code for the process: 0 = all went well.</returns>
    public static Task<int> RunAsync(Action action) => RunAsync(() =>
    {
        action();
        return ImmutableDictionary<string, object?>.Empty;
    });

    /// <summary>Runs a program that declares resources and returns the stack's outputs.</summary>
    /// <param name="func">The program.</param>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => RunAsync(() => Task.FromResult(func()));

    /// <summary>Runs an asynchronous program that declares resources and has no outputs.</summary>
    /// <param name="func">The program.</param>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<Task> func) => RunAsync(async () =>
    {
        await func();
        return ImmutableDictionary<string, object?>.Empty;
    });

    /// <summary>Runs an asynchronous program that declares resources and returns the stack's outputs.</summary>
    /// <param name="func">The program.</param>
    /// <param name="options">What holds for all resources.</param>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null)
        => RunProgramAsync(() => _ = new Stack(func, options));

    /// <summary>Runs a program that is a class: its constructor declares resources, its properties are the outputs.</summary>
    /// <typeparam name="TStack">The class.</typeparam>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync<TStack>() where TStack : Stack, new() => RunStackAsync(Construct<TStack>);

    /// <summary>Runs a program that is a class which a service provider constructs.</summary>
    /// <typeparam name="TStack">The class.</typeparam>
    /// <param name="serviceProvider">Knows the class.</param>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider) where TStack : Stack
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        return RunStackAsync(() => Construct<TStack>(serviceProvider));
    }

    private static TStack Construct<TStack>() where TStack : Stack, new() => (TStack)Activator.CreateInstance(
        typeof(TStack), BindingFlags.DoNotWrapExceptions, binder: null, args: null, culture: null)!;

    private static TStack Construct<TStack>(IServiceProvider serviceProvider) where TStack : Stack
        => serviceProvider.GetService(typeof(TStack)) as TStack
            ?? throw new RunException($"The service provider has no {typeof(TStack).FullName}; register it before the run.");

    private static Task<int> RunStackAsync(Func<Stack> construct) => RunProgramAsync(() => construct().PublishProperties());

    private static async Task<int> RunProgramAsync(Action declare)
    {
        RequireNoRun();
        var environment = ProgramEnvironment.Read(System.Environment.GetEnvironmentVariable);
        var deployment = new Deployment(environment, new EngineConnection(environment));
        using var watch = new EngineWatch(deployment.Connection.Lost, TimeProvider.System);
        var code = await deployment.ExecuteAsync(() =>
        {
            declare();
            return Task.CompletedTask;
        });
        if (code != 0)
        {
            // For programs that await the run and forget to return its result.
            System.Environment.ExitCode = code;
        }

        return code;
    }

    private static void RequireNoRun()
    {
        if (CurrentInstance.Value is not null)
        {
            throw new InvalidOperationException("Deployment.Instance should only be set once at the beginning of a 'Run' call.");
        }
    }

    // Must stay 'async': what it puts into CurrentInstance is then seen by the program only, not by the caller.
    private async Task<int> ExecuteAsync(Func<Task> declareAsync)
    {
        RequireNoRun();
        CurrentInstance.Value = new(this);
        try
        {
            await declareAsync();
            return await FinishAsync();
        }
        catch (Exception failure)
        {
            return await ReportAsync([failure]);
        }
        finally
        {
            await StopCallbacksAsync();
        }
    }

    private async Task<int> FinishAsync()
    {
        if (await InFlight.IdleOrFailedAsync() is { Count: > 0 } failures)
        {
            return await ReportAsync(failures);
        }

        if (Log.HasErrors)
        {
            return Failed;
        }

        try
        {
            await Monitor.SignalAndWaitForShutdownAsync(new());
        }
        catch (RpcException old) when (old.StatusCode == StatusCode.Unimplemented)
        {
            // Engines before 3.185 have no such call and need none.
        }

        return 0;
    }

    private async Task<int> ReportAsync(IReadOnlyList<Exception> failures)
    {
        Failures = failures;
        return await FailureReport.SendAsync(failures, Log) ? FailedAndLogged : Failed;
    }
}
