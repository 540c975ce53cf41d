namespace Pulumi.Automation;

/// <summary>What taking resources over did.</summary>
/// <param name="standardOutput">What the command wrote to its standard output.</param>
/// <param name="standardError">What the command wrote to its standard error.</param>
/// <param name="summary">Its entry in the stack's history.</param>
/// <param name="generatedCode">The program's text for them.</param>
public sealed class ImportResult(string standardOutput, string standardError, UpdateSummary summary, string? generatedCode = null)
{
    /// <summary>What the command wrote to its standard output.</summary>
    public string StandardOutput { get; init; } = standardOutput;

    /// <summary>What the command wrote to its standard error.</summary>
    public string StandardError { get; init; } = standardError;

    /// <summary>The program's text for them; empty when none was asked for.</summary>
    public string? GeneratedCode { get; set; } = generatedCode;

    /// <summary>Its entry in the stack's history.</summary>
    public UpdateSummary Summary { get; init; } = summary;
}
