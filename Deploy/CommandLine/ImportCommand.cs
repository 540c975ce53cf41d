using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 import</c>.</summary>
internal static class ImportCommand
{
    public static Command Build(Verb verb)
    {
        var command = Verb.Named("import", "Take over a resource that exists already, or many that a file names, and print the C# that declares them",
            ("e3 import digitalocean:index/tag:Tag mine my-tag", "the tag my-tag as resource 'mine'"),
            ("e3 import --file resources.json --yes", "many: {\"resources\": [{\"type\": …, \"name\": …, \"id\": …}]}"));
        var type = new Argument<string?>("type") { Description = "The resource's type", Arity = ArgumentArity.ZeroOrOne };
        var name = new Argument<string?>("name") { Description = "Its name in the program", Arity = ArgumentArity.ZeroOrOne };
        var id = new Argument<string?>("id") { Description = "Its id at the provider", Arity = ArgumentArity.ZeroOrOne };
        var parent = new Option<string?>("--parent") { Description = "Its parent: a URN, or name=URN", HelpName = "urn" };
        var provider = new Option<string?>("--provider") { Description = "Its provider: a URN, or name=URN", HelpName = "urn" };
        var properties = new Option<string[]>("--properties") { Description = "Which of its inputs to keep, a,b; all when left out", HelpName = "names", AllowMultipleArgumentsPerToken = false };
        var file = new Option<string?>("--file") { Description = "A file that names the resources", HelpName = "file" };
        file.Aliases.Add("-f");
        var protect = new Option<bool>("--protect") { Description = "Keep them from being deleted (default: yes; --protect=false)", DefaultValueFactory = _ => true };
        var generate = new Option<bool>("--generate-code") { Description = "Print the C# (default: yes)", DefaultValueFactory = _ => true };
        var output = new Option<string?>("--out", "-o") { Description = "Write the C# to this file", HelpName = "file" };
        command.Arguments.Add(type);
        command.Arguments.Add(name);
        command.Arguments.Add(id);
        foreach (var option in new Option[] { parent, provider, properties, file, protect, generate, output })
        {
            command.Options.Add(option);
        }

        var options = new OperationOptions().ForImport(command);
        RefusedFlags.AddTo(command, ["--from", "--generate-resources"], "nothing is converted from other tools; use the official pulumi command for it");
        verb.Runs(command, (host, parsed, _) => new ImportVerb(host, options.Read(parsed, verb.Global, verb.Environment, host.Folder))
        {
            Resource = (parsed.GetValue(type), parsed.GetValue(name), parsed.GetValue(id)),
            Parent = parsed.GetValue(parent),
            Provider = parsed.GetValue(provider),
            Properties = [.. (parsed.GetValue(properties) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
            File = parsed.GetValue(file),
            Protect = parsed.GetValue(protect),
            GenerateCode = parsed.GetValue(generate),
            CodeFile = parsed.GetValue(output),
        }.RunAsync());
        return command;
    }
}
