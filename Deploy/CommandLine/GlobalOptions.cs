using System.CommandLine;
using E3.Deploy.Surroundings;

namespace E3.Deploy.CommandLine;

/// <summary>Flags every command has, with the official command's names.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string?> _stack = new("--stack", "-s") { Description = "The stack: which Pulumi.<stack>.yaml and which state (default: PULUMI_STACK, else the selected one, else local)", HelpName = "name", Recursive = true };
    private readonly Option<string?> _folder = new("--cwd", "-C") { Description = "Work as if in this folder", HelpName = "folder", Recursive = true };
    private readonly Option<string> _colour = new("--color") { Description = "Colour in the output", DefaultValueFactory = _ => "auto", Recursive = true };
    private readonly Option<bool> _nonInteractive = new("--non-interactive") { Description = "Ask nothing; fail where a question would be asked", Recursive = true };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Show where an error happened (also: E3_DEBUG=1)", Recursive = true };
    private readonly Option<bool> _unchecked = new("--disable-integrity-checking") { Description = "Read and write a state that is not sound", Recursive = true, Hidden = true };

    public GlobalOptions() => _colour.AcceptOnlyFromAmong("auto", "always", "never", "raw");

    public void AddTo(Command root)
    {
        foreach (var option in new Option[] { _stack, _folder, _colour, _nonInteractive, _verbose, _unchecked })
        {
            root.Options.Add(option);
        }

        foreach (var option in WithoutEffect.Everywhere())
        {
            option.Recursive = true;
            root.Options.Add(option);
        }

        RefusedFlags.AddTo(root, RefusedFlags.Everywhere, recursive: true);
    }

    /// <summary>The official <c>--verbose</c> takes a level, this one does not: the number is left out before the words are read.</summary>
    public static string[] WithoutLevels(string[] arguments)
    {
        var kept = new List<string>(arguments.Length);
        var end = Array.IndexOf(arguments, "--") is var separator and >= 0 ? separator : arguments.Length;
        for (var at = 0; at < arguments.Length; at++)
        {
            var word = arguments[at];
            if (at < end && (word.StartsWith("--verbose=", StringComparison.Ordinal) || word.StartsWith("-v=", StringComparison.Ordinal)))
            {
                kept.Add("--verbose");
                continue;
            }

            kept.Add(word);
            if (at + 1 < end && word is "--verbose" or "-v" && int.TryParse(arguments[at + 1], out _))
            {
                at++;
            }
        }

        return [.. kept];
    }

    public string? Stack(ParseResult parsed) => parsed.GetValue(_stack);

    /// <summary>The stack where it may also be named by an argument.</summary>
    public string? Stack(ParseResult parsed, Argument<string?> argument) => (Stack(parsed), parsed.GetValue(argument)) switch
    {
        (not null, not null) => throw new CommandException("only one of --stack or argument stack name may be specified, not both", ExitCodes.Usage),
        var (option, name) => option ?? name,
    };

    /// <summary>The argument that may name a stack in the place of --stack.</summary>
    public static Argument<string?> StackArgument() => new("stack-name") { Description = "The stack, in the place of --stack", Arity = ArgumentArity.ZeroOrOne };

    public bool Verbose(ParseResult parsed, Host host) => parsed.GetValue(_verbose) || host.Environment("E3_DEBUG") is { Length: > 0 } and not "0";

    /// <summary>The host as the flags make it: folder, colour, whether a person may be asked.</summary>
    public Host Apply(ParseResult parsed, Host host)
    {
        var folder = parsed.GetValue(_folder) is { } asked ? Path.GetFullPath(asked, host.Folder) : host.Folder;
        if (!Directory.Exists(folder))
        {
            throw new CommandException($"--cwd: there is no folder {folder}.", ExitCodes.Usage);
        }

        var screen = host.Screen;
        var colour = parsed.GetValue(_colour);
        if (colour is "always" or "never" or "raw")
        {
            screen = screen with { Colour = colour == "always", ErrorColour = colour == "always" };
        }

        if (parsed.GetValue(_nonInteractive))
        {
            screen = screen with { Interactive = false, Live = false };
        }

        return host with { Folder = folder, Screen = screen, ChecksIntegrity = !parsed.GetValue(_unchecked) };
    }
}
