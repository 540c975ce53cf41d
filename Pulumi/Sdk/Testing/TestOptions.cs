namespace Pulumi.Testing;

/// <summary>What the program under test sees of its stack; what is null has a default.</summary>
public class TestOptions
{
    /// <summary>Default: <c>project</c>.</summary>
    public string? ProjectName { get; set; }

    /// <summary>The folder with Pulumi.yaml. No default: a program that asks for it fails.</summary>
    public string? RootDirectory { get; set; }

    /// <summary>Default: <c>stack</c>.</summary>
    public string? StackName { get; set; }

    /// <summary>Whether outputs that the mocks leave out stay unknown, as in a preview. Default: true.</summary>
    public bool? IsPreview { get; set; }

    /// <summary>Default: <c>organization</c>.</summary>
    public string? OrganizationName { get; set; }
}
