using Pulumi.Generator.Naming;
using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Writing;

/// <summary>A function of the provider: called at once, or as part of the program's outputs.</summary>
internal sealed class FunctionClass(Package package)
{
    public string Write(Token token, Heading heading, FunctionDefinition function)
    {
        var hasArguments = function.Inputs is not null;
        var isOptional = function.Inputs is { Required.Count: 0 };
        return SourceFile.Of(package, heading.Namespace, writer =>
        {
            writer.Summary(heading.Summary);
            writer.Remarks($"Function <c>{token.Text}</c>: <see href=\"{heading.Page}\"/>.");
            if (function.DeprecationMessage is not null)
            {
                writer.Line($"[Obsolete({Literals.Text(Facts.Instead(package.Words.For(token.InWords, "!"), heading.Page))})]");
            }

            writer.Block($"public static class {heading.Name}", () =>
            {
                writer.Line($"private const string FunctionToken = \"{token.Text}\";");
                var name = heading.Name;
                var (given, optional) = (hasArguments ? "{0} args, " : "", hasArguments ? isOptional ? "{0}? args = null, " : "{0} args, " : "");
                Write(writer, name, "Calls it at once: what the arguments depend on, and whether they are secret, is lost.",
                    "Task", "InvokeAsync", optional, $"{name}Args", "InvokeOptions? options = null");
                Write(writer, name, "Calls it once the arguments are known.",
                    "Output", "Invoke", optional, $"{name}InvokeArgs", "InvokeOptions? options = null");
                Write(writer, name, "Calls it once the arguments are known and what the options name exists.",
                    "Output", "Invoke", given, $"{name}InvokeArgs", "InvokeOutputOptions options");
            });
        });
    }

    private static void Write(
        CodeWriter writer, string name, string summary, string wrapper, string method, string parameter, string argsClass, string options)
    {
        writer.Gap();
        writer.Summary(summary);
        if (parameter.Length > 0)
        {
            writer.Parameter("args", "What to ask for.");
        }

        writer.Parameter("options", "Everything else.");
        var arguments = parameter.Length > 0 ? $"args ?? new {argsClass}()" : "InvokeArgs.Empty";
        var declared = parameter.Replace("{0}", argsClass, StringComparison.Ordinal);
        writer.Line($"public static {wrapper}<{name}Result> {method}({declared}{options})");
        writer.Line($"    => Deployment.Instance.{method}<{name}Result>(FunctionToken, {arguments}, options.WithDefaults());");
    }
}
