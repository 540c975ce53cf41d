using System.CommandLine;
using E3.Deploy.Surroundings;

namespace E3.Deploy.CommandLine;

/// <summary>Flags every command has, with the official command's names.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string?> _stack = new("--stack", "-s") { Description = "The stack: which Pulumi.<stack>.yaml and which state (default: PULUMI_STACK, else local)", HelpName = "name", Recursive = true };
    private readonly Option<string?> _folder = new("--cwd", "-C") { Description = "Work as if in this folder", HelpName = "folder", Recursive = true };
    private readonly Option<string> _colour = new("--color") { Description = "Colour in the output", DefaultValueFactory = _ => "auto", Recursive = true };
    private readonly Option<bool> _nonInteractive = new("--non-interactive") { Description = "Ask nothing; fail where a question would be asked", Recursive = true };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Show where an error happened (also: E3_DEBUG=1)", Recursive = true };

    public GlobalOptions() => _colour.AcceptOnlyFromAmong("auto", "always", "never");

    public void AddTo(Command root)
    {
        foreach (var option in new Option[] { _stack, _folder, _colour, _nonInteractive, _verbose })
        {
            root.Options.Add(option);
        }
    }

    public string? Stack(ParseResult parsed) => parsed.GetValue(_stack);

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
        if (colour is "always" or "never")
        {
            screen = screen with { Colour = colour == "always", ErrorColour = colour == "always" };
        }

        if (parsed.GetValue(_nonInteractive))
        {
            screen = screen with { Interactive = false, Live = false };
        }

        return host with { Folder = folder, Screen = screen };
    }
}
