namespace Pulumi.Automation;

/// <summary>What an operation did.</summary>
public class UpdateResult
{
    internal UpdateResult(string standardOutput, string standardError, UpdateSummary summary)
        => (StandardOutput, StandardError, Summary) = (standardOutput, standardError, summary);

    /// <summary>What the command wrote to its standard output.</summary>
    public string StandardOutput { get; }

    /// <summary>What the command wrote to its standard error.</summary>
    public string StandardError { get; }

    /// <summary>Its entry in the stack's history.</summary>
    public UpdateSummary Summary { get; }
}
