using System.Collections.Immutable;

namespace E3.Engine.Providers.DigitalOcean.Networking;

internal sealed record VpcAnswer(Vpc Vpc);

internal sealed record VpcList(ImmutableArray<Vpc> Vpcs, Links? Links) : IPage;

internal sealed record Vpc(string Id, string Urn, string Name, string? Description, string Region, string IpRange, bool Default, DateTimeOffset CreatedAt)
{
    /// <summary>The time of creation as the official provider writes this one: Go's form of a time, not RFC 3339.</summary>
    public string Created => CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF' +0000 UTC'", System.Globalization.CultureInfo.InvariantCulture);
}
