using System.Reflection;
using System.Xml.Linq;
using E3.Engine.Providers;

namespace E3.Engine.Tests.Providers;

internal sealed class BuiltInProvidersTests
{
    private static readonly string PackageVersions = typeof(BuiltInProvidersTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "PackageVersions").Value!;

    [Test]
    public async Task Each_has_the_version_of_the_package_that_programs_refer_to()
    {
        var pinned = XDocument.Load(PackageVersions).Descendants("PackageVersion")
            .Select(version => (Name: version.Attribute("Include")!.Value, Version: version.Attribute("Version")!.Value))
            .ToDictionary(package => package.Name, package => package.Version, StringComparer.OrdinalIgnoreCase);
        using var handler = new HttpClientHandler();
        var services = new ProviderServices(TimeProvider.System, handler, _ => null, ".");
        foreach (var (package, version) in BuiltInProviders.Packages)
        {
            var provider = BuiltInProviders.With(services)(package)!;
            Assert.That(provider.Version, Is.EqualTo(pinned[$"Pulumi.{package}"]).And.EqualTo(version), package);
            await ((provider as IAsyncDisposable)?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
