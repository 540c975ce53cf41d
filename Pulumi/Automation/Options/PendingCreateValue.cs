namespace Pulumi.Automation;

/// <summary>A resource that was being made when an operation broke off, and that is there.</summary>
/// <param name="urn">The resource.</param>
/// <param name="id">The provider's name of it.</param>
public sealed class PendingCreateValue(string urn, string id)
{
    /// <summary>The resource.</summary>
    public string Urn { get; set; } = urn;

    /// <summary>The provider's name of it.</summary>
    public string Id { get; set; } = id;
}
