namespace Pulumi.Automation.Commands.Exceptions;

/// <summary>A stack was to be made, and there is one of that name.</summary>
public class StackAlreadyExistsException : CommandException
{
    internal StackAlreadyExistsException(CommandResult result) : base(nameof(StackAlreadyExistsException), result)
    {
    }
}
