using System.Collections.Immutable;
using E3.Engine.Assets;
using E3.Engine.Providers;

namespace E3.Engine.Deployments;

/// <summary>Work on a resource failed and the reason has been told; what needs it is not to be tried.</summary>
internal sealed class StepFailedException(string urn) : Exception($"work on {urn} failed");

/// <summary>A provider found inputs wrong: one line per mistake.</summary>
internal sealed class CheckFailedException(string urn, ImmutableArray<CheckFailure> failures)
    : EngineException(string.Join('\n', failures.Select(failure => failure.Property.Length == 0
        ? failure.Reason
        : $"property '{failure.Property}' of {urn}: {failure.Reason}")));

/// <summary>What an exception tells a person.</summary>
internal static class FailureText
{
    public static string Of(Exception error) => error switch
    {
        EngineException or ProviderException or PartialCreateException or AssetException => error.Message,
        OperationCanceledException => "the operation was interrupted",
        AggregateException aggregate => string.Join('\n', aggregate.Flatten().InnerExceptions.Select(Of)),
        { InnerException: { } inner } => $"{error.GetType().Name}: {error.Message} ({Of(inner)})",
        _ => $"{error.GetType().Name}: {error.Message}",
    };
}
