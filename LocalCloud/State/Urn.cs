using System.Globalization;

namespace E3.LocalCloud.State;

/// <summary>DigitalOcean's uniform resource names: <c>do:droplet:13457723</c>.</summary>
internal static class Urn
{
    public const string Droplet = "droplet";
    public const string Volume = "volume";
    public const string ReservedIp = "reservedip";
    public const string FloatingIp = "floatingip";
    public const string Domain = "domain";
    public const string Space = "space";
    public const string Vpc = "vpc";

    public static string Of(string kind, IFormattable id) => Of(kind, id.ToString(null, CultureInfo.InvariantCulture));

    public static string Of(string kind, string id) => $"do:{kind}:{id}";

    /// <summary>Kind and id of a name; null when it is none.</summary>
    public static (string Kind, string Id)? Parse(string? urn) =>
        urn?.Split(':', 3) is ["do", { Length: > 0 } kind, { Length: > 0 } id] ? (kind.ToLowerInvariant(), id) : null;
}
