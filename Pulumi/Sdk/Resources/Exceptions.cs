namespace Pulumi;

#pragma warning disable CA1032 // The constructors are those of the official API.

/// <summary>Ends the program with a message for its user; no stack trace is shown.</summary>
public class RunException : Exception
{
    /// <summary>An error with this message.</summary>
    /// <param name="message">What was wrong and what to do.</param>
    public RunException(string message) : base(message)
    {
    }

    /// <summary>An error with this message and its cause, whose message is shown too.</summary>
    /// <param name="message">What was wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public RunException(string message, Exception? innerException) : base(message, innerException)
    {
    }

    /// <summary>The error for properties that have an <see cref="OutputAttribute"/> but are no outputs.</summary>
    /// <param name="outputAttributeNames">The properties.</param>
    public static RunException OutputsHaveIncorrectType(IEnumerable<string> outputAttributeNames) => new(
        $"Output(s) '{string.Join(", ", outputAttributeNames)}' have incorrect type. " +
        "[Output] attributed properties must be instances of Output<T>.");
}

/// <summary>Ends the program with a message that is shown beside a resource.</summary>
public class ResourceException : Exception
{
    /// <summary>An error about a resource.</summary>
    /// <param name="message">What was wrong and what to do.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="hideStack">Whether to show the message only.</param>
    public ResourceException(string message, Resource? resource, bool hideStack = false) : base(message)
        => (Resource, HideStack) = (resource, hideStack);

    internal Resource? Resource { get; }

    internal bool HideStack { get; }
}

/// <summary>The engine could not be told something; nothing more can be, so the program ends.</summary>
/// <param name="exception">Why not.</param>
public class LogException(Exception exception)
    : Exception("Error occurred during logging: " + exception?.Message, exception);
