namespace Pulumi.Automation;

/// <summary>Which resources are taken over that are there already.</summary>
public sealed class ImportOptions
{
    /// <summary>The resources; null = those of the converter.</summary>
    public List<ImportResource>? Resources { get; set; }

    /// <summary>Which name in the program's text stands for which URN.</summary>
    public Dictionary<string, string>? NameTable { get; set; }

    /// <summary>Whether they are protected from being deleted; null = yes.</summary>
    public bool? Protect { get; set; }

    /// <summary>Whether the program's text for them is written; null = yes.</summary>
    public bool? GenerateCode { get; set; }

    /// <summary>The plugin that reads another tool's state, such as <c>terraform</c>.</summary>
    public string? Converter { get; set; }

    /// <summary>What that plugin is told.</summary>
    public List<string>? ConverterArgs { get; set; }

    /// <summary>Whether secrets in the summary are in clear; null = yes.</summary>
    public bool? ShowSecrets { get; set; }

    /// <summary>Gets each line that the command writes to its standard output, as it is written.</summary>
    public Action<string>? OnStandardOutput { get; set; }

    /// <summary>Gets each line that the command writes to its standard error, as it is written.</summary>
    public Action<string>? OnStandardError { get; set; }
}
