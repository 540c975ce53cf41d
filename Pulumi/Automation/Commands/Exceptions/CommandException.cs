using System.Text.RegularExpressions;

namespace Pulumi.Automation.Commands.Exceptions;

/// <summary>The Pulumi command failed; the message has its exit code and all it wrote.</summary>
public partial class CommandException : Exception
{
    internal CommandException(CommandResult result) : this(nameof(CommandException), result)
    {
    }

    internal CommandException(string name, CommandResult result) : base(result.ToString()) => Name = name;

    /// <summary>The kind of failure: the name of the exception's type.</summary>
    public string Name { get; }

    // The command has one exit code for many things; what happened is said in its text only.
    internal static CommandException Of(CommandResult result) => result.StandardError switch
    {
        var text when NoSuchStack().IsMatch(text) => new StackNotFoundException(result),
        var text when StackExists().IsMatch(text) => new StackAlreadyExistsException(result),
        var text when text.Contains("[409] Conflict: Another update is currently in progress.", StringComparison.Ordinal)
            || text.Contains("the stack is currently locked by", StringComparison.Ordinal) => new ConcurrentUpdateException(result),
        _ => new CommandException(result),
    };

    [GeneratedRegex("no stack named.*found")]
    private static partial Regex NoSuchStack();

    [GeneratedRegex("stack.*already exists")]
    private static partial Regex StackExists();
}
