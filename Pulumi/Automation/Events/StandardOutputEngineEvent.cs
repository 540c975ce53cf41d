using System.Text.Json.Serialization;

namespace Pulumi.Automation.Events;

/// <summary>The command wrote something that is about no resource.</summary>
public class StandardOutputEngineEvent
{
    [JsonConstructor]
    internal StandardOutputEngineEvent()
    {
    }

    /// <summary>The text, perhaps with colour tags.</summary>
    [JsonInclude]
    public string Message { get; private init; } = "";

    /// <summary>Whether the tags are to be shown as colours.</summary>
    [JsonInclude]
    public string Color { get; private init; } = "";
}
