using System.Collections.Immutable;

namespace Pulumi.Automation;

/// <summary>What an update would do.</summary>
public class PreviewResult
{
    internal PreviewResult(string standardOutput, string standardError, IImmutableDictionary<OperationType, int> changeSummary)
        => (StandardOutput, StandardError, ChangeSummary) = (standardOutput, standardError, changeSummary);

    /// <summary>What the command wrote to its standard output.</summary>
    public string StandardOutput { get; }

    /// <summary>What the command wrote to its standard error.</summary>
    public string StandardError { get; }

    /// <summary>How many resources would be dealt with in which way.</summary>
    public IImmutableDictionary<OperationType, int> ChangeSummary { get; }
}
