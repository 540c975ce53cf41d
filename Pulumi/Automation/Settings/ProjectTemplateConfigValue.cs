namespace Pulumi.Automation;

/// <summary>A setting that <c>pulumi new</c> asks for.</summary>
public class ProjectTemplateConfigValue
{
    /// <summary>The question.</summary>
    public string? Description { get; set; }

    /// <summary>The value if nothing is answered.</summary>
    public string? Default { get; set; }

    /// <summary>Whether the answer is a secret.</summary>
    public bool? Secret { get; set; }
}
