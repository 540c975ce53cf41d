using System.Text;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>
/// The name of a package's default provider: <c>default</c>, with the version and the place it is downloaded from where the program says them
/// (<see href="https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/providers/provider.go"/>).
/// </summary>
internal static class DefaultProviderName
{
    private const string Start = "default";

    /// <summary>Whether this is the URN of a default provider.</summary>
    public static bool Is(string urn) => ProviderReference.IsProviderType(Urns.Type(urn)) && Urns.Name(urn).StartsWith(Start, StringComparison.Ordinal);

    public static string Of(string version, string pluginDownloadUrl)
    {
        var name = new StringBuilder(Start);
        if (version.Length > 0)
            name.Append('_').Append(version.Replace('.', '_').Replace('-', '_').Replace('+', '_'));
        if (pluginDownloadUrl.Length > 0)
            name.Append('_').AppendJoin('/', pluginDownloadUrl.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Plain));
        return name.ToString();
    }

    /// <summary>With what no name holds made an underscore.</summary>
    private static string Plain(string part) => string.Concat(part.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' ? letter : '_'));
}
