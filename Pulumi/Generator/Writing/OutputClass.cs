using Pulumi.Generator.Naming;
using Pulumi.Generator.Typing;

namespace Pulumi.Generator.Writing;

/// <summary>An object that a property turns out to hold, or that a function gives.</summary>
internal sealed class OutputClass(Package package, Place place)
{
    public string Write(Heading heading, IReadOnlyList<Member> members) => SourceFile.Of(package, heading.Namespace, writer =>
    {
        writer.Summary(heading.Summary);
        writer.Line("[OutputType]");
        writer.Block($"public sealed class {heading.Name}", () =>
        {
            foreach (var member in members)
            {
                writer.Gap();
                writer.Summary(Facts.Of(package.Words, heading.Words, member, place));
                writer.Line($"public readonly {Type(member, heading)} {member.Name};");
            }

            writer.Gap();
            writer.Line("[OutputConstructor]");
            WriteConstructor(writer, heading, members);
        });
    });

    private void WriteConstructor(CodeWriter writer, Heading heading, IReadOnlyList<Member> members)
    {
        var parameters = members.Select(member => $"{Type(member, heading)} {Identifiers.OfParameter(member.Wire)}").ToList();
        void WriteBody()
        {
            foreach (var member in members)
            {
                var parameter = Identifiers.OfParameter(member.Wire);
                writer.Line($"{(parameter == member.Name ? "this." : "")}{member.Name} = {parameter};");
            }
        }

        if (parameters.Count <= 1)
        {
            writer.Block($"private {heading.Name}({string.Concat(parameters)})", WriteBody);
            return;
        }

        writer.Line($"private {heading.Name}(");
        writer.Indented(() =>
        {
            foreach (var parameter in parameters.SkipLast(1))
            {
                writer.Line($"{parameter},");
            }
        });
        writer.Block($"    {parameters[^1]})", WriteBody);
    }

    private string Type(Member member, Heading heading)
        => package.Types.Of(member.Shape, place, heading.Namespace) + (member.IsRequired || member.Shape is Shape.ListOf ? "" : "?");
}
