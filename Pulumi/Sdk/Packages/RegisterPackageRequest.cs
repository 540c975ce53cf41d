namespace Pulumi;

/// <summary>Names a provider that must be told what it is before it can be used: a parameterised package.</summary>
public sealed class RegisterPackageRequest
{
    /// <summary>A package that may replace or extend its base provider.</summary>
    /// <param name="name">The provider plugin.</param>
    /// <param name="version">Its version.</param>
    /// <param name="downloadUrl">Where the plugin comes from; null = the usual place.</param>
    /// <param name="checksums">SHA-256 of the plugin by platform (<c>linux-amd64</c>); null = not checked.</param>
    /// <param name="parameterization">What to make of the plugin instead of what it is.</param>
    /// <param name="extension">What to add to what it is.</param>
    public RegisterPackageRequest(
        string name,
        string version,
        string? downloadUrl,
        Dictionary<string, byte[]>? checksums = null,
        PackageParameterization? parameterization = null,
        PackageParameterization? extension = null)
    {
        (Name, Version, DownloadUrl, Checksums) = (name, version, downloadUrl ?? "", checksums ?? []);
        (Parameterization, Extension) = (parameterization, extension);
    }

    /// <summary>A package that may replace its base provider.</summary>
    /// <param name="name">The provider plugin.</param>
    /// <param name="version">Its version.</param>
    /// <param name="downloadUrl">Where the plugin comes from; null = the usual place.</param>
    /// <param name="checksums">SHA-256 of the plugin by platform (<c>linux-amd64</c>); null = not checked.</param>
    /// <param name="parameterization">What to make of the plugin instead of what it is.</param>
    public RegisterPackageRequest(
        string name, string version, string? downloadUrl, Dictionary<string, byte[]>? checksums, PackageParameterization? parameterization)
        : this(name, version, downloadUrl, checksums, parameterization, extension: null)
    {
    }

    /// <summary>The provider plugin.</summary>
    public string Name { get; }

    /// <summary>Its version.</summary>
    public string Version { get; }

    /// <summary>Where the plugin comes from; empty = the usual place.</summary>
    public string DownloadUrl { get; }

    /// <summary>SHA-256 of the plugin by platform.</summary>
    public Dictionary<string, byte[]> Checksums { get; }

    /// <summary>What to make of the plugin instead of what it is.</summary>
    public PackageParameterization? Parameterization { get; }

    /// <summary>What to add to what it is.</summary>
    public PackageParameterization? Extension { get; }

#pragma warning disable CA1034, CA1819 // Nested, and with an array, in the official API.
    /// <summary>What the provider needs to know.</summary>
    /// <param name="name">The package that comes of it.</param>
    /// <param name="version">That package's version.</param>
    /// <param name="value">Whatever the provider makes of it.</param>
    public sealed class PackageParameterization(string name, string version, byte[] value)
    {
        /// <summary>The package that comes of it.</summary>
        public string Name { get; } = name;

        /// <summary>That package's version.</summary>
        public string Version { get; } = version;

        /// <summary>Whatever the provider makes of it.</summary>
        public byte[] Value { get; } = value;
    }
#pragma warning restore CA1034, CA1819
}
