using System.CommandLine;
using System.Reflection;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 version</c>: what programs that drive the official command ask for; <c>--version</c> is E3's own.</summary>
internal static class VersionCommand
{
    /// <summary>
    /// The official command whose verbs, flags and JSON this one has (https://github.com/pulumi/pulumi/releases). Automation decides by it
    /// what it may ask for: from 3.1.0 on at all, after 3.205.0 events over gRPC.
    /// </summary>
    private const string SameAs = "3.259.0";

    /// <summary>The program's version, without the commit.</summary>
    public static string Text =>
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>The official command's version, and as build metadata whose command this is.</summary>
    public static string Compatible => $"v{SameAs}+e3.{Text}";

    public static Command Build(Verb verb)
    {
        var command = Verb.Named("version", "Print the version of the official pulumi command whose verbs and formats this one follows, and after the + E3's own (e3 --version: E3's alone)",
            ("e3 version", "for Pulumi.Automation, which asks for it"));
        verb.Runs(command, (host, _, _) =>
        {
            host.Screen.Out.WriteLine(Compatible);
            return Task.FromResult(ExitCodes.Ok);
        });
        return command;
    }
}
