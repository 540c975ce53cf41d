using Pulumi.Generator.Naming;
using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Typing;

/// <summary>The C# types of properties and the names of classes: those of the official packages.</summary>
internal sealed class CSharpTypes
{
    private const string Bridge = "tfbridge20";

    private readonly PackageSchema _schema;
    private readonly bool _isBridge;
    private readonly HashSet<string> _inArguments;
    private readonly HashSet<string> _inFunctions;

    public CSharpTypes(PackageSchema schema, Shapes shapes)
    {
        _schema = schema;
        _isBridge = schema.Language.CSharp.Compatibility switch
        {
            Bridge => true,
            "" => false,
            var other => throw new GeneratorException($"this generator does not know the compatibility '{other}'"),
        };

        // Over the whole schema, not only its chosen part: the names must not depend on what is chosen.
        var reach = new Reach(shapes);
        var functions = schema.Functions.Where(function => !function.Value.IsMethod).ToList();
        _inArguments = [.. functions.SelectMany(function => reach.From(function.Key, function.Value.Inputs?.Properties ?? []))];
        _inFunctions =
        [
            .. _inArguments,
            .. functions.SelectMany(function => reach.From(function.Key, function.Value.Outputs?.Properties ?? [])),
        ];
    }

    public string RootNamespace => $"{_schema.Language.CSharp.RootNamespace}.{NamespacePart(_schema.Name)}";

    public Token TokenOf(string text) => Token.Parse(text, _schema);

    public string NamespaceOf(Token token) => token.Module.Length > 0 ? $"{RootNamespace}.{NamespacePart(token.Module)}" : RootNamespace;

    public string NamespaceOf(Token token, Place place)
        => $"{NamespaceOf(token)}.{(place is Place.Output or Place.Result ? "Outputs" : "Inputs")}";

    /// <summary>The name of the class that an object type becomes there.</summary>
    public string ClassOf(Token token, Place place) => place switch
    {
        Place.State => $"{token.Name}GetArgs",
        Place.Input => $"{token.Name}{(_isBridge && _inArguments.Contains(token.Text) ? "InputArgs" : "Args")}",
        Place.Argument => $"{token.Name}{(_isBridge ? "InputArgs" : "Args")}",
        Place.PlainArgument => _isBridge ? $"{token.Name}Args" : token.Name,
        _ => _isBridge && _inFunctions.Contains(token.Text) ? $"{token.Name}Result" : token.Name,
    };

    /// <summary>The type of a property, without what says that it may be absent.</summary>
    /// <param name="shape">What it holds.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="from">The namespace that it is written in.</param>
    public string Of(Shape shape, Place place, string from) => place switch
    {
        Place.Output or Place.Result => Value(shape, place, from),
        Place.PlainArgument => shape switch
        {
            Shape.ListOf list => $"List<{Value(list.Element, place, from)}>",
            Shape.MapOf map => $"Dictionary<string, {Value(map.Element, place, from)}>",
            _ => Value(shape, place, from),
        },
        _ => shape switch
        {
            Shape.ListOf list => $"InputList<{Value(list.Element, place, from)}>",
            Shape.MapOf map => $"InputMap<{Value(map.Element, place, from)}>",
            Shape.EitherOf either => Distinct(either, place, from) is [var first, var second]
                ? $"InputUnion<{first}, {second}>"
                : $"Input<{Value(shape, place, from)}>",
            Shape.Simple { CSharp: "JsonElement" } => "InputJson",
            _ => $"Input<{Value(shape, place, from)}>",
        },
    };

    private string Value(Shape shape, Place place, string from) => shape switch
    {
        Shape.ListOf list => $"ImmutableArray<{Value(list.Element, place, from)}>",
        Shape.MapOf map => $"ImmutableDictionary<string, {Value(map.Element, place, from)}>",
        Shape.ObjectOf type => Object(TokenOf(type.Token), place, from),
        Shape.EnumOf type => Enum(TokenOf(type.Token), from),
        Shape.EitherOf either => Either(either, place, from),
        Shape.Simple simple => simple.CSharp,
        _ => throw new InvalidOperationException($"no C# type for {shape}"),
    };

    // An enumeration that other values are allowed beside comes out as what it stands for.
    private string Either(Shape.EitherOf either, Place place, string from)
    {
        if (place is Place.Output or Place.Result && either.Alternatives.OfType<Shape.EnumOf>().FirstOrDefault() is { } relaxed)
        {
            return relaxed.Underlying;
        }

        return Distinct(either, place, from) switch
        {
            [var only] => only,
            [var first, var second] => $"Union<{first}, {second}>",
            var more => throw new GeneratorException($"a choice of {more.Count} types, which this generator does not write: {string.Join(", ", more)}"),
        };
    }

    private List<string> Distinct(Shape.EitherOf either, Place place, string from)
        => [.. either.Alternatives.Select(alternative => Value(alternative, place, from)).Distinct()];

    private string Object(Token token, Place place, string from)
    {
        var home = NamespaceOf(token, place);
        var name = ClassOf(token, place);
        return home == from ? name
            : home[..home.LastIndexOf('.')] == from ? $"{home[(from.Length + 1)..]}.{name}"
            : $"{home}.{name}";
    }

    private string Enum(Token token, string from)
    {
        var home = NamespaceOf(token);
        return from == home || from.StartsWith(home + ".", StringComparison.Ordinal) ? token.Name : $"{home}.{token.Name}";
    }

    private string NamespacePart(string name) => _schema.Language.CSharp.Namespaces.TryGetValue(name, out var given)
        ? given
        : string.Join('.', name.Split('/').Select(part => Identifiers.Capitalised(Identifiers.Joined(part))));
}
