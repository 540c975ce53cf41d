using System.Text.RegularExpressions;

namespace E3.EndToEnd.Dev;

/// <summary>What a command said about a stack, with a word in the place of all that differs from one run to the next: then it can be kept as a snapshot.</summary>
internal static partial class StableText
{
    // A later one may rely on what those before it left.
    private static readonly (Regex What, string Word)[] Differing =
    [
        (Folder(), "<folder>…"),
        (Configuration(), "bin/<configuration>/"),
        (SshKey(), "ssh-ed25519 <key>"),
        (WireGuardKey(), "<key>"),
        (Address(), "<address>"),
        (Guid(), "<id>"),
        (Bucket(), "e3-dev-<suffix>"),
        (Hash(), "<hash>"),
        (Number(), "<id>"),
        (CommandId(), "<id>"),
        // Scripts of hosts grow for reasons that have nothing to do with what a preview shows.
        (ManyLines(), "<n> lines"),
    ];

    public static string Of(string text) => Differing.Aggregate(text, (left, differing) => differing.What.Replace(left, differing.Word));

    /// <summary>The workspace, as seen from the program's folder, and what follows on its line: how much of that is shown depends on how long the way is.</summary>
    [GeneratedRegex(@"(\.\./)+[\w./-]*e3-e2e-\w+.*$", RegexOptions.Multiline)]
    private static partial Regex Folder();

    [GeneratedRegex("bin/(Debug|Release)/")]
    private static partial Regex Configuration();

    [GeneratedRegex("ssh-ed25519 AAAA[A-Za-z0-9+/=]+")]
    private static partial Regex SshKey();

    [GeneratedRegex("[A-Za-z0-9+/]{43}=")]
    private static partial Regex WireGuardKey();

    /// <summary>A public address in the local cloud.</summary>
    [GeneratedRegex(@"198\.18\.\d+\.\d+")]
    private static partial Regex Address();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Guid();

    [GeneratedRegex(@"e3-dev-[0-9a-f]{7}\b")]
    private static partial Regex Bucket();

    [GeneratedRegex(@"\b([0-9a-f]{64}|[0-9a-f]{16})\b")]
    private static partial Regex Hash();

    /// <summary>The end of a command's id, which begins with its name.</summary>
    [GeneratedRegex("(?<=id: \"[a-z0-9-]+)[0-9a-f]{8}(?=\")")]
    private static partial Regex CommandId();

    /// <summary>The id of a droplet, an image or a key.</summary>
    [GeneratedRegex(@"(?<="")\d{6,}(?="")")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b\d{2,} lines")]
    private static partial Regex ManyLines();
}
