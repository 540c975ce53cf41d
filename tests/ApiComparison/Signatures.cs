using System.Reflection;

namespace ApiComparison;

/// <summary>Writes types and their members in the notation of PublicApiAnalyzers.</summary>
internal sealed class Signatures(bool annotated)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance |
        BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly TypeNames _names = new(annotated);

    public IEnumerable<string> Of(Type type)
    {
        yield return annotated ? $"{TypeNames.Plain(type)} : {KindOf(type)}{Constraints(type.GetGenericArguments())}" : TypeNames.Plain(type);
        if (IsDelegate(type))
        {
            if (annotated)
            {
                yield return OfMethod(type.GetMethod("Invoke")!);
            }

            yield break;
        }

        foreach (var constructor in type.GetConstructors(Declared).Where(constructor => IsVisible(constructor) && !constructor.IsStatic))
        {
            yield return $"{Access(constructor)}{Path(constructor)}({Parameters(constructor)}) -> void";
        }

        foreach (var field in type.GetFields(Declared).Where(field => IsVisible(field) && !field.IsSpecialName))
        {
            yield return OfField(field);
        }

        foreach (var property in type.GetProperties(Declared))
        {
            foreach (var accessor in new[] { property.GetMethod, property.SetMethod }.Where(accessor => accessor is not null && IsVisible(accessor)))
            {
                yield return OfAccessor(property, accessor!);
            }
        }

        foreach (var declared in type.GetEvents(Declared).Where(declared => IsVisible(declared.AddMethod!)))
        {
            yield return $"{Modifiers(declared.AddMethod!)}{Path(declared)} -> {_names.Of(declared.EventHandlerType!, declared)}";
        }

        foreach (var method in type.GetMethods(Declared).Where(method => IsVisible(method) &&
            (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))))
        {
            yield return OfMethod(method);
        }
    }

    private string OfField(FieldInfo field)
    {
        var type = _names.Of(field.FieldType, field);
        if (field.IsLiteral)
        {
            var value = Literals.Of(field.GetRawConstantValue());
            return field.DeclaringType!.IsEnum ? $"{Path(field)} = {value} -> {type}" : $"const {Path(field)} = {value} -> {type}";
        }

        return $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Path(field)} -> {type}";
    }

    private string OfAccessor(PropertyInfo property, MethodInfo accessor)
    {
        var isGetter = accessor == property.GetMethod;
        var indices = property.GetIndexParameters();
        var name = indices.Length > 0
            ? $"{TypeNames.Plain(property.DeclaringType!)}.this[{string.Join(", ", indices.Select(Parameter))}]"
            : Path(property);
        var isInit = accessor.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit");
        var verb = isGetter ? "get" : isInit ? "init" : "set";
        var result = annotated || isGetter ? _names.Of(property.PropertyType, property) : "void";
        return $"{Modifiers(accessor)}{name}.{verb} -> {result}";
    }

    private string OfMethod(MethodInfo method)
    {
        var result = _names.Of(method.ReturnType, method.ReturnParameter, method);
        var name = method.Name switch
        {
            "op_Implicit" => $"implicit operator {result}",
            "op_Explicit" => $"explicit operator {result}",
            "op_Equality" => "operator ==",
            "op_Inequality" => "operator !=",
            var plain => plain,
        };
        var arguments = method.GetGenericArguments();
        var generics = arguments.Length > 0 ? $"<{string.Join(", ", arguments.Select(argument => argument.Name))}>" : "";
        return $"{Modifiers(method)}{TypeNames.Plain(method.DeclaringType!)}.{name}{generics}({Parameters(method)}) -> {result}" +
            Constraints(arguments);
    }

    private string Parameters(MethodBase method)
    {
        var isExtension = method.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ExtensionAttribute");
        return (isExtension ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private string Parameter(ParameterInfo parameter)
    {
        var isParams = parameter.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ParamArrayAttribute");
        var direction = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : isParams ? "params " : "";
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        var value = parameter.HasDefaultValue ? $" = {Literals.Of(parameter.RawDefaultValue, type)}" : "";
        return $"{direction}{_names.Of(type, parameter, parameter.Member)} {parameter.Name}{value}";
    }

    private static string Path(MemberInfo member)
    {
        var type = member.DeclaringType!;
        var name = member is ConstructorInfo ? type.Name.Split('`')[0] : member.Name;
        return $"{TypeNames.Plain(type)}.{name}";
    }

    private string Modifiers(MethodInfo method)
    {
        var isOwn = method.DeclaringType!.IsInterface || IsDelegate(method.DeclaringType);
        var kind = method.IsStatic ? "static "
            : isOwn || !method.IsVirtual || method.IsFinal ? ""
            : (method.Attributes & MethodAttributes.VtableLayoutMask) == MethodAttributes.ReuseSlot ? "override "
            : method.IsAbstract ? "abstract "
            : "virtual ";
        return Access(method) + kind;
    }

    private string Access(MethodBase method) => annotated && !method.IsPublic ? "protected " : "";

    private static string KindOf(Type type)
    {
        if (type.IsEnum)
        {
            return "enum";
        }

        if (IsDelegate(type))
        {
            return "delegate";
        }

        var kind = type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        var parents = type.GetInterfaces().Where(PublicApi.IsVisible).Select(TypeNames.Plain).Order(StringComparer.Ordinal);
        var above = type is { IsClass: true, BaseType: { } parent } && parent.FullName != "System.Object"
            ? [TypeNames.Plain(parent)]
            : Array.Empty<string>();
        return string.Join(", ", [kind, .. above, .. parents]);
    }

    private string Constraints(Type[] parameters) => !annotated ? "" : string.Concat(
        from parameter in parameters
        let attributes = parameter.GenericParameterAttributes
        let isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)
        let constraints = (string[])
        [
            .. attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : Array.Empty<string>(),
            .. isStruct ? ["struct"] : Array.Empty<string>(),
            .. parameter.GetGenericParameterConstraints()
                .Where(constraint => constraint.FullName != "System.ValueType").Select(TypeNames.Plain),
            .. !isStruct && attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? ["new()"] : Array.Empty<string>(),
        ]
        where constraints.Length > 0
        select $" where {parameter.Name} : {string.Join(", ", constraints)}");

    private static bool IsDelegate(Type type) => type.BaseType?.FullName == "System.MulticastDelegate";

    // What only derived classes see counts where there can be derived classes.
    private static bool IsVisible(MethodBase method)
        => method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool IsVisible(FieldInfo field)
        => field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed);
}
