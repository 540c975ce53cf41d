using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>Reads assets and archives back from the wire.</summary>
internal static class Assets
{
    public static AssetOrArchive Read(Value value)
    {
        var isArchive = Special.SignatureOf(value) == Signatures.Archive;
        if (Special.TextOf(value, Signatures.PathKey) is { } path)
        {
            return isArchive ? new FileArchive(path) : new FileAsset(path);
        }

        if (Special.TextOf(value, Signatures.UriKey) is { } uri)
        {
            return isArchive ? new RemoteArchive(uri) : new RemoteAsset(uri);
        }

        if (!isArchive && Special.TextOf(value, Signatures.TextKey) is { } text)
        {
            return new StringAsset(text);
        }

        if (isArchive && Special.FieldOf(value, Signatures.AssetsKey) is { KindCase: Value.KindOneofCase.StructValue } tree)
        {
            return new AssetArchive(tree.StructValue.Fields.ToDictionary(entry => entry.Key, entry => Read(entry.Value)));
        }

        throw new FormatException("An asset or archive from the engine has none of 'path', 'uri', 'text' and 'assets'.");
    }
}
