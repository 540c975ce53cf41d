using System.Collections.ObjectModel;
using System.Reflection;

namespace ApiComparison;

/// <summary>
/// Types as C# writes them. What the compiler keeps in attributes, nullability and the names of tuple elements, is read in the order in
/// which it writes them (https://github.com/dotnet/roslyn/blob/main/docs/features/nullable-metadata.md).
/// </summary>
internal sealed class TypeNames(bool annotated)
{
    private static readonly Dictionary<string, string> Keywords = new()
    {
        ["System.Void"] = "void",
        ["System.Object"] = "object",
        ["System.String"] = "string",
        ["System.Boolean"] = "bool",
        ["System.Byte"] = "byte",
        ["System.Char"] = "char",
        ["System.Int16"] = "short",
        ["System.Int32"] = "int",
        ["System.Int64"] = "long",
        ["System.UInt16"] = "ushort",
        ["System.UInt32"] = "uint",
        ["System.UInt64"] = "ulong",
        ["System.Single"] = "float",
        ["System.Double"] = "double",
        ["System.Decimal"] = "decimal",
    };

    /// <summary>The name of a type that stands for itself, not as the type of a member.</summary>
    public static string Plain(Type type) => new Walk(annotated: false, [], [], 0).Name(type);

    /// <summary>The type of a field, property or event.</summary>
    public string Of(Type type, MemberInfo member)
        => Start(member.CustomAttributes, Context(member.DeclaringType!)).Name(type);

    /// <summary>The type of a parameter, or of what a method returns.</summary>
    public string Of(Type type, ParameterInfo parameter, MemberInfo method)
        => Start(parameter.CustomAttributes, ContextOf(method.CustomAttributes) ?? Context(method.DeclaringType!)).Name(type);

    private Walk Start(IEnumerable<CustomAttributeData> attributes, byte context)
    {
        byte[]? flags = null;
        string?[]? names = null;
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeType.Name == "NullableAttribute")
            {
                flags = attribute.ConstructorArguments[0].Value switch
                {
                    ReadOnlyCollection<CustomAttributeTypedArgument> many => [.. many.Select(one => (byte)one.Value!)],
                    var one => [(byte)one!],
                };
            }
            else if (attribute.AttributeType.Name == "TupleElementNamesAttribute")
            {
                names = [.. ((ReadOnlyCollection<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).Select(one => (string?)one.Value)];
            }
        }

        // One flag stands for all; none, for what the surroundings say.
        return flags is { Length: > 1 } ? new(annotated, flags, names ?? [], 0) : new(annotated, [], names ?? [], flags is [var only] ? only : context);
    }

    private static byte Context(Type type)
        => ContextOf(type.CustomAttributes) ?? (type.DeclaringType is { } outer ? Context(outer) : ContextOf(type.Module.CustomAttributes) ?? 0);

    private static byte? ContextOf(IEnumerable<CustomAttributeData> attributes) => attributes
        .Where(attribute => attribute.AttributeType.Name == "NullableContextAttribute")
        .Select(attribute => (byte?)attribute.ConstructorArguments[0].Value)
        .FirstOrDefault();

    private sealed class Walk(bool annotated, byte[] flags, string?[] names, byte flagOfAll)
    {
        private const byte IsNullable = 2;
        private int _flag;
        private int _name;

        public string Name(Type type)
        {
            if (type.IsGenericParameter)
            {
                return type.Name + Mark();
            }

            if (type.IsArray)
            {
                var mark = Mark();
                return $"{Name(type.GetElementType()!)}[]{mark}";
            }

            if (Literals.Nullable(type) is { } inner)
            {
                return Name(inner) + "?";
            }

            var nullable = !type.IsValueType || type.IsGenericType ? Mark() : "";
            return IsTuple(type) ? Tuple(type)
                : Keywords.TryGetValue(type.FullName ?? "", out var keyword) ? keyword + nullable
                : Named(type) + nullable;
        }

        private string Named(Type type)
        {
            var arguments = new Queue<Type>(type.GetGenericArguments());
            var path = new List<Type>();
            for (var outer = type; outer is not null; outer = outer.DeclaringType)
            {
                path.Insert(0, outer);
            }

            var parts = path.Select(part =>
            {
                var split = part.Name.Split('`');
                var own = split.Length > 1 ? int.Parse(split[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
                return own == 0 ? split[0] : $"{split[0]}<{string.Join(", ", Enumerable.Range(0, own).Select(_ => Name(arguments.Dequeue())))}>";
            });
            return (type.Namespace is { } space ? space + "." : "") + string.Join(".", parts);
        }

        private string Tuple(Type type)
        {
            var elements = new List<string?>();
            var own = new List<Type>();
            for (var rest = type; rest is not null;)
            {
                var arguments = rest.GenericTypeArguments;
                own.AddRange(arguments.Take(7));
                rest = arguments.Length == 8 ? arguments[7] : null;
            }

            // The names of all elements come before those of tuples inside them.
            elements.AddRange(own.Select(_ => _name < names.Length ? names[_name++] : null));
            var written = own.Select((element, i) =>
            {
                if (i == 7)
                {
                    Mark();
                }

                return elements[i] is { } name ? $"{Name(element)} {name}" : Name(element);
            });
            return $"({string.Join(", ", written)})";
        }

        private string Mark()
        {
            var flag = _flag < flags.Length ? flags[_flag++] : flagOfAll;
            return annotated && flag == IsNullable ? "?" : "";
        }

        private static bool IsTuple(Type type) => type.IsConstructedGenericType && type.Namespace == "System" &&
            type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal);
    }
}
