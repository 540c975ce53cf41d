namespace Pulumi.Automation.Commands;

/// <summary>How a run of the Pulumi command ended, and all it wrote.</summary>
/// <param name="code">The exit code; 0 = all went well.</param>
/// <param name="standardOutput">Everything on standard output.</param>
/// <param name="standardError">Everything on standard error.</param>
public sealed class CommandResult(int code, string standardOutput, string standardError)
{
    /// <summary>The exit code; 0 = all went well.</summary>
    public int Code { get; } = code;

    /// <summary>Everything on standard output.</summary>
    public string StandardOutput { get; } = standardOutput;

    /// <summary>Everything on standard error.</summary>
    public string StandardError { get; } = standardError;

    /// <summary>Code and texts, each after its name.</summary>
    public override string ToString()
        => $"code: {Code}{Environment.NewLine}stdout: {StandardOutput}{Environment.NewLine}stderr: {StandardError}{Environment.NewLine}";
}
