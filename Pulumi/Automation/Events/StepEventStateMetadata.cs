using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Pulumi.Automation.Events;

/// <summary>A resource before or after a step; every secret in it reads <c>[secret]</c>.</summary>
public class StepEventStateMetadata
{
    [JsonConstructor]
    internal StepEventStateMetadata()
    {
    }

    /// <summary>The resource.</summary>
    [JsonInclude]
    public string Urn { get; private init; } = "";

    /// <summary>Its type.</summary>
    [JsonInclude]
    public string Type { get; private init; } = "";

    /// <summary>Whether a provider manages it; a component has none.</summary>
    [JsonInclude]
    public bool? Custom { get; private init; }

    /// <summary>Whether it only waits to be deleted, because another has replaced it.</summary>
    [JsonInclude]
    public bool? Delete { get; private init; }

    /// <summary>The provider's name of it; empty before it is there.</summary>
    [JsonInclude]
    public string Id { get; private init; } = "";

    /// <summary>The URN of the resource it belongs to; empty for the stack.</summary>
    [JsonInclude]
    public string Parent { get; private init; } = "";

    /// <summary>Whether it is protected from being deleted.</summary>
    [JsonInclude]
    public bool? Protect { get; private init; }

    /// <summary>
    /// What the program said of it. A whole number is a <see cref="long"/>, another a <see cref="double"/>, a list an <c>object[]</c>, a map a
    /// <c>Dictionary&lt;string, object&gt;</c>, a text that is an ISO 8601 date a <see cref="DateTime"/>.
    /// </summary>
    [JsonInclude]
    public IImmutableDictionary<string, object> Inputs
    {
        get;
        private init => field = value ?? field;
    } = ImmutableDictionary<string, object>.Empty;

    /// <summary>What the provider says of it; values as in <see cref="Inputs"/>.</summary>
    [JsonInclude]
    public IImmutableDictionary<string, object> Outputs
    {
        get;
        private init => field = value ?? field;
    } = ImmutableDictionary<string, object>.Empty;

    /// <summary>The provider that manages it: <c>urn::id</c>.</summary>
    [JsonInclude]
    public string Provider { get; private init; } = "";

    /// <summary>What went wrong while it was made.</summary>
    [JsonInclude]
    public ImmutableArray<string>? InitErrors { get; private init; }
}
