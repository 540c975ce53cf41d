namespace Pulumi.Automation.Commands.Exceptions;

/// <summary>Somebody else is changing the stack; nothing was done.</summary>
public sealed class ConcurrentUpdateException : CommandException
{
    internal ConcurrentUpdateException(CommandResult result) : base(nameof(ConcurrentUpdateException), result)
    {
    }
}
