using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace E3.LocalCloud.Catalogue;

/// <summary>An image. Here every image boots this machine's own system: the name decides nothing but what the API shows.</summary>
internal sealed record CloudImage(long Id, string Slug, string Name, string Distribution, int MinDisk, double Gigabytes);

/// <summary>The images there are.</summary>
internal static class Images
{
    public static readonly DateTimeOffset CreatedAt = new(2025, 9, 9, 0, 0, 0, TimeSpan.Zero);

    public static readonly ImmutableArray<CloudImage> All =
    [
        new(204_000_001, "debian-12-x64", "12 x64", "Debian", 7, 0.88),
        new(204_000_002, "debian-13-x64", "13 x64", "Debian", 7, 0.95),
        new(204_000_003, "ubuntu-22-04-x64", "22.04 (LTS) x64", "Ubuntu", 7, 1.1),
        new(204_000_004, "ubuntu-24-04-x64", "24.04 (LTS) x64", "Ubuntu", 7, 1.2),
        new(204_000_005, "fedora-42-x64", "42 x64", "Fedora", 7, 1.2),
    ];

    public static CloudImage? Find(long id) => All.FirstOrDefault(image => image.Id == id);

    /// <summary>The image named by a slug, or by an id as number or text.</summary>
    public static CloudImage? Find(JsonElement named) => named.ValueKind switch
    {
        JsonValueKind.Number when named.TryGetInt64(out var id) => Find(id),
        JsonValueKind.String => Find(named.GetString()!),
        _ => null,
    };

    public static CloudImage? Find(string named) =>
        long.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? Find(id)
            : All.FirstOrDefault(image => image.Slug == named);
}
