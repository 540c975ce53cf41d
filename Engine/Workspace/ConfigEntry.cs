using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using E3.Engine.Workspace.Yaml;

namespace E3.Engine.Workspace;

/// <summary>One setting of a stack, secrets in it still encrypted.</summary>
public sealed class ConfigEntry
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly YamlTree _tree;
    private readonly string _file;

    internal ConfigEntry(ConfigKey key, YamlTree tree, string file)
    {
        Key = key;
        _tree = tree;
        _file = file;
    }

    /// <summary>The setting's name.</summary>
    public ConfigKey Key { get; }

    /// <summary>True when the value or anything within it is encrypted.</summary>
    public bool IsSecret => HasSecret(_tree);

    /// <summary>True for a map or a list, whose value is JSON text.</summary>
    public bool IsObject => _tree is YamlSequence or YamlMapping { Secure: null };

    /// <summary>
    /// The value in clear: a scalar's text as it is written, JSON (keys in order) for a map or a list.
    /// </summary>
    /// <param name="decrypt">Decrypts one ciphertext; pass a mask to show a value to a person.</param>
    public ConfigValue Reveal(Func<string, string> decrypt) => new(Text(_tree, decrypt), IsSecret, IsObject);

    /// <summary>The entry of a value within this one, or null.</summary>
    public ConfigEntry? Within(IReadOnlyList<object> path) =>
        YamlEdit.Find(_tree, path) is { } found ? new ConfigEntry(Key, found, _file) : null;

    /// <summary>The value to write into a file, each ciphertext in it as <paramref name="reencrypt"/> makes it.</summary>
    internal YamlValue ToValue(Func<string, string> reencrypt) => ToValue(_tree, reencrypt);

    private static YamlValue ToValue(YamlTree tree, Func<string, string> reencrypt) => tree switch
    {
        YamlMapping { Secure: { } ciphertext } => YamlValue.Secure(reencrypt(ciphertext)),
        YamlMapping mapping => new YamlValue.Map([.. mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Value, ToValue(entry.Value, reencrypt)))]),
        YamlSequence sequence => new YamlValue.List([.. sequence.Items.Select(item => ToValue(item, reencrypt))]),
        YamlScalar { IsNull: true } => new YamlValue.Scalar("null"),
        YamlScalar scalar when scalar.AsBool is not null || scalar.AsNumber is not null => new YamlValue.Scalar(scalar.Value),
        YamlScalar scalar => YamlValue.String(scalar.Value),
        _ => throw new InvalidOperationException("a YAML node is a scalar, a map or a list"),
    };

    private string Text(YamlTree tree, Func<string, string> decrypt)
    {
        switch (tree)
        {
            case YamlScalar scalar:
                return scalar.IsNull ? "" : scalar.Value;
            case YamlMapping { Secure: { } ciphertext }:
                return Decrypt(tree, ciphertext, decrypt);
            default:
                using (var json = new MemoryStream())
                {
                    using (var writer = new Utf8JsonWriter(json, Compact))
                    {
                        Write(writer, tree, decrypt);
                    }

                    return Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length);
                }
        }
    }

    private void Write(Utf8JsonWriter writer, YamlTree tree, Func<string, string> decrypt)
    {
        switch (tree)
        {
            case YamlScalar { IsNull: true }:
                writer.WriteNullValue();
                break;
            case YamlScalar { AsBool: { } truth }:
                writer.WriteBooleanValue(truth);
                break;
            case YamlScalar { AsNumber: { } number }:
                writer.WriteRawValue(number);
                break;
            case YamlScalar scalar:
                writer.WriteStringValue(scalar.Value);
                break;
            case YamlMapping { Secure: { } ciphertext }:
                writer.WriteStringValue(Decrypt(tree, ciphertext, decrypt));
                break;
            case YamlMapping mapping:
                writer.WriteStartObject();
                foreach (var entry in mapping.Entries.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(entry.Key.Value);
                    Write(writer, entry.Value, decrypt);
                }

                writer.WriteEndObject();
                break;
            case YamlSequence sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(writer, item, decrypt);
                }

                writer.WriteEndArray();
                break;
        }
    }

    private string Decrypt(YamlTree tree, string ciphertext, Func<string, string> decrypt)
    {
        try
        {
            return decrypt(ciphertext);
        }
        catch (EngineException failure)
        {
            throw new WorkspaceException($"{_file}:{tree.Span.Line}: the secret '{Key}' cannot be decrypted: {failure.Message}", failure);
        }
    }

    private static bool HasSecret(YamlTree tree) => tree switch
    {
        YamlMapping { Secure: not null } => true,
        YamlMapping mapping => mapping.Entries.Any(entry => HasSecret(entry.Value)),
        YamlSequence sequence => sequence.Items.Any(HasSecret),
        _ => false,
    };
}
