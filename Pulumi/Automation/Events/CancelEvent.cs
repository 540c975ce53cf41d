using System.Text.Json.Serialization;

namespace Pulumi.Automation.Events;

/// <summary>The operation is being stopped, or is over.</summary>
public class CancelEvent
{
    [JsonConstructor]
    internal CancelEvent()
    {
    }
}
