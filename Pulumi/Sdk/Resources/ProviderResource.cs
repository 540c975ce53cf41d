using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A provider with settings of its own, which resources name in their options.</summary>
public class ProviderResource : CustomResource
{
    private readonly Lazy<Task<string>> _reference;

    /// <summary>Registers the provider.</summary>
    /// <param name="package">The package whose resources it manages.</param>
    /// <param name="name">Unique among the providers of the package.</param>
    /// <param name="args">The provider's settings.</param>
    /// <param name="options">Everything else.</param>
    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
        : this(package, name, args, options, registerPackageRequest: null)
    {
    }

    /// <summary>Registers a provider of a parameterised package.</summary>
    /// <param name="package">The package whose resources it manages.</param>
    /// <param name="name">Unique among the providers of the package.</param>
    /// <param name="args">The provider's settings.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="registerPackageRequest">The package.</param>
    public ProviderResource(
        string package,
        string name,
        ResourceArgs args,
        CustomResourceOptions? options = null,
        RegisterPackageRequest? registerPackageRequest = null)
        : base($"pulumi:providers:{package}", name, args, options, registerPackageRequest)
    {
        Package = package;
        _reference = new(FindReferenceAsync);
    }

    private protected ProviderResource(string package) : base("", "")
    {
        Package = package;
        _reference = new(FindReferenceAsync);
    }

    internal string Package { get; }

    /// <summary>How the protocol names a provider: its URN and its id.</summary>
    internal Task<string> GetReferenceAsync() => _reference.Value;

    private async Task<string> FindReferenceAsync()
    {
        var id = await Id.ValueOrAsync("");
        return $"{await Urn.ValueOrAsync("")}::{(string.IsNullOrEmpty(id) ? Signatures.Unknown : id)}";
    }
}
