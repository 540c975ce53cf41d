namespace E3.Engine.State;

/// <summary>
/// Pulumi's unique names: <c>urn:pulumi:stack::project::parent$types$type::name</c>
/// (<see href="https://www.pulumi.com/docs/iac/concepts/resources/names/#urns"/>).
/// </summary>
internal static class Urns
{
    public const string StackType = "pulumi:pulumi:Stack";
    private const string Scheme = "urn:pulumi:";
    private const string Separator = "::";

    public static string Create(string stack, string project, string parentUrn, string type, string name)
    {
        var parentType = parentUrn.Length == 0 ? "" : QualifiedType(parentUrn);
        var qualified = parentType is "" or StackType ? type : $"{parentType}${type}";
        return $"{Prefix(stack, project)}{qualified}{Separator}{name}";
    }

    /// <summary>What every URN of a stack begins with.</summary>
    public static string Prefix(string stack, string project) => $"{Scheme}{stack}{Separator}{project}{Separator}";

    /// <summary>The stack's name in a URN.</summary>
    public static string Stack(string urn) => Parts(urn)[0][Scheme.Length..];

    /// <summary>The project's name in a URN.</summary>
    public static string Project(string urn) => Parts(urn)[1];

    /// <summary>The type with its parents' types before it.</summary>
    public static string QualifiedType(string urn) => Parts(urn)[2];

    public static string Type(string urn)
    {
        var qualified = QualifiedType(urn);
        return qualified[(qualified.LastIndexOf('$') + 1)..];
    }

    public static string Name(string urn) => Parts(urn)[3];

    /// <summary>The URN with another name at its end.</summary>
    public static string WithName(string urn, string name)
    {
        var parts = Parts(urn);
        return string.Join(Separator, parts[0], parts[1], parts[2], name);
    }

    public static string RootStack(string stack, string project) => Create(stack, project, "", StackType, $"{project}-{stack}");

    private static string[] Parts(string urn)
    {
        var parts = urn.Split(Separator, 4);
        return parts.Length == 4 && urn.StartsWith(Scheme, StringComparison.Ordinal)
            ? parts
            : throw new EngineException($"'{urn}' is not a URN: expected urn:pulumi:<stack>::<project>::<type>::<name>");
    }
}
