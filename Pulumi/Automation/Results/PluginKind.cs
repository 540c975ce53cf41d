namespace Pulumi.Automation;

/// <summary>What a plugin is.</summary>
public enum PluginKind
{
    /// <summary>It checks policies.</summary>
    Analyzer,

    /// <summary>It runs programs of a language.</summary>
    Language,

    /// <summary>It manages resources.</summary>
    Resource,
}
