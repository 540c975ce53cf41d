using System.Text.Json;

namespace E3.Engine.State;

/// <summary>
/// A secret that is carried from one file to another without being opened: read, it holds its ciphertext as a text; written, that text is
/// its ciphertext again. Of use where both files are under the same salt.
/// </summary>
internal static class SealedSecret
{
    /// <summary>In the place of a decryption: the JSON of the text.</summary>
    public static string Read(string ciphertext) => $"\"{JsonEncodedText.Encode(ciphertext)}\"";

    /// <summary>In the place of an encryption.</summary>
    public static string Write(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.String
            ? document.RootElement.GetString()!
            : throw new EngineException("the state holds a secret in clear; update the stack once, or export it with its secrets shown");
    }
}
