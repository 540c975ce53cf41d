using Microsoft.Extensions.Logging;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>What the program threw.</summary>
    internal IReadOnlyList<Exception> Failures { get; private set; } = [];

    /// <summary>
    /// Runs a program that is part of this process, for an engine that called it (Pulumi.Automation). Any number of them may run at the same
    /// time, also one that another one started; the process's environment and its exit code are left alone.
    /// </summary>
    /// <param name="environment">What the engine said of the run.</param>
    /// <param name="logger">Gets a copy of every line the program logs.</param>
    /// <param name="declare">The program: declares a stack.</param>
    /// <returns>The exit code of a program that is a process of its own, and what it threw.</returns>
    // Must stay 'async': what it puts into CurrentInstance is then seen by the program only, not by the caller.
    internal static async Task<(int Code, IReadOnlyList<Exception> Failures)> RunInlineAsync(
        ProgramEnvironment environment, ILogger? logger, Action declare)
    {
        CurrentInstance.Value = null;
        using var connection = new EngineConnection(environment);
        var deployment = new Deployment(environment, connection, logger);
        var code = await deployment.ExecuteAsync(() =>
        {
            declare();
            return Task.CompletedTask;
        });
        return (code, deployment.Failures);
    }

    /// <summary>What a program declares that is a function.</summary>
    internal static void Declare(Func<Task<IDictionary<string, object?>>> program) => _ = new Stack(program, options: null);

    /// <summary>What a program declares that is a class.</summary>
    internal static void Declare(Func<Stack> construct) => construct().PublishProperties();
}
