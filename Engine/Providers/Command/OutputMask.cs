using System.Text.RegularExpressions;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Command;

/// <summary>
/// Hides secrets in what a command says before it becomes progress or an error. What was marked secret in the program is the engine's to
/// know; here it is what a connection holds, and what looks like a secret in the environment and the standard input.
/// </summary>
internal sealed partial class OutputMask
{
    private const string Hidden = "[secret]";
    private const int ShortestWorthHiding = 4;
    private readonly List<string> _secrets;

    private OutputMask(IEnumerable<string> secrets) => _secrets =
        [.. secrets.Select(secret => secret.Trim()).Where(secret => secret.Length >= ShortestWorthHiding).Distinct().OrderByDescending(secret => secret.Length)];

    public static OutputMask Of(PropertyMap inputs) => new(Secrets(inputs));

    public string Apply(string text)
    {
        foreach (var secret in _secrets) text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        return text;
    }

    private static IEnumerable<string> Secrets(PropertyMap inputs)
    {
        var connection = inputs.Object("connection");
        foreach (var side in new[] { connection, connection?.Object("proxy") }.OfType<PropertyMap>())
        {
            if (side.Text("password") is { } password) yield return password;
            if (side.Text("privateKeyPassword") is { } passphrase) yield return passphrase;
            foreach (var line in (side.Text("privateKey") ?? "").Split('\n').Where(line => line.Trim().Length > 16)) yield return line;
        }
        foreach (var (name, _) in inputs.Object("environment") ?? PropertyMap.Empty)
        {
            var value = inputs.Object("environment")!.Text(name) ?? "";
            if (SecretName().IsMatch(name)) yield return value;
            foreach (Match match in SecretLike().Matches(value)) yield return match.Value;
        }
        foreach (Match match in SecretLike().Matches(inputs.Text("stdin") ?? "")) yield return match.Value;
    }

    [GeneratedRegex("TOKEN|SECRET|PASS|CREDENTIAL|(^|_)KEY", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // Keys of WireGuard, lines of PEM files, tokens with a telling beginning, long random words.
    [GeneratedRegex("tskey-[A-Za-z0-9-]+|dop_v1_[0-9a-f]+|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{60,}={0,2}|(?=[A-Za-z0-9_-]*[0-9])(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{32,}")]
    private static partial Regex SecretLike();
}
