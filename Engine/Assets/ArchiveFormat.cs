namespace E3.Engine.Assets;

/// <summary>How an archive file is packed, told by its name alone, as Pulumi does.</summary>
internal enum ArchiveFormat
{
    /// <summary>Not packed: a folder, or something that is no archive.</summary>
    None,

    Tar,
    TarGzip,

    /// <summary>Also <c>.jar</c>.</summary>
    Zip,
}

internal static class ArchiveFormats
{
    private static readonly (string Ending, ArchiveFormat Format)[] Endings =
    [
        (".tar", ArchiveFormat.Tar), (".tgz", ArchiveFormat.TarGzip), (".tar.gz", ArchiveFormat.TarGzip), (".zip", ArchiveFormat.Zip), (".jar", ArchiveFormat.Zip),
    ];

    public static ArchiveFormat Of(string path) => Endings.FirstOrDefault(ending => path.EndsWith(ending.Ending, StringComparison.Ordinal)).Format;
}
