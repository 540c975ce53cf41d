using System.Globalization;
using System.Security.Cryptography;

namespace E3.Engine.Providers.DigitalOcean;

/// <summary>
/// The id of a resource that joins a droplet and something else, which the API has no id for: <c>droplet-other-</c> and something unique,
/// as the official provider makes it. For an import <c>other,droplet</c> is taken too.
/// </summary>
internal static class PairId
{
    public static string New(long droplet, string other) => Prefix(droplet, other) + RandomNumberGenerator.GetHexString(26, lowercase: true);

    public static string Prefix(long droplet, string other) => string.Create(CultureInfo.InvariantCulture, $"{droplet}-{other}-");

    /// <summary>Droplet and other thing of an id; null when it is none.</summary>
    public static (long Droplet, string Other)? Parse(string id)
    {
        var (droplet, other) = id.Split(',') is [var first, var second]
            ? (second, first)
            : (id.Split('-')[0], id.IndexOf('-', StringComparison.Ordinal) is > 0 and var from && id.LastIndexOf('-') is var to && to > from ? id[(from + 1)..to] : "");
        return other.Length > 0 && long.TryParse(droplet, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number, other) : null;
    }
}
