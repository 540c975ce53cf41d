using Pulumi.Automation.Events;

namespace Pulumi.Automation;

/// <summary>What holds for every operation on a stack. What is null is left to the command.</summary>
public class UpdateOptions
{
    /// <summary>How many resources are worked on at a time.</summary>
    public int? Parallel { get; set; }

    /// <summary>A line for the stack's history.</summary>
    public string? Message { get; set; }

    /// <summary>Only these resources are touched: URNs, or patterns with * and **.</summary>
    public List<string>? Target { get; set; }

    /// <summary>These resources are not touched: URNs, or patterns with * and **.</summary>
    public List<string>? Exclude { get; set; }

    /// <summary>Folders of policy packs that are run too.</summary>
    public List<string>? PolicyPacks { get; set; }

    /// <summary>Files with the settings of those packs, in the same order.</summary>
    public List<string>? PolicyPackConfigs { get; set; }

    /// <summary>Gets each line that the command writes to its standard output, as it is written.</summary>
    public Action<string>? OnStandardOutput { get; set; }

    /// <summary>Gets each line that the command writes to its standard error, as it is written.</summary>
    public Action<string>? OnStandardError { get; set; }

    /// <summary>Gets each event of the operation as it happens, one after the other. What it throws is thrown to the caller when the command has ended.</summary>
    public Action<EngineEvent>? OnEvent { get; set; }

    /// <summary>Colour in the output: <c>always</c>, <c>never</c>, <c>raw</c> or <c>auto</c>.</summary>
    public string? Color { get; set; }

    /// <summary>Whether providers and the program log as the command does.</summary>
    public bool? LogFlow { get; set; }

    /// <summary>How much the command logs, from 1 to 9; above 3 is a lot.</summary>
    public int? LogVerbosity { get; set; }

    /// <summary>Whether the log goes to standard error, not to files.</summary>
    public bool? LogToStdErr { get; set; }

    /// <summary>Where the command sends its traces: a URL, or <c>file:</c> and a path.</summary>
    public string? Tracing { get; set; }

    /// <summary>Whether debug messages are shown.</summary>
    public bool? Debug { get; set; }

    /// <summary>Whether the command writes one JSON document to its standard output.</summary>
    public bool? Json { get; set; }

    /// <summary>The file with the stack's settings, in place of its own.</summary>
    public string? ConfigFile { get; set; }

    /// <summary>The beginning of the names of files that the command writes its CPU and memory profiles to.</summary>
    public string? Profiling { get; set; }
}
