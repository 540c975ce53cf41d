using E3.Engine.Properties;

namespace E3.Engine.Providers.Resources;

/// <summary>One function of a package, such as <c>digitalocean:index/getImage:getImage</c>; the schema's type is its token.</summary>
internal interface IFunction
{
    ResourceSchema Schema { get; }

    /// <summary>Calls the function with checked arguments, without unknowns.</summary>
    Task<PropertyMap> InvokeAsync(PropertyMap arguments, CancellationToken cancel);
}
