namespace Pulumi;

/// <summary>A resource of which only the URN is known: the engine named it, the program has no object for it.</summary>
internal sealed class DependencyResource : CustomResource
{
    public DependencyResource(string urn) : base("", "")
        => Urn = new(Task.FromResult(OutputData<string>.Plain(urn) with { Resources = [this] }));
}
