using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A file or a tree of files that goes to a provider as such, not as a string.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive(string signature, string key, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        (Signature, Key, Value) = (signature, key, value);
    }

    internal string Signature { get; }

    internal string Key { get; }

    internal object Value { get; }
}

/// <summary>One file.</summary>
public abstract class Asset : AssetOrArchive
{
    private protected Asset(string key, string value) : base(Signatures.Asset, key, value)
    {
    }
}

/// <summary>A file on the machine where the engine runs.</summary>
/// <param name="path">Its path, relative to the program's directory.</param>
public sealed class FileAsset(string path) : Asset(Signatures.PathKey, path);

/// <summary>A file with this text in it.</summary>
/// <param name="text">The text.</param>
public sealed class StringAsset(string text) : Asset(Signatures.TextKey, text);

/// <summary>A file that the engine downloads.</summary>
/// <param name="uri">http, https or file.</param>
public sealed class RemoteAsset(string uri) : Asset(Signatures.UriKey, uri);

/// <summary>A tree of files.</summary>
public abstract class Archive : AssetOrArchive
{
    private protected Archive(string key, object value) : base(Signatures.Archive, key, value)
    {
    }
}

/// <summary>A tree put together from assets and archives.</summary>
/// <param name="assets">Each one's place in the tree.</param>
public sealed class AssetArchive(IDictionary<string, AssetOrArchive> assets)
    : Archive(Signatures.AssetsKey, assets.ToImmutableDictionary());

/// <summary>A folder, or an archive file (.tar, .tgz, .tar.gz, .zip, .jar), on the machine where the engine runs.</summary>
/// <param name="path">Its path, relative to the program's directory.</param>
public sealed class FileArchive(string path) : Archive(Signatures.PathKey, path);

/// <summary>An archive file that the engine downloads.</summary>
/// <param name="uri">http, https or file.</param>
public sealed class RemoteArchive(string uri) : Archive(Signatures.UriKey, uri);
