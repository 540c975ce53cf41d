using System.Collections.Immutable;
using E3.Infra.Config;

namespace E3.Infra.Tests.Config;

internal static class Given
{
    public static readonly string[] Overlays = ["direct", "wireguard"];
    public static readonly string[] Regions = ["ams3", "nyc3", "sfo3", "sgp1"];

    /// <summary>The smallest good settings with some values changed.</summary>
    public static Settings Settings(params (string Key, string Value)[] values) => Settings([], values);

    public static Settings Settings(string[] secrets, params (string Key, string Value)[] values)
    {
        var all = ImmutableDictionary<string, string>.Empty.Add("regions", """{"ams3":1}""")
            .SetItems(values.Select(value => KeyValuePair.Create(value.Key, value.Value)));
        return SettingsReader.Read(new RawSettings("Pulumi.local.yaml", all, [.. secrets]), Overlays, Regions);
    }

    /// <summary>The message for settings that are wrong.</summary>
    public static string Mistakes(params (string Key, string Value)[] values) =>
        Assert.Throws<SettingsException>(() => Settings(values))!.Message;
}
