using E3.Engine.Providers.Command;
using E3.Engine.Providers.DigitalOcean;
using E3.Engine.Providers.Tailscale;

namespace E3.Engine.Providers;

/// <summary>The providers that come with the engine, by package name.</summary>
public static class BuiltInProviders
{
    private static readonly Dictionary<string, (string Version, Func<ProviderServices, IProvider> Make)> Factories = new(StringComparer.Ordinal)
    {
        ["tailscale"] = (TailscaleProvider.PackageVersion, services => new TailscaleProvider(services)),
        ["command"] = (CommandProvider.PackageVersion, services => new CommandProvider(services)),
        ["digitalocean"] = (DigitalOceanProvider.PackageVersion, services => new DigitalOceanProvider(services)),
    };

    /// <summary>The packages there are, each with the version of the official one whose resources it has.</summary>
    public static IEnumerable<(string Name, string Version)> Packages =>
        Factories.Select(factory => (factory.Key, factory.Value.Version)).OrderBy(package => package.Key, StringComparer.Ordinal);

    /// <summary>Makes providers: each call gives a new one that is yet to be configured, or null for a package that is not built in.</summary>
    public static Func<string, IProvider?> With(ProviderServices services) =>
        package => Factories.TryGetValue(package, out var factory) ? factory.Make(services) : null;
}
