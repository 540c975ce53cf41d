namespace Pulumi.Automation;

/// <summary>What <c>pulumi new</c> says and asks when it makes a project from this one.</summary>
public class ProjectTemplate
{
    /// <summary>What the template is for.</summary>
    public string? Description { get; set; }

    /// <summary>What to do next, for whoever made a project.</summary>
    public string? QuickStart { get; set; }

    /// <summary>The settings it asks for, by key.</summary>
    public IDictionary<string, ProjectTemplateConfigValue>? Config { get; set; }

    /// <summary>Whether it is listed first.</summary>
    public bool? Important { get; set; }
}
