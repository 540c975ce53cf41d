namespace Pulumi.Automation;

/// <summary>Where a project's state is kept.</summary>
public class ProjectBackend
{
    /// <summary>The backend, as in <c>pulumi login</c>: <c>file://./state</c>, <c>s3://…</c>, <c>https://api.pulumi.com</c>.</summary>
    public string? Url { get; set; }
}
