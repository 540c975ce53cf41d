using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Pulumi.Automation.Events;

/// <summary>An operation is over.</summary>
public class SummaryEvent
{
    [JsonConstructor]
    internal SummaryEvent()
    {
    }

    /// <summary>Whether some resource may be in a state that nobody knows.</summary>
    [JsonInclude]
    public bool MaybeCorrupt { get; private init; }

    /// <summary>How long it took, in whole seconds.</summary>
    [JsonInclude]
    public int DurationSeconds { get; private init; }

    /// <summary>How many resources were dealt with in which way.</summary>
    [JsonInclude]
    public IImmutableDictionary<OperationType, int> ResourceChanges
    {
        get;
        private init => field = value ?? field;
    } = ImmutableDictionary<OperationType, int>.Empty;

    /// <summary>The policy packs that were run, and their versions.</summary>
    // The one name in the events that begins with a capital.
    [JsonInclude]
    [JsonPropertyName("PolicyPacks")]
    public IImmutableDictionary<string, string> PolicyPacks
    {
        get;
        private init => field = value ?? field;
    } = ImmutableDictionary<string, string>.Empty;
}
