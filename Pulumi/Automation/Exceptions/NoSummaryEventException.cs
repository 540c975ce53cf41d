using Pulumi.Automation.Events;

namespace Pulumi.Automation.Exceptions;

/// <summary>A preview ended well, and what it says changes did not come.</summary>
public sealed class NoSummaryEventException : MissingExpectedEventException
{
    internal NoSummaryEventException(string? message) : base(nameof(SummaryEvent), message)
    {
    }
}
