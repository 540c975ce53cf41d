namespace Pulumi.Automation.Exceptions;

/// <summary>The command ended well, and an event that it must send did not come.</summary>
public class MissingExpectedEventException : Exception
{
    internal MissingExpectedEventException(string name, string? message) : base(message) => Name = name;

    /// <summary>The name of the event's type.</summary>
    public string Name { get; }
}
