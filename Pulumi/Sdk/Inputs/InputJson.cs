using System.Text.Json;

namespace Pulumi;

/// <summary>What a property takes that allows any JSON.</summary>
public sealed class InputJson : Input<JsonElement>
{
    /// <summary>No value.</summary>
    public InputJson() : this(Output.Create(default(JsonElement)))
    {
    }

    private InputJson(Output<JsonElement> element) : base(element)
    {
    }

    /// <summary>JSON text, parsed at once.</summary>
    /// <param name="json">The text.</param>
    public static implicit operator InputJson(string json) => JsonDocument.Parse(json);

    /// <summary>A JSON document.</summary>
    /// <param name="document">The document; not disposed.</param>
    public static implicit operator InputJson(JsonDocument document) => document.RootElement;

    /// <summary>A part of a JSON document.</summary>
    /// <param name="element">The part.</param>
    public static implicit operator InputJson(JsonElement element) => new(Output.Create(element));

    /// <inheritdoc cref="op_Implicit(string)"/>
    public static implicit operator InputJson(Output<string> json)
        => new(json.Apply(text => JsonDocument.Parse(text).RootElement));

    /// <inheritdoc cref="op_Implicit(JsonDocument)"/>
    public static implicit operator InputJson(Output<JsonDocument> document) => new(document.Apply(root => root.RootElement));

    /// <inheritdoc cref="op_Implicit(JsonElement)"/>
    public static implicit operator InputJson(Output<JsonElement> element) => new(element);
}
