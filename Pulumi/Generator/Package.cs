using Pulumi.Generator.Naming;
using Pulumi.Generator.Schema;
using Pulumi.Generator.Typing;

namespace Pulumi.Generator;

/// <summary>What every writer needs to know of the package that is written.</summary>
internal sealed class Package
{
    public Package(PackageSchema schema, Selection selection)
    {
        (Schema, Selection) = (schema, selection);
        Shapes = new(schema);
        Types = new(schema, Shapes);
        Words = new(selection.Words);
    }

    public PackageSchema Schema { get; }

    public Selection Selection { get; }

    public Shapes Shapes { get; }

    public CSharpTypes Types { get; }

    public Words Words { get; }

    /// <summary>The last part of its namespace, which is how people know it: <c>DigitalOcean</c>.</summary>
    public string DisplayName => Types.RootNamespace[(Types.RootNamespace.LastIndexOf('.') + 1)..];

    public Token ProviderToken => new($"pulumi:providers:{Schema.Name}", Schema.Name, "", "Provider");

    public Token ConfigToken => new(Schema.Name, Schema.Name, "", "Config");

    public IReadOnlyList<Member> Members(string owner, Dictionary<string, PropertySpec> properties, IReadOnlySet<string> required)
        => Member.Of(Shapes, owner, properties, required);
}
