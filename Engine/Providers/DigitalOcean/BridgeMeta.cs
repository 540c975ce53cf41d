using System.Globalization;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean;

/// <summary>What the official provider's bridge keeps beside the outputs: time-outs and the schema's version, without which it would migrate the state.</summary>
internal static class BridgeMeta
{
    public const string Key = "__meta";

    // The key that Terraform's SDK keeps time-outs under: helper/schema/resource_timeout.go.
    private const string Timeouts = "e2bfb730-ecaa-11e6-8f88-34363bc7c4c0";

    /// <summary>The outputs with a droplet's time-outs, an hour and a minute to delete, and its schema's version.</summary>
    public static PropertyMap WithDropletMeta(this PropertyMap outputs) => outputs.With(
        Key, $$"""{"{{Timeouts}}":{"create":3600000000000,"delete":60000000000,"update":3600000000000},"schema_version":"1"}""");

    /// <summary>The outputs with the time that a deletion may take.</summary>
    public static PropertyMap WithDeleteTimeout(this PropertyMap outputs, TimeSpan patience) => outputs.WithTimeout("delete", patience);

    /// <summary>The outputs with the time that a creation may take.</summary>
    public static PropertyMap WithCreateTimeout(this PropertyMap outputs, TimeSpan patience) => outputs.WithTimeout("create", patience);

    private static PropertyMap WithTimeout(this PropertyMap outputs, string of, TimeSpan patience) => outputs.With(
        Key, string.Create(CultureInfo.InvariantCulture, $"{{\"{Timeouts}\":{{\"{of}\":{(long)patience.TotalNanoseconds}}}}}"));
}
