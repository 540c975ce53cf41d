namespace Pulumi.Generator.Writing;

/// <summary>What stands above a class.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Words">The type whose words its properties have.</param>
/// <param name="Summary">Its documentation.</param>
/// <param name="Page">The page in Pulumi's registry about what it belongs to.</param>
internal sealed record Heading(string Namespace, string Name, string Words, string Summary, string Page);
