using Pulumi.Generator.Naming;
using Pulumi.Generator.Typing;

namespace Pulumi.Generator.Writing;

/// <summary>A bag of properties that a program fills.</summary>
/// <param name="package">The package.</param>
/// <param name="place">What the bag is for.</param>
/// <param name="isProvider">Whether it holds the settings of a provider.</param>
internal sealed class InputClass(Package package, Place place, bool isProvider = false)
{
    private readonly Literals _literals = new(package);

    public string Write(Heading heading, IReadOnlyList<Member> members)
        => SourceFile.Of(package, heading.Namespace, writer =>
        {
            writer.Summary(heading.Summary);
            writer.Block($"public sealed class {heading.Name} : {BaseClass(heading.Namespace)}", () =>
            {
                foreach (var member in members.Where(HasField))
                {
                    writer.Gap();
                    writer.Line(Attribute(member));
                    writer.Line($"private {Type(member, heading.Namespace)}? {Identifiers.OfField(member.Wire)};");
                }

                WriteConstructor(writer, heading.Name, members);
                writer.Gap();
                writer.Summary("New, with nothing set but defaults.");
                writer.Line($"public static new {heading.Name} Empty => new();");
                foreach (var member in members)
                {
                    writer.Gap();
                    writer.Summary(Facts.Of(package.Words, heading.Words, member, place, isProvider));
                    WriteProperty(writer, member, Type(member, heading.Namespace), heading);
                }
            });
        });

    // The arguments of a function themselves are InvokeArgs too; what they hold is not, once it takes outputs.
    private string BaseClass(string @namespace)
        => place == Place.PlainArgument || (place == Place.Argument && !@namespace.EndsWith(".Inputs", StringComparison.Ordinal))
            ? "InvokeArgs"
            : "ResourceArgs";

    private static bool HasField(Member member) => member.Shape.IsCollection || member.Spec.Secret;

    private string Type(Member member, string @namespace)
    {
        if (place != Place.PlainArgument && member.Spec.Plain)
        {
            throw new GeneratorException($"'{member.Wire}' takes no output, which this generator does not write");
        }

        var type = package.Types.Of(member.Shape, place, @namespace);
        return !member.Spec.Secret || place == Place.PlainArgument || type.StartsWith("Input<", StringComparison.Ordinal) || member.Shape.IsCollection
            ? type
            : throw new GeneratorException($"'{member.Wire}' is a secret {type}, which this generator does not write");
    }

    private string Attribute(Member member)
    {
        var required = member.IsRequired ? ", required: true" : "";
        var json = isProvider && Facts.IsJson(member) ? ", json: true" : "";
        return $"[Input(\"{member.Wire}\"{required}{json})]";
    }

    private void WriteProperty(CodeWriter writer, Member member, string type, Heading heading)
    {
        if (!HasField(member))
        {
            var initialiser = member.IsRequired && !(place == Place.PlainArgument && member.Shape.IsValueType) ? " = null!;" : "";
            writer.Line(Attribute(member));
            writer.Line($"public {type}{(member.IsRequired ? "" : "?")} {member.Name} {{ get; set; }}{initialiser}");
            return;
        }

        // As in the official packages, only what has a field is marked.
        if (member.Spec.DeprecationMessage is not null)
        {
            writer.Line($"[Obsolete({Literals.Text(Facts.Instead(package.Words.For(heading.Words, member.Wire + "!"), heading.Page))})]");
        }

        var field = Identifiers.OfField(member.Wire);
        writer.Block($"public {type}{(member.Shape.IsCollection ? "" : "?")} {member.Name}", () =>
        {
            var isSecret = member.Spec.Secret && place != Place.PlainArgument;

            // What a collection initialiser adds goes to what is got, and never through the setter.
            var empty = isSecret ? $"Secret.Of(new {type}())" : "[]";
            writer.Line(member.Shape.IsCollection ? $"get => {field} ??= {empty};" : $"get => {field};");
            writer.Line(isSecret ? $"set => {field} = Secret.Of(value);" : $"set => {field} = value;");
        });
    }

    private void WriteConstructor(CodeWriter writer, string name, IReadOnlyList<Member> members)
    {
        var defaults = members.Where(member => member.Spec.Default is not null || member.Spec.DefaultInfo is not null).ToList();
        if (defaults.Count == 0)
        {
            return;
        }

        writer.Gap();
        writer.Summary("New, with the defaults.");
        writer.Block($"public {name}()", () =>
        {
            foreach (var member in defaults)
            {
                WriteDefault(writer, member, Literals.FromEnvironment(member), _literals.Default(member));
            }
        });
    }

    private static void WriteDefault(CodeWriter writer, Member member, string? environment, string? value)
    {
        if (environment is null || value is not null)
        {
            writer.Line($"{member.Name} = {string.Join(" ?? ", new[] { environment, value }.OfType<string>())};");
            return;
        }

        var local = Identifiers.OfParameter(member.Wire);
        writer.Block($"if ({environment} is {{ }} {local})", () => writer.Line($"{member.Name} = {local};"));
    }
}
