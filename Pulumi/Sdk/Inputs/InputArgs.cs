using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A bag of properties to hand to the engine: each field or property with an <see cref="InputAttribute"/> is one.</summary>
public abstract class InputArgs
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<Member>> MembersOf = new();

    internal virtual ImmutableDictionary<string, object?> ToDictionary()
    {
        var properties = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var member in MembersOf.GetOrAdd(GetType(), FindMembers))
        {
            var value = member.Get(this);
            if (value is null && member.Input.IsRequired)
            {
                var path = $"{GetType().FullName}.{member.Name}";
                throw new ArgumentNullException(member.Name, $"[Input] {path} is required but was not given a value");
            }

            properties.Add(member.Input.Name, member.Input.Json ? JsonText.Of(member.Name, value) : value);
        }

        return properties.ToImmutable();
    }

    private static ImmutableArray<Member> FindMembers(Type type)
    {
        const BindingFlags Any = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance;
        var fields = type.GetFields(Any).Select(field => (Info: (MemberInfo)field, Get: (Func<object, object?>)field.GetValue));
        var properties = type.GetProperties(Any)
            .Select(property => (Info: (MemberInfo)property, Get: (Func<object, object?>)property.GetValue));
        return
        [
            .. from member in fields.Concat(properties)
               let input = member.Info.GetCustomAttribute<InputAttribute>()
               where input is not null
               select new Member(input, member.Info.Name, member.Get),
        ];
    }

    private sealed record Member(InputAttribute Input, string Name, Func<object, object?> Get);
}

/// <summary>The properties of a resource, or of an object inside them.</summary>
public abstract class ResourceArgs : InputArgs
{
    /// <summary>No properties.</summary>
    public static readonly ResourceArgs Empty = new None();

    private sealed class None : ResourceArgs;
}

/// <summary>The arguments of a function.</summary>
public abstract class InvokeArgs : InputArgs
{
    /// <summary>No arguments.</summary>
    public static readonly InvokeArgs Empty = new None();

    private sealed class None : InvokeArgs;
}

/// <summary>Properties of a resource whose type the program does not know at compile time.</summary>
/// <param name="dictionary">
/// The properties by their names in the provider's schema: values of the types that outputs may have, or outputs of them.
/// </param>
public sealed class DictionaryResourceArgs(ImmutableDictionary<string, object?> dictionary) : ResourceArgs
{
    private readonly ImmutableDictionary<string, object?> _dictionary = ValueTypes.Required(dictionary);

    internal override ImmutableDictionary<string, object?> ToDictionary() => _dictionary;
}

/// <summary>Arguments of a function whose type the program does not know at compile time.</summary>
/// <param name="dictionary">
/// The arguments by their names in the provider's schema: values of the types that outputs may have, or inputs of them.
/// </param>
public sealed class DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary) : InvokeArgs
{
    private readonly ImmutableDictionary<string, object?> _dictionary = ValueTypes.Required(dictionary);

    internal override ImmutableDictionary<string, object?> ToDictionary() => _dictionary;
}
