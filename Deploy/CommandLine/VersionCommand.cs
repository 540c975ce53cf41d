using System.CommandLine;
using System.Reflection;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 version</c>, the official command's spelling of <c>--version</c>.</summary>
internal static class VersionCommand
{
    /// <summary>The program's version, without the commit.</summary>
    public static string Text =>
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    public static Command Build(Verb verb)
    {
        var command = Verb.Named("version", "Print the version");
        verb.Runs(command, (host, _, _) =>
        {
            host.Screen.Out.WriteLine(Text);
            return Task.FromResult(ExitCodes.Ok);
        });
        return command;
    }
}
