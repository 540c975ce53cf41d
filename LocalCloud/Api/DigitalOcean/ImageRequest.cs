using System.Collections.Frozen;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Catalogue;
using E3.LocalCloud.Imports;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>The body of POST and PUT of images, and what is wrong with it.</summary>
internal sealed record ImageRequest(string? Name, string? Url, string? Region, string? Distribution, string? Description, IReadOnlyList<string?>? Tags)
{
    private const string Unknown = "Unknown";

    // https://docs.digitalocean.com/reference/api/digitalocean/#tag/Images
    private static readonly FrozenSet<string> Distributions = FrozenSet.Create(
        StringComparer.Ordinal, "Arch Linux", "CentOS", "CoreOS", "Debian", "Fedora", "Fedora Atomic", "FreeBSD", "Gentoo", "openSUSE", "RancherOS", "Rocky Linux", "Ubuntu", Unknown);

    /// <summary>What to import; its id is not given yet.</summary>
    public CustomImage Image(DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(Name))
            throw ApiException.Unprocessable("name is missing");
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw ApiException.Unprocessable("url must be an http:// or https:// address");
        if (!ImageDownload.Reaches(url))
            throw ApiException.Unprocessable($"The local cloud imports images from this machine only: from 127.0.0.1, localhost or a bucket of its own Spaces, not from {url.Host}.");
        if (Regions.Find(Region) is not { } region)
            throw ApiException.Unprocessable("region is invalid");
        return new CustomImage
        {
            Id = 0,
            Name = Name,
            Url = Url!,
            Distribution = Checked(Distribution),
            Description = Description ?? "",
            Tags = TagApi.Read(Tags),
            Regions = [region.Slug],
            CreatedAt = now,
        };
    }

    /// <summary>The image with what this body says of it; what it does not say stays.</summary>
    public CustomImage Applied(CustomImage image) => image with
    {
        Name = Name is { Length: 0 } ? throw ApiException.Unprocessable("name is empty") : Name ?? image.Name,
        Distribution = Distribution is null ? image.Distribution : Checked(Distribution),
        Description = Description ?? image.Description,
    };

    private static string Checked(string? distribution) =>
        string.IsNullOrEmpty(distribution) ? Unknown
        : Distributions.Contains(distribution) ? distribution
        : throw ApiException.Unprocessable($"distribution must be one of {string.Join(", ", Distributions.Order(StringComparer.Ordinal))}");
}
