using System.CommandLine;
using E3.Deploy.Surroundings;

namespace E3.Deploy.CommandLine;

/// <summary>Makes commands whose errors all end in <see cref="Failures"/>.</summary>
internal sealed class Verb(Host host, GlobalOptions global)
{
    public GlobalOptions Global { get; } = global;

    public Func<string, string?> Environment => host.Environment;

    /// <summary>Whether questions are answered by a flag, or by PULUMI_SKIP_CONFIRMATIONS.</summary>
    public bool Yes(ParseResult parsed, Option<bool> yes) => parsed.GetValue(yes) || Environment("PULUMI_SKIP_CONFIRMATIONS") is "1" or "true";

    /// <summary>A command with its examples, each a command line and what it does.</summary>
    public static Command Named(string name, string description, params ReadOnlySpan<(string Line, string Meaning)> examples)
    {
        var command = new Command(name, description);
        Help.Examples.AddOrUpdate(command, examples.ToArray());
        return command;
    }

    /// <summary>Gives a command what to do. The result is the exit code.</summary>
    public void Runs(Command command, Func<Host, ParseResult, CancellationToken, Task<int>> act) => command.SetAction(async (parsed, cancel) =>
    {
        var screen = host.Screen;
        try
        {
            var applied = Global.Apply(parsed, host);
            screen = applied.Screen;
            return await act(applied, parsed, applied.Interrupts.Abort);
        }
        catch (Exception failure) when (!System.Diagnostics.Debugger.IsAttached)
        {
            return Failures.Tell(screen, failure, Global.Verbose(parsed, host));
        }
    });
}
