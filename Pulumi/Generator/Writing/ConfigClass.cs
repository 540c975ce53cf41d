using Pulumi.Generator.Typing;

namespace Pulumi.Generator.Writing;

/// <summary>The settings of the package's default provider, as the stack has them.</summary>
internal sealed class ConfigClass(Package package)
{
    private readonly Literals _literals = new(package);

    public string Write(Heading heading, IReadOnlyList<Member> settings) => SourceFile.Of(package, heading.Namespace, writer =>
    {
        writer.Summary(heading.Summary);
        writer.Block($"public static class {heading.Name}", () =>
        {
            writer.Line($"private static readonly Pulumi.Config Settings = new(\"{package.Schema.Name}\");");
            foreach (var setting in settings)
            {
                writer.Gap();
                writer.Line($"private static readonly Setting<{Type(setting, heading)}> {Field(setting)} = new(");
                writer.Indented(() => writer.Line($"() => {Reader(setting, heading)});"));
            }

            foreach (var setting in settings)
            {
                writer.Gap();
                writer.Summary(Summary(setting, heading));
                writer.Block($"public static {Type(setting, heading)} {setting.Name}", () =>
                {
                    writer.Line($"get => {Field(setting)}.Value;");
                    writer.Line($"set => {Field(setting)}.Value = value;");
                });
            }

            writer.Gap();
            WriteSetting(writer);
        });
    });

    // The words are those about the provider's properties: a setting is the default provider's property.
    private string Summary(Member setting, Heading heading)
    {
        var facts = Facts.Of(package.Words, heading.Words, setting, Place.PlainArgument);
        var property = $"Property <c>{setting.Wire}</c>, {(setting.IsRequired ? "required" : "optional")}.";
        return facts.Replace(property, $"Setting <c>{package.Schema.Name}:{setting.Wire}</c>.", StringComparison.Ordinal);
    }

    private static string Field(Member setting) => $"{setting.Name}Setting";

    private string Type(Member setting, Heading heading)
        => package.Types.Of(setting.Shape, Place.Output, heading.Namespace) + (setting.Shape is Shape.ListOf ? "" : "?");

    private string Reader(Member setting, Heading heading)
    {
        var method = setting.Shape switch
        {
            Shape.Simple { CSharp: "string" } => "Get",
            Shape.Simple { CSharp: "bool" } => "GetBoolean",
            Shape.Simple { CSharp: "int" } => "GetInt32",
            Shape.Simple { CSharp: "double" } => "GetDouble",
            var other when other.Parts().Any(part => part is Shape.ObjectOf) => throw new GeneratorException(
                $"the setting '{setting.Wire}' holds an object, which this generator does not write"),
            _ => $"GetObject<{package.Types.Of(setting.Shape, Place.Output, heading.Namespace)}>",
        };
        IEnumerable<string?> sources =
            [$"Settings.{method}(\"{setting.Wire}\")", Literals.FromEnvironment(setting), _literals.Default(setting)];
        return string.Join(" ?? ", sources.OfType<string>());
    }

    private static void WriteSetting(CodeWriter writer) => writer.Block("private sealed class Setting<T>(Func<T> read)", () =>
    {
        writer.Line("private bool _isSet;");
        writer.Line("private T _value = default!;");
        writer.Gap();
        writer.Block("public T Value", () =>
        {
            writer.Line("get => _isSet ? _value : read();");
            writer.Line("set => (_value, _isSet) = (value, true);");
        });
    });
}
