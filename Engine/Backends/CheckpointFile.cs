using System.IO.Compression;

namespace E3.Engine.Backends;

/// <summary>
/// A checkpoint as a file. The official command can be told to compress it (PULUMI_DIY_BACKEND_GZIP, _ZSTD); such a file is read here
/// when it is gzip, and becomes a plain one with the next change.
/// </summary>
internal static class CheckpointFile
{
    private const string Plain = ".json";
    private const string Gzip = ".json.gz";
    private const string Zstd = ".json.zst";

    private static readonly byte[] GzipMagic = [0x1f, 0x8b];
    private static readonly byte[] ZstdMagic = [0x28, 0xb5, 0x2f, 0xfd];

    /// <summary>The form of the file that is there, the latest where a crash left two; the plain one when none is.</summary>
    public static string Existing(string plainPath)
    {
        var stem = plainPath[..^Plain.Length];
        return new[] { plainPath, stem + Gzip, stem + Zstd }.Where(File.Exists).MaxBy(File.GetLastWriteTimeUtc) ?? plainPath;
    }

    /// <summary>The name of the stack a file is the checkpoint of; null for other files.</summary>
    public static string? StackOf(string fileName) =>
        new[] { Plain, Gzip, Zstd }.Where(extension => fileName.Length > extension.Length && fileName.EndsWith(extension, StringComparison.Ordinal))
            .Select(extension => fileName[..^extension.Length]).FirstOrDefault();

    /// <summary>The file's JSON.</summary>
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancel) => Decompress(await File.ReadAllBytesAsync(path, cancel), path);

    /// <summary>The JSON in a file's bytes.</summary>
    public static byte[] Decompress(byte[] bytes, string path)
    {
        if (bytes.AsSpan().StartsWith(ZstdMagic))
            throw new EngineException($"{path} is compressed with zstd, which this engine does not read: run the official pulumi once with PULUMI_DIY_BACKEND_ZSTD=false, so that it writes it plain");
        if (!bytes.AsSpan().StartsWith(GzipMagic))
            return bytes;
        try
        {
            using var unzipped = new MemoryStream();
            using (var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))
                gzip.CopyTo(unzipped);
            return unzipped.ToArray();
        }
        catch (InvalidDataException error)
        {
            throw new EngineException($"the state file {path} is damaged: it is not whole gzip ({error.Message})", error);
        }
    }
}
