namespace Pulumi.Automation;

/// <summary>Which part of a stack's history, newest first.</summary>
public sealed class HistoryOptions
{
    /// <summary>Which page, from 1; null = the first.</summary>
    public int? Page { get; set; }

    /// <summary>How many operations are on a page, at least 1; null = all on one.</summary>
    public int? PageSize { get; set; }

    /// <summary>Whether secret settings are in clear; null = yes.</summary>
    public bool? ShowSecrets { get; set; }
}
