using E3.Engine.Providers.Command;
using E3.Engine.Providers.DigitalOcean;
using E3.Engine.Providers.Tailscale;

namespace E3.Engine.Providers;

/// <summary>The providers that come with the engine, by package name.</summary>
public static class BuiltInProviders
{
    private static readonly Dictionary<string, Func<ProviderServices, IProvider>> Factories = new(StringComparer.Ordinal)
    {
        ["tailscale"] = services => new TailscaleProvider(services),
        ["command"] = services => new CommandProvider(services),
        ["digitalocean"] = services => new DigitalOceanProvider(services),
    };

    /// <summary>The packages there are.</summary>
    public static IEnumerable<string> Packages => Factories.Keys.Order(StringComparer.Ordinal);

    /// <summary>Makes providers: each call gives a new one that is yet to be configured, or null for a package that is not built in.</summary>
    public static Func<string, IProvider?> With(ProviderServices services) =>
        package => Factories.TryGetValue(package, out var factory) ? factory(services) : null;
}
