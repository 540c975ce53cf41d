namespace E3.Infra.Config;

/// <summary>How the hosts get what they run.</summary>
internal enum SoftwareKind
{
    /// <summary>Their image has it.</summary>
    None,

    /// <summary>They run NixOS; Colmena deploys what the flake says.</summary>
    Colmena,

    /// <summary>They start with their provider's image; nixos-anywhere puts NixOS on them once, then Colmena deploys.</summary>
    NixosAnywhere,

    /// <summary>They run something else; a script installs what is missing.</summary>
    Script,
}

/// <summary>How the hosts get what they run, and what bounds it.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Script">The user's own script; null for the one that is here.</param>
/// <param name="DeploySeconds">The longest that Colmena may take for a host.</param>
/// <param name="AtOnce">At most so many hosts are deployed to at a time.</param>
internal sealed record SoftwareSettings(SoftwareKind Kind, string? Script, int DeploySeconds, int AtOnce)
{
    /// <summary>The ways by their names in the settings.</summary>
    public static IReadOnlyDictionary<string, SoftwareKind> Names { get; } = new Dictionary<string, SoftwareKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["none"] = SoftwareKind.None,
        ["colmena"] = SoftwareKind.Colmena,
        ["nixos-anywhere"] = SoftwareKind.NixosAnywhere,
        ["script"] = SoftwareKind.Script,
    };

    /// <summary>The name of a way in the settings.</summary>
    public static string NameOf(SoftwareKind kind) => Names.Single(name => name.Value == kind).Key;
}
