using System.CommandLine;

namespace E3.Deploy.CommandLine;

/// <summary>
/// Flags of the official command that mean something the embedded engine does not do. They are refused by name, with the reason: going on
/// as if they were not there would be a different command.
/// </summary>
internal static class RefusedFlags
{
    private const string Official = "use the official pulumi command for it";

    /// <summary>What no verb takes.</summary>
    public static IReadOnlyList<(string Name, string Reason)> Everywhere { get; } =
    [
        ("--tracing", $"no traces are sent; {Official}"),
        ("--otel-traces", $"no traces are sent; {Official}"),
        ("--profiling", $"no profile is written; {Official}"),
        ("--memprofilerate", $"no profile is written; {Official}"),
        ("--fully-qualify-stack-names", "stacks are shown by their plain name"),
    ];

    /// <summary>What no operation on a stack takes.</summary>
    public static IReadOnlyList<(string Name, string Reason)> Operations { get; } =
    [
        ("--policy-pack", $"policy packs are not run; {Official}"),
        ("--policy-pack-config", $"policy packs are not run; {Official}"),
        ("--policy-pack-configs", $"policy packs are not run; {Official}"),
        ("--import-file", $"no import file is written; {Official}"),
        ("--attach-debugger", "start the program under a debugger yourself: dotnet run with the variables of a preview"),
        ("--remote", $"operations run here; {Official}"),
        ("--neo", $"there is no assistant; {Official}"),
        ("--copilot", $"there is no assistant; {Official}"),
        ("--skip-pending-creates", "interrupted creates are looked up and adopted by themselves"),
        ("--clear-pending-creates", "interrupted creates are looked up and adopted by themselves"),
        ("--import-pending-creates", "interrupted creates are looked up and adopted by themselves"),
    ];

    /// <summary>Refuses flags for one reason.</summary>
    public static void AddTo(Command command, IEnumerable<string> names, string reason) => AddTo(command, names.Select(name => (name, reason)));

    public static void AddTo(Command command, IEnumerable<(string Name, string Reason)> flags, bool recursive = false)
    {
        foreach (var (name, reason) in flags)
        {
            var option = new Option<string[]>(name) { Hidden = true, Arity = ArgumentArity.ZeroOrMore, AllowMultipleArgumentsPerToken = false, Recursive = recursive };
            option.Validators.Add(result => result.AddError($"{name} is not in the embedded engine: {reason}."));
            command.Options.Add(option);
        }
    }
}
