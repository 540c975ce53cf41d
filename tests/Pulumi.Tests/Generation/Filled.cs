using System.Reflection;

namespace Pulumi.Tests.Generation;

/// <summary>Bags of arguments with a value for every property, whatever its type.</summary>
internal static class Filled
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    public static object New(Type args)
    {
        var bag = Activator.CreateInstance(args)!;
        foreach (var property in args.GetProperties().Where(property => property.CanWrite))
        {
            property.SetValue(bag, ValueOf(property.PropertyType));
        }

        return bag;
    }

    /// <summary>The names on the wire.</summary>
    public static IEnumerable<string> Names(Type args)
        => from member in args.GetMembers(All)
           from attribute in member.CustomAttributes
           where attribute.AttributeType == typeof(InputAttribute)
           select (string)attribute.ConstructorArguments[0].Value!;

    private static object ValueOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) || type == typeof(object) => "text",
            _ when type == typeof(int) => 1,
            _ when type == typeof(double) => 1.5,
            _ when type == typeof(bool) => true,
            _ when type == typeof(AssetOrArchive) || type == typeof(Archive) => new FileArchive("."),
            _ when type.IsDefined(typeof(EnumTypeAttribute)) => type.GetProperties(BindingFlags.Public | BindingFlags.Static)[0].GetValue(null)!,
            _ when type.IsSubclassOf(typeof(InputArgs)) => New(type),
            _ => OfGeneric(type.GetGenericTypeDefinition(), type, type.GenericTypeArguments),
        };
    }

    private static object OfGeneric(Type definition, Type type, Type[] arguments)
    {
        if (definition == typeof(List<>))
        {
            return Activator.CreateInstance(type, ArrayOf(arguments[0]))!;
        }

        if (definition == typeof(Dictionary<,>))
        {
            var map = (System.Collections.IDictionary)Activator.CreateInstance(type)!;
            map.Add("key", ValueOf(arguments[1]));
            return map;
        }

        var given = definition == typeof(InputList<>) ? ArrayOf(arguments[0])
            : definition == typeof(InputMap<>) ? OfGeneric(typeof(Dictionary<,>), typeof(Dictionary<,>).MakeGenericType(typeof(string), arguments[0]), [typeof(string), arguments[0]])
            : ValueOf(arguments[0]);
        var conversion = type.GetMethods().First(method =>
            method.Name == "op_Implicit" && method.ReturnType == type && method.GetParameters()[0].ParameterType.IsInstanceOfType(given));
        return conversion.Invoke(null, [given])!;
    }

    private static Array ArrayOf(Type element)
    {
        var array = Array.CreateInstance(element, 1);
        array.SetValue(ValueOf(element), 0);
        return array;
    }
}
