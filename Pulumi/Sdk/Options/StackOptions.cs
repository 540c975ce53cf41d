namespace Pulumi;

/// <summary>What a program can say about its stack.</summary>
public class StackOptions
{
    /// <summary>Functions that may change properties and options of every resource before it is registered.</summary>
    public List<ResourceTransformation> ResourceTransformations { get; set; } = [];

    /// <summary>Functions that the engine runs on every resource before it does anything with it.</summary>
    public List<ResourceTransform> ResourceTransforms { get; set; } = [];
}
