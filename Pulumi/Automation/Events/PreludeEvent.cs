using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Pulumi.Automation.Events;

/// <summary>An operation begins.</summary>
public class PreludeEvent
{
    [JsonConstructor]
    internal PreludeEvent()
    {
    }

    /// <summary>The stack's settings by full key; secrets read <c>[secret]</c>.</summary>
    [JsonInclude]
    public IImmutableDictionary<string, string> Config
    {
        get;
        private init => field = value ?? field;
    } = ImmutableDictionary<string, string>.Empty;
}
