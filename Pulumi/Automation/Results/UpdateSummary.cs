using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Pulumi.Automation;

/// <summary>An operation in a stack's history.</summary>
public sealed class UpdateSummary
{
    [JsonConstructor]
    internal UpdateSummary()
    {
    }

    /// <summary>Which operation it was.</summary>
    [JsonInclude]
    public UpdateKind Kind { get; private init; }

    /// <summary>When it began.</summary>
    [JsonInclude]
    public DateTimeOffset StartTime { get; private init; }

    /// <summary>What its caller wrote beside it.</summary>
    [JsonInclude]
    public string Message
    {
        get;
        private init => field = value ?? "";
    } = "";

    /// <summary>What the command knew of where it ran: the commit, the machine.</summary>
    [JsonInclude]
    public IImmutableDictionary<string, string> Environment
    {
        get;
        private init => field = value ?? field;
    } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The stack's settings at that time, by full key.</summary>
    [JsonInclude]
    public IImmutableDictionary<string, ConfigValue> Config
    {
        get;
        private init => field = value ?? field;
    } = ImmutableDictionary<string, ConfigValue>.Empty;

    /// <summary>How it ended.</summary>
    [JsonInclude]
    public UpdateState Result { get; private init; }

    /// <summary>When it ended.</summary>
    [JsonInclude]
    public DateTimeOffset EndTime { get; private init; }

    /// <summary>Which operation of the stack it was, from 1.</summary>
    [JsonInclude]
    public int? Version { get; private init; }

    /// <summary>The state after it, as JSON; null where the command does not tell.</summary>
    [JsonInclude]
    public string? Deployment { get; private init; }

    /// <summary>How many resources were dealt with in which way; null while it is under way.</summary>
    [JsonInclude]
    public IImmutableDictionary<OperationType, int>? ResourceChanges { get; private init; }
}
