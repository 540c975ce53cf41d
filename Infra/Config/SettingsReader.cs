using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace E3.Infra.Config;

/// <summary>Turns the settings' text into <see cref="Settings"/>, or says everything that is wrong with it.</summary>
internal sealed class SettingsReader
{
    /// <summary>The value of <c>e3:image</c> for the image that the flake describes.</summary>
    public const string BuiltImage = "nixos";

    /// <summary>Overlay addresses have room for so many hosts in a region.</summary>
    public const int MostHostsInARegion = 250;

    public static ImmutableArray<string> Keys { get; } =
        ["regions", "size", "image", "overlays", "jobs", "repeats", "profile", "mpyc", "witness", "readySeconds", "sshKeyFile", "devices",
            "software", "softwareScript", "deploySeconds", "deployAtOnce", "tailnet"];

    // What needs hosts and nothing else: no account, no program of somebody's own.
    private static readonly string[] Default = ["direct", "wireguard"];

    private readonly RawSettings _raw;
    private readonly Mistakes _mistakes;

    private SettingsReader(RawSettings raw)
    {
        _raw = raw;
        _mistakes = new Mistakes(raw);
    }

    /// <exception cref="SettingsException">Something is wrong; nothing was done yet.</exception>
    public static Settings Read(RawSettings raw, IReadOnlyCollection<string> overlays, IReadOnlyCollection<string> regions) =>
        new SettingsReader(raw).Read(overlays, regions);

    private Settings Read(IReadOnlyCollection<string> overlays, IReadOnlyCollection<string> regions)
    {
        var image = Text("image", "debian-12-x64");
        var settings = new Settings(
            Regions(regions),
            Text("size", "s-1vcpu-1gb"),
            image,
            Software(image),
            Overlays(overlays),
            JobsReader.Read(_raw.Values.GetValueOrDefault("jobs"), _mistakes),
            Number("repeats", fallback: 3, least: 1, most: 1000),
            Text("profile", "digitalocean"),
            OptionalText("mpyc"),
            Witness(),
            Number("readySeconds", fallback: 30, least: 5, most: 3600),
            OptionalText("sshKeyFile"),
            DevicesReader.Read(_raw.Values.GetValueOrDefault("devices"), _mistakes),
            TailnetReader.Read(_raw.Values.GetValueOrDefault("tailnet"), _mistakes));
        foreach (var key in _raw.Values.Keys.Except(Keys).Order(StringComparer.Ordinal))
        {
            _mistakes.Unknown(key, key, "a setting", Keys);
        }

        _mistakes.Throw();
        return settings;
    }

    private ImmutableArray<RegionCount> Regions(IReadOnlyCollection<string> known)
    {
        const string Needed = "a mapping of region to number of hosts, like { ams3: 1, nyc3: 2 }";
        if (!_raw.Values.TryGetValue("regions", out var text))
        {
            _mistakes.Missing("regions", Needed);
            return [];
        }

        if (Json.Parse(text) is not { ValueKind: JsonValueKind.Object } mapping)
        {
            _mistakes.Value("regions", text, Needed);
            return [];
        }

        var counts = ImmutableArray.CreateBuilder<RegionCount>();
        foreach (var region in mapping.EnumerateObject())
        {
            if (!known.Contains(region.Name))
            {
                _mistakes.Unknown($"regions.{region.Name}", region.Name, "a region of DigitalOcean", known);
            }

            if (Json.Integer(region.Value) is { } count and >= 0 and <= MostHostsInARegion)
            {
                counts.Add(new RegionCount(region.Name, (int)count));
            }
            else
            {
                _mistakes.Value($"regions.{region.Name}", Json.Shown(region.Value), $"a whole number from 0 to {MostHostsInARegion}");
            }
        }

        // Pulumi's engine hands a mapping over in the order of its keys, whatever the file says; so parties follow that order everywhere.
        counts.Sort((left, right) => string.CompareOrdinal(left.Region, right.Region));
        return counts.ToImmutable();
    }

    private ImmutableArray<string> Overlays(IReadOnlyCollection<string> known)
    {
        if (!_raw.Values.TryGetValue("overlays", out var text))
        {
            return [.. known.Intersect(Default)];
        }

        if (Json.Parse(text) is not { ValueKind: JsonValueKind.Array } list)
        {
            _mistakes.Value("overlays", text, $"a list with names out of {string.Join(", ", known)}");
            return [];
        }

        var names = list.EnumerateArray().Select(Json.Shown).ToImmutableArray();
        for (var i = 0; i < names.Length; i++)
        {
            if (!known.Contains(names[i]))
            {
                _mistakes.Unknown($"overlays[{i}]: {names[i]}", names[i], "an overlay", known);
            }
            else if (names.IndexOf(names[i]) < i)
            {
                _mistakes.Twice("overlays", names[i], "once is enough");
            }
        }

        return names;
    }

    private SoftwareSettings Software(string image)
    {
        var builtImage = image == BuiltImage;
        var kind = builtImage ? SoftwareKind.Colmena : SoftwareKind.None;
        if (OptionalText("software") is { } name && (!Enum.TryParse(name, ignoreCase: true, out kind) || (builtImage && kind == SoftwareKind.Script)))
        {
            _mistakes.Value("software", name, builtImage ? "none or colmena when e3:image is nixos" : "none, colmena or script");
        }

        var script = OptionalText("softwareScript");
        if (script is not null && kind != SoftwareKind.Script)
        {
            _mistakes.Value("softwareScript", script, "left out unless e3:software is script");
        }

        return new SoftwareSettings(
            kind, script, Number("deploySeconds", fallback: 1800, least: 10, most: 86_400), Number("deployAtOnce", fallback: 4, least: 1, most: 250));
    }

    private string Text(string key, string fallback) => OptionalText(key) ?? fallback;

    private string? OptionalText(string key)
    {
        if (!_raw.Values.TryGetValue(key, out var text))
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(text) || Json.Parse(text) is { ValueKind: JsonValueKind.Object or JsonValueKind.Array })
        {
            _mistakes.Value(key, text, "a text");
        }

        return text;
    }

    private int Number(string key, int fallback, int least, int most)
    {
        if (!_raw.Values.TryGetValue(key, out var text))
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        _mistakes.Value(key, text, $"a whole number from {least} to {most}");
        return fallback;
    }

    private Uri? Witness()
    {
        if (OptionalText("witness") is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        _mistakes.Value("witness", text, "an address like http://127.0.0.1:8790/e3/network");
        return null;
    }
}
