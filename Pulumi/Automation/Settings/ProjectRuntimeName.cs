namespace Pulumi.Automation;

/// <summary>The language of a program.</summary>
public enum ProjectRuntimeName
{
    /// <summary>JavaScript or TypeScript.</summary>
    NodeJS,

    /// <summary>Go.</summary>
    Go,

    /// <summary>Python.</summary>
    Python,

    /// <summary>A language of .NET.</summary>
    Dotnet,
}
