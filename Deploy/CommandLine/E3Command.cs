using System.CommandLine;
using System.CommandLine.Invocation;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Surroundings;
using E3.Engine.Workspace;

namespace E3.Deploy.CommandLine;

/// <summary>The command <c>e3</c>: its verbs, and how its words are read.</summary>
internal static class E3Command
{
    public static async Task<int> RunAsync(Host host, string[] arguments)
    {
        try
        {
            return await ParseAndRunAsync(host, arguments);
        }
        catch (Exception failure) when (!System.Diagnostics.Debugger.IsAttached)
        {
            return Failures.Tell(host.Screen, failure, verbose: host.Environment("E3_DEBUG") is { Length: > 0 } and not "0");
        }
    }

    private static async Task<int> ParseAndRunAsync(Host host, string[] arguments)
    {
        var root = Build(host);
        var parsed = root.Parse(arguments.Length > 0 ? GlobalOptions.WithoutLevels(arguments) : ["--help"]);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            return TellUsage(host.Screen, parsed);
        }

        // Signals are the verbs' own: the first Ctrl-C must not cut an update short.
        var configuration = new InvocationConfiguration
        {
            Output = host.Screen.Out,
            Error = host.Screen.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(configuration, host.Interrupts.Abort);
    }

    internal static RootCommand Build(Host host)
    {
        var root = new RootCommand("E3, the Extensible Evaluation Environment: what does it cost to connect these parties this way? "
            + "Declares hosts in several regions, joins them with overlay networks, runs secure computations across them and reports what they cost.");
        Help.Examples.AddOrUpdate(root,
        [
            ("e3 up --yes", "build the local stack on this machine and measure"),
            ("e3 preview --diff", "see what an edit of the settings would change"),
            ("e3 bench", "measure again, touch nothing else"),
            ("e3 stack output measurements --json", "the results, for a program"),
            ("e3 destroy --yes", "remove everything of the stack"),
            ("e3 doctor", "find out what is wrong"),
        ]);
        var global = new GlobalOptions();
        global.AddTo(root);
        var verb = new Verb(host, global);
        foreach (var command in (Command[])
        [
            UpCommand.Build(verb), PreviewCommand.Build(verb), DestroyCommand.Build(verb), RefreshCommand.Build(verb), ImportCommand.Build(verb),
            BenchCommand.Build(verb), StackCommand.Build(verb), StateCommand.Build(verb), ExportCommand.Build(verb), ConfigCommand.Build(verb),
            CloudCommand.Build(verb), DoctorCommand.Build(verb), CancelCommand.Build(verb), .. BackendCommands.Build(verb), AboutCommand.Build(verb),
            AboutCommand.BuildLogs(verb), PluginCommand.Build(verb), PluginCommand.BuildInstall(verb), VersionCommand.Build(verb), .. AbsentCommands.Build(verb),
        ])
        {
            root.Subcommands.Add(command);
        }

        Help.ReplaceIn(root, host.Screen);
        return root;
    }

    /// <summary>One message for all that is wrong with the words, and where to read on.</summary>
    private static int TellUsage(Screen screen, ParseResult parsed)
    {
        var path = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
        {
            path.Insert(0, at.Command is RootCommand ? "e3" : at.Command.Name);
        }

        var unmatched = parsed.UnmatchedTokens is [var first, ..] ? first : null;
        var command = parsed.CommandResult.Command;
        var wrong = (unmatched, command.Subcommands.Count) switch
        {
            ({ } word, > 0) => $"there is no command '{string.Join(' ', path)} {word}'{KnownNames.DidYouMean(word, command.Subcommands.SelectMany(Names))}",
            ({ } word, _) when word.StartsWith('-') => $"there is no flag '{word}'{KnownNames.DidYouMean(word, Flags(parsed).SelectMany(Names))}",
            ({ } word, _) => $"'{word}' is one word too many",
            (null, > 0) when parsed.Errors.Count == 1 => $"which of its commands: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}?",
            _ => string.Join(" ", parsed.Errors.Where(error => command.Subcommands.Count == 0 || error.SymbolResult != parsed.CommandResult)
                .Select(error => string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Distinct()),
        };
        screen.WriteError(new StyledText().Add("error: ", Tone.Error).Line($"{wrong} (see {string.Join(' ', path)} --help)"));
        return ExitCodes.Usage;

        static IEnumerable<string> Names(Symbol symbol) => symbol switch
        {
            Command sub => [sub.Name, .. sub.Aliases],
            Option option => [option.Name, .. option.Aliases.Where(alias => alias.Length > 2)],
            _ => [],
        };

        static IEnumerable<Option> Flags(ParseResult parsed) => parsed.CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options);
    }
}
