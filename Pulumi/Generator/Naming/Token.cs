using System.Text.RegularExpressions;
using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Naming;

/// <summary>The name of something in a schema: <c>package:module:Name</c>.</summary>
internal sealed record Token(string Text, string Package, string Module, string Name)
{
    public static Token Parse(string text, PackageSchema schema)
    {
        if (text.Split(':') is not [var package, var middle, var name])
        {
            throw new GeneratorException($"'{text}' is not a token of the form package:module:Name");
        }

        var match = Regex.Match(middle, schema.Meta.ModuleFormat);
        var module = match.Success ? match.Groups[1].Value : middle;
        return new(text, package, module == "index" ? "" : module, Identifiers.Capitalised(name));
    }

    /// <summary>How <c>generate.json</c> names it among the words.</summary>
    public string InWords => Module.Length > 0 ? $"{Module}:{Name}" : Name;

    /// <summary>The page about it in Pulumi's registry.</summary>
    public string RegistryPage
        => $"https://www.pulumi.com/registry/packages/{Package}/api-docs/{(Module.Length > 0 ? Module + "/" : "")}{Name.ToLowerInvariant()}/";
}
