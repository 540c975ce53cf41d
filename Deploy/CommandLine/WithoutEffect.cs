using System.CommandLine;

namespace E3.Deploy.CommandLine;

/// <summary>
/// Flags of the official command that are taken and change nothing here, because what they ask for is so already, or concerns a part of
/// the official display that this one does not have.
/// </summary>
internal static class WithoutEffect
{
    /// <summary>What every verb takes.</summary>
    public static IEnumerable<Option> Everywhere() => [Flag("--logtostderr"), Flag("--logflow"), Flag("--emoji", "-e")];

    /// <summary>What operations on a stack take.</summary>
    public static IEnumerable<Option> Operations() =>
    [
        Flag("--debug", "-d"), Flag("--show-config"), Flag("--show-policy-remediations"), Flag("--show-replacement-steps"), Flag("--show-sames"),
        Flag("--show-reads"), Flag("--urns"), Flag("--show-full-output"), Flag("--suppress-progress"), Flag("--skip-plugin-pre-install"),
        Flag("--skip-config-validation"), Flag("--strict"),
        new Option<string?>("--suppress-permalink") { Hidden = true, Arity = ArgumentArity.ZeroOrOne }, Text("--exec-agent"),
    ];

    private static Option<bool> Flag(string name, params string[] aliases) => new(name, aliases) { Hidden = true };

    private static Option<string?> Text(string name) => new(name) { Hidden = true };
}
