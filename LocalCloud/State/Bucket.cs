using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace E3.LocalCloud.State;

[JsonConverter(typeof(JsonStringEnumConverter<BucketVersioning>))]
internal enum BucketVersioning
{
    /// <summary>Never asked for.</summary>
    Off,
    Enabled,
    Suspended,
}

/// <summary>A bucket of Spaces with what is in it; the content of its objects lies in files beside the state.</summary>
internal sealed record Bucket
{
    public required string Name { get; init; }

    /// <summary>Null when it was made through an address that names no region.</summary>
    public string? Region { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Anybody may list it.</summary>
    public bool PublicRead { get; init; }

    public BucketVersioning Versioning { get; init; }

    /// <summary>The CORS configuration as XML without a namespace; null for none.</summary>
    public string? Cors { get; init; }

    /// <summary>The lifecycle configuration as XML without a namespace; null for none.</summary>
    public string? Lifecycle { get; init; }

    /// <summary>Every version of each key, oldest first; no entry is empty.</summary>
    public ImmutableDictionary<string, ImmutableArray<StoredObject>> Objects { get; init; } = ImmutableDictionary<string, ImmutableArray<StoredObject>>.Empty;

    public ImmutableDictionary<string, MultipartUpload> Uploads { get; init; } = ImmutableDictionary<string, MultipartUpload>.Empty;

    /// <summary>The files that hold what is in it.</summary>
    [JsonIgnore]
    public IEnumerable<string> Files => Objects.Values.SelectMany(versions => versions).Select(version => version.File).OfType<string>()
        .Concat(Uploads.Values.SelectMany(upload => upload.Parts.Values).Select(part => part.File));

    /// <summary>The bucket with one more version of a key, which takes the place of the one with the same id.</summary>
    public Bucket With(string key, StoredObject version) => this with
    {
        Objects = Objects.SetItem(key, Objects.GetValueOrDefault(key, []).RemoveAll(old => old.VersionId == version.VersionId).Add(version)),
    };

    public Bucket Without(string key, StoredObject version)
    {
        var left = Objects.GetValueOrDefault(key, []).RemoveAll(old => old.VersionId == version.VersionId);
        return this with { Objects = left.IsEmpty ? Objects.Remove(key) : Objects.SetItem(key, left) };
    }
}

/// <summary>One version of an object, or a marker that it was deleted.</summary>
internal sealed record StoredObject
{
    /// <summary>The id of what is written while versioning is not enabled.</summary>
    public const string Unversioned = "null";

    public required string VersionId { get; init; }

    /// <summary>Name of the file with its content; null for a delete marker.</summary>
    public string? File { get; init; }

    public long Size { get; init; }

    /// <summary>Without quotes: MD5 of the content, or of its parts' MD5s, a dash and their number.</summary>
    public string ETag { get; init; } = "";

    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Anybody may read it.</summary>
    public bool PublicRead { get; init; }

    /// <summary>Headers that an answer carries as they were given: content type, metadata and the like, in lower case.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>An upload in parts that was begun and neither completed nor aborted.</summary>
internal sealed record MultipartUpload
{
    public required string Key { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public bool PublicRead { get; init; }

    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableSortedDictionary<int, UploadedPart> Parts { get; init; } = ImmutableSortedDictionary<int, UploadedPart>.Empty;
}

internal sealed record UploadedPart(string File, long Size, string ETag, DateTimeOffset ModifiedAt);
