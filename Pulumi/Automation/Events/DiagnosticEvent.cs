using System.Text.Json.Serialization;
using Pulumi.Automation.Wire;

namespace Pulumi.Automation.Events;

/// <summary>A message, of the program, of a provider or of the engine.</summary>
public class DiagnosticEvent
{
    [JsonConstructor]
    internal DiagnosticEvent()
    {
    }

    /// <summary>The resource it is about; null = the stack.</summary>
    [JsonInclude]
    public string? Urn { get; private init; }

    /// <summary>What is shown in front of it.</summary>
    [JsonInclude]
    public string? Prefix { get; private init; }

    /// <summary>The text, perhaps with colour tags (<c>&lt;{%…%}&gt;</c>).</summary>
    [JsonInclude]
    public string Message { get; private init; } = "";

    /// <summary>Whether the tags are to be shown as colours: <c>always</c>, <c>never</c>, <c>raw</c> or <c>auto</c>.</summary>
    [JsonInclude]
    public string Color { get; private init; } = "";

    /// <summary><c>debug</c>, <c>info</c>, <c>info#err</c>, <c>warning</c> or <c>error</c>.</summary>
    [JsonInclude]
    public string Severity { get; private init; } = "";

    /// <summary>Messages with the same id form one text; null = a text of its own.</summary>
    [JsonInclude]
    [JsonPropertyName("streamID")]
    [JsonConverter(typeof(TextConverter))]
    public string? StreamId { get; private init; }

    /// <summary>Whether it is a status line that need not be kept.</summary>
    [JsonInclude]
    public bool? Ephemeral { get; private init; }
}
