using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Pulumi.Automation;

/// <summary>YAML as the tree of the JSON that means the same.</summary>
internal static class YamlTree
{
    // What older YAML takes for true and false; newer readers, and this one, take it for a text.
    private static readonly string[] OldTruths = ["y", "n", "yes", "no", "on", "off"];

    public static JsonNode? Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Count == 0 ? null : From(stream.Documents[0].RootNode);
    }

    public static string Write(JsonNode? tree)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(writer);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(version: null, tags: null, isImplicit: true));
        Emit(emitter, tree);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return writer.ToString();
    }

    private static JsonNode? From(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(Text(child.Key), From(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(From)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: var text } when IsNull(text) => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: var text } when Literal(text) is { } literal => literal,
        _ => JsonValue.Create(Text(node)),
    };

    private static string Text(YamlNode node) => node is YamlScalarNode { Value: { } text }
        ? text
        : throw new YamlException(node.Start, node.End, "a text belongs here.");

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                emitter.Emit(new MappingStart(default, default, isImplicit: true, map.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (key, value) in map)
                {
                    EmitText(emitter, key);
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(default, default, isImplicit: true, list.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list)
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case null:
                emitter.Emit(new Scalar("null"));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                EmitText(emitter, value.GetValue<string>());
                break;
            default:
                emitter.Emit(new Scalar(node.ToJsonString()));
                break;
        }
    }

    private static void EmitText(Emitter emitter, string text)
    {
        var isMistakable = IsNull(text) || Literal(text) is not null || OldTruths.Contains(text, StringComparer.OrdinalIgnoreCase);
        emitter.Emit(new Scalar(default, default, text, isMistakable ? ScalarStyle.DoubleQuoted : ScalarStyle.Any, isPlainImplicit: true, isQuotedImplicit: true));
    }

    private static bool IsNull(string? text) => text is null or "" or "~" or "null" or "Null" or "NULL";

    // Numbers keep their spelling. What JSON cannot spell (0x1f, 1_000, .inf) stays a text.
    private static JsonValue? Literal(string? text) => text switch
    {
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        ['-' or (>= '0' and <= '9'), ..] => Number(text),
        _ => null,
    };

    private static JsonValue? Number(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
