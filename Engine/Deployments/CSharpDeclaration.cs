using System.Globalization;
using System.Text;
using System.Text.Json;
using E3.Engine.Properties;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Says in C# what a resource is, for a program that is to have it from now on. Secrets and nested objects are left to the person.</summary>
public static class CSharpDeclaration
{
    private static readonly Dictionary<string, string> Namespaces = new(StringComparer.Ordinal) { ["digitalocean"] = "DigitalOcean" };

    /// <summary>A statement that declares the resource under its name, with its inputs; protected where the state protects it.</summary>
    public static string Of(ResourceState state)
    {
        var text = new StringBuilder();
        var name = Urns.Name(state.Urn);
        text.Append(CultureInfo.InvariantCulture, $"var {Identifier(name)} = new {ClassOf(state.Type)}({Literal(name)}");
        if (state.Custom)
        {
            text.Append(", new()\n{\n");
            foreach (var (property, value) in state.Inputs)
                text.Append(Assignment(Pascal(property), value));
            text.Append('}');
        }
        if (state.Protect)
            text.Append(CultureInfo.InvariantCulture, $", new {(state.Custom ? "CustomResourceOptions" : "ComponentResourceOptions")}\n{{\n    Protect = true,\n}}");
        return text.Append(");\n").ToString();
    }

    private static string Assignment(string property, PropertyValue value) => value switch
    {
        PropertyValue.Null => "",
        PropertyValue.Secret => $"    // {property}: a secret; take it from the stack's settings.\n",
        _ when Expression(value) is { } expression => $"    {property} = {expression},\n",
        _ => $"    // {property}: write it by hand.\n",
    };

    private static string? Expression(PropertyValue value) => value switch
    {
        PropertyValue.Text text => Literal(text.Value),
        PropertyValue.Bool truth => truth.Value ? "true" : "false",
        PropertyValue.Number number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        PropertyValue.List { Items: [] } => null,
        PropertyValue.List list when list.Items.Select(Expression).ToArray() is var items && items.All(item => item is not null) => $"new[] {{ {string.Join(", ", items)} }}",
        _ => null,
    };

    /// <summary>The class of a type token: <c>digitalocean:index/droplet:Droplet</c> is <c>DigitalOcean.Droplet</c>, <c>command:local:Command</c> <c>Command.Local.Command</c>.</summary>
    private static string ClassOf(string type)
    {
        if (type.Split(':') is not [var package, var module, var name])
            return type;
        var within = module.Split('/')[0];
        return string.Join('.', new[] { Namespaces.GetValueOrDefault(package, Pascal(package)), within is "index" or "" ? "" : Pascal(within), name }.Where(part => part.Length > 0));
    }

    private static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    private static string Identifier(string name)
    {
        var letters = name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_').ToArray();
        return char.IsAsciiDigit(letters.FirstOrDefault('_')) ? "_" + new string(letters) : new string(letters);
    }

    // C# reads what JSON writes within quotes.
    private static string Literal(string text) => JsonSerializer.Serialize(text, CSharpJson.Default.String);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class CSharpJson : System.Text.Json.Serialization.JsonSerializerContext;
