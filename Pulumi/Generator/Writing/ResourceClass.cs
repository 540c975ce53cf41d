using Pulumi.Generator.Naming;
using Pulumi.Generator.Schema;
using Pulumi.Generator.Typing;

namespace Pulumi.Generator.Writing;

/// <summary>A resource, or the provider.</summary>
internal sealed class ResourceClass(Package package)
{
    public string Write(Token token, Heading heading, ResourceDefinition resource, IReadOnlyList<Member> outputs)
    {
        var isProvider = token == package.ProviderToken;
        return SourceFile.Of(package, heading.Namespace, writer =>
        {
            writer.Summary(heading.Summary);
            writer.Remarks($"Type <c>{token.Text}</c>: <see href=\"{heading.Page}\"/>.");
            if (resource.DeprecationMessage is not null)
            {
                writer.Line($"[Obsolete({Literals.Text(Facts.Instead(package.Words.For(token.InWords, "!"), heading.Page))})]");
            }

            writer.Line("[ResourceType(TypeToken, Defaults.Version)]");
            writer.Block($"public partial class {heading.Name} : {(isProvider ? "ProviderResource" : "CustomResource")}", () =>
            {
                writer.Line($"private const string TypeToken = \"{token.Text}\";");
                WriteConstructors(writer, heading.Name, resource, isProvider);
                WriteOutputs(writer, heading, outputs);
                if (!isProvider)
                {
                    WriteGet(writer, heading.Name, hasState: resource.StateInputs is not null);
                }

                WriteMethods(writer, heading.Name, resource);
                writer.Gap();
                WriteOptions(writer, resource, outputs);
            });
        });
    }

    private void WriteOutputs(CodeWriter writer, Heading heading, IReadOnlyList<Member> outputs)
    {
        foreach (var member in outputs)
        {
            writer.Gap();
            writer.Summary(Facts.Of(package.Words, heading.Words, member, Place.Output));
            writer.Line($"[Output(\"{member.Wire}\")]");
            var type = package.Types.Of(member.Shape, Place.Output, heading.Namespace);
            var mark = member.IsRequired || member.Shape is Shape.ListOf ? "" : "?";
            writer.Line($"public Output<{type}{mark}> {member.Name} {{ get; private set; }} = null!;");
        }
    }

    private void WriteConstructors(CodeWriter writer, string name, ResourceDefinition resource, bool isProvider)
    {
        var token = isProvider ? $"\"{package.Schema.Name}\"" : "TypeToken";
        var isOptional = resource.RequiredInputs.Count == 0;
        writer.Gap();
        writer.Summary("Declares one.");
        writer.Parameter("name", "Its name in the program.");
        writer.Parameter("args", isProvider ? "Its settings." : "Its properties.");
        writer.Parameter("options", "Everything else.");
        writer.Line($"public {name}(string name, {name}Args{(isOptional ? "?" : "")} args{(isOptional ? " = null" : "")}, CustomResourceOptions? options = null)");
        writer.Block($"    : base({token}, name, args ?? new {name}Args(), MakeResourceOptions(options, \"\"))", () => { });
        if (isProvider)
        {
            return;
        }

        var hasState = resource.StateInputs is not null;
        writer.Gap();
        writer.Line($"private {name}(string name, Input<string> id, {(hasState ? $"{name}State? state, " : "")}CustomResourceOptions? options)");
        writer.Block($"    : base({token}, name, {(hasState ? "state" : "null")}, MakeResourceOptions(options, id))", () => { });
    }

    private static void WriteGet(CodeWriter writer, string name, bool hasState)
    {
        writer.Gap();
        writer.Summary("Reads one that exists; it is not managed.");
        writer.Parameter("name", "Its name in the program.");
        writer.Parameter("id", "What the provider calls it.");
        if (hasState)
        {
            writer.Parameter("state", "What else is known of it, where the id is not enough to find it.");
        }

        writer.Parameter("options", "Everything else.");
        var state = hasState ? $"{name}State? state = null, " : "";
        writer.Line($"public static {name} Get(string name, Input<string> id, {state}CustomResourceOptions? options = null)");
        writer.Line($"    => new(name, id, {(hasState ? "state, " : "")}options);");
    }

    private static void WriteMethods(CodeWriter writer, string name, ResourceDefinition resource)
    {
        foreach (var (method, token) in resource.Methods.OrderBy(method => method.Key, StringComparer.Ordinal))
        {
            var called = Identifiers.Capitalised(method);
            writer.Gap();
            writer.Summary($"Calls the provider's <c>{token}</c>.");
            writer.Line($"public Output<{name}{called}Result> {called}()");
            writer.Line($"    => Deployment.Instance.Call<{name}{called}Result>(\"{token}\", CallArgs.Empty, this);");
        }
    }

    private void WriteOptions(CodeWriter writer, ResourceDefinition resource, IReadOnlyList<Member> outputs)
    {
        var secrets = outputs.Where(member => member.Spec.Secret).Select(member => member.Wire).ToList();
        var triggers = new ReplacementPaths(package).Of(outputs);
        writer.Block("private static CustomResourceOptions MakeResourceOptions(CustomResourceOptions? options, Input<string>? id)", () =>
        {
            writer.Block(
                "var defaults = new CustomResourceOptions",
                () =>
                {
                    writer.Line("Version = Defaults.Version,");
                    WriteList(writer, "Aliases", [.. resource.Aliases.Select(alias => $"new Alias {{ Type = \"{alias.Type}\" }}")]);
                    WriteList(writer, "AdditionalSecretOutputs", [.. secrets.Select(Literals.Text)]);
                    WriteList(writer, "ReplaceOnChanges", [.. triggers.Select(Literals.Text)]);
                },
                end: "};");
            writer.Line("var merged = CustomResourceOptions.Merge(defaults, options);");
            writer.Line("merged.Id = id ?? merged.Id;");
            writer.Line("return merged;");
        });
    }

    private static void WriteList(CodeWriter writer, string name, IReadOnlyCollection<string> values)
    {
        if (values.Count > 0)
        {
            writer.Line($"{name} = {{ {string.Join(", ", values)} }},");
        }
    }
}
