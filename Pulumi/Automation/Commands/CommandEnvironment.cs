using System.Collections.Immutable;

namespace Pulumi.Automation.Commands;

/// <summary>The variables that the command gets beside those of this process.</summary>
internal static class CommandEnvironment
{
    /// <param name="command">The command: a path, or a name on PATH.</param>
    /// <param name="additional">What the caller wants.</param>
    public static ImmutableDictionary<string, string?> For(string command, IDictionary<string, string?> additional)
    {
        var variables = additional.ToImmutableDictionary();
        if (!Path.IsPathRooted(command))
        {
            return variables;
        }

        // The plugins beside a command belong to it, and are found before those of another installation.
        var path = additional.TryGetValue("PATH", out var wanted) ? wanted : Environment.GetEnvironmentVariable("PATH");
        return variables.SetItem("PATH", $"{Path.GetDirectoryName(command)}{Path.PathSeparator}{path}");
    }
}
