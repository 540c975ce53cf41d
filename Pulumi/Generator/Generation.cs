using Pulumi.Generator.Naming;
using Pulumi.Generator.Schema;
using Pulumi.Generator.Typing;
using Pulumi.Generator.Writing;

namespace Pulumi.Generator;

/// <summary>All files of a package: path below its folder → text.</summary>
internal sealed class Generation
{
    private readonly Package _package;
    private readonly UsedTypes _types;
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    private Generation(Package package)
    {
        _package = package;
        _types = new(package);
    }

    private string PackagePage => $"https://www.pulumi.com/registry/packages/{_package.Schema.Name}/";

    public static IReadOnlyDictionary<string, string> Of(PackageSchema schema, Selection selection)
    {
        var generation = new Generation(new(schema, selection));
        generation.WriteAll();
        generation._package.Words.RequireAllUsed();
        return generation._files;
    }

    private void WriteAll()
    {
        WriteProvider();
        foreach (var (folder, tokens) in _package.Selection.Folders)
        {
            foreach (var text in tokens)
            {
                if (_package.Schema.Resources.TryGetValue(text, out var resource))
                {
                    WriteResource(folder, _package.Types.TokenOf(text), resource);
                }
                else if (_package.Schema.Functions.TryGetValue(text, out var function))
                {
                    WriteFunction(folder, _package.Types.TokenOf(text), function);
                }
                else
                {
                    throw new GeneratorException($"the schema has no resource or function '{text}', which generate.json has in {folder}");
                }
            }
        }

        WriteTypes();
        var hasSecrets = _files.Values.Any(text => text.Contains("Secret.Of(", StringComparison.Ordinal));
        var readsEnvironment = _files.Values.Any(text => text.Contains("Defaults.Variable(", StringComparison.Ordinal));
        Add("", "Defaults", new SharedClasses(_package).Defaults(readsEnvironment));
        if (hasSecrets)
        {
            Add("", "Secret", new SharedClasses(_package).Secret());
        }
    }

    // Nothing but text comes back from a provider.
    private void WriteProvider()
    {
        var (token, provider) = (_package.ProviderToken, _package.Schema.Provider);
        var outputs = _package.Members("Provider", provider.Properties, provider.Required).Where(member => !Facts.IsJson(member)).ToList();
        var heading = HeadingOf(token, $"The {_package.DisplayName} provider with settings of its own; without one, the stack's settings hold.");
        Add("", "Provider", new ResourceClass(_package).Write(token, heading, provider, outputs));
        WriteMethodResults("", token, provider);
        WriteInputs("", token, Place.Input, "Args", "Settings of a", new() { Properties = provider.InputProperties, Required = provider.RequiredInputs });

        var settings = _package.Members("config", _package.Schema.Config.Variables, new HashSet<string>());
        if (settings.Count > 0)
        {
            var summary = $"The stack's settings for {_package.DisplayName}; what is assigned here holds in this program instead.";
            Add("", "Config", new ConfigClass(_package).Write(
                new(_package.Types.RootNamespace, "Config", token.InWords, summary, PackagePage), settings));
        }
    }

    private void WriteResource(string folder, Token token, ResourceDefinition resource)
    {
        if (resource.IsComponent)
        {
            throw new GeneratorException($"{token.Text} is a component, which this generator does not write");
        }

        token = resource.Language.CSharp?.Name is { } name ? token with { Name = Identifiers.Capitalised(name) } : token;
        var outputs = _package.Members(token.Text, resource.Properties, resource.Required);
        _types.Add(folder, token.Text, Place.Output, resource.Properties);
        Add(folder, token.Name, new ResourceClass(_package).Write(token, HeadingOf(token, $"The resource {token.Name}."), resource, outputs));
        WriteMethodResults(folder, token, resource);
        WriteInputs(folder, token, Place.Input, "Args", "Properties of a", new() { Properties = resource.InputProperties, Required = resource.RequiredInputs });
        if (resource.StateInputs is { } state)
        {
            WriteInputs(folder, token, Place.State, "State", "What is known of an existing", state);
        }
    }

    private void WriteMethodResults(string folder, Token owner, ResourceDefinition resource)
    {
        foreach (var (method, text) in resource.Methods)
        {
            if (_package.Schema.Functions.GetValueOrDefault(text) is not { IsMethod: true, Inputs.Properties.Count: 1, Outputs: { } outputs })
            {
                throw new GeneratorException($"the method '{text}' has arguments or gives no object, which this generator does not write");
            }

            var name = owner.Name + Identifiers.Capitalised(method);
            _types.Add(folder, text, Place.Result, outputs.Properties);
            Add(folder, $"{name}Result", new OutputClass(_package, Place.Result).Write(
                HeadingOf(owner, "") with
                {
                    Name = $"{name}Result",
                    Words = name,
                    Summary = $"What <see cref=\"{owner.Name}.{Identifiers.Capitalised(method)}\"/> gives.",
                },
                _package.Members(text, outputs.Properties, outputs.Required)));
        }
    }

    private void WriteFunction(string folder, Token token, FunctionDefinition function)
    {
        if (function.Outputs is not { } outputs || function.ReturnType is not null || function.MultiArgumentInputs is not null)
        {
            throw new GeneratorException($"{token.Text} does not take and give an object, and this generator writes no other functions");
        }

        Add(folder, token.Name, new FunctionClass(_package).Write(token, HeadingOf(token, $"The function {token.Name}."), function));
        if (function.Inputs is { } inputs)
        {
            WriteInputs(folder, token, Place.PlainArgument, "Args", "Plain arguments of", inputs);
            WriteInputs(folder, token, Place.Argument, "InvokeArgs", "Arguments of", inputs);
        }

        _types.Add(folder, token.Text, Place.Result, outputs.Properties);
        Add(folder, $"{token.Name}Result", new OutputClass(_package, Place.Result).Write(
            HeadingOf(token, "") with { Name = $"{token.Name}Result", Summary = $"What <see cref=\"{token.Name}\"/> finds." },
            _package.Members(token.Text, outputs.Properties, outputs.Required)));
    }

    private void WriteInputs(string folder, Token token, Place place, string suffix, string what, ObjectDefinition inputs)
    {
        _types.Add(folder, token.Text, place, inputs.Properties);
        var heading = new Heading(
            _package.Types.NamespaceOf(token), token.Name + suffix, token.InWords, $"{what} <see cref=\"{token.Name}\"/>.", token.RegistryPage);
        Add(folder, heading.Name, new InputClass(_package, place, isProvider: token == _package.ProviderToken).Write(
            heading, _package.Members(token.Text, inputs.Properties, inputs.Required)));
    }

    private void WriteTypes()
    {
        // In a native package, one class serves resources and functions.
        var classes = new HashSet<string>();
        foreach (var used in _types.All)
        {
            var token = _package.Types.TokenOf(used.Token);
            var definition = _package.Shapes.Definition(used.Token);
            var summary = _package.Words.For(token.InWords, "") ?? $"The type <c>{used.Token}</c>.";
            if (used.Place is not { } place)
            {
                var heading = new Heading(_package.Types.NamespaceOf(token), token.Name, token.InWords, summary, PackagePage);
                Add(used.Folder, token.Name, new EnumClass(_package).Write(token, heading, definition));
                continue;
            }

            var home = new Heading(
                _package.Types.NamespaceOf(token, place), _package.Types.ClassOf(token, place), token.InWords, summary, PackagePage);
            if (!classes.Add($"{home.Namespace}.{home.Name}"))
            {
                continue;
            }

            var members = _package.Members(used.Token, definition.Properties, definition.Required);
            Add(used.Folder, home.Name, place is Place.Output or Place.Result
                ? new OutputClass(_package, place).Write(home, members)
                : new InputClass(_package, place).Write(home, members));
        }
    }

    private Heading HeadingOf(Token token, string otherwise) => new(
        _package.Types.NamespaceOf(token), token.Name, token.InWords, _package.Words.For(token.InWords, "") ?? otherwise, token.RegistryPage);

    private void Add(string folder, string name, string text)
    {
        var path = folder.Length > 0 ? $"{folder}/{name}.cs" : $"{name}.cs";
        if (!_files.TryAdd(path, text))
        {
            throw new GeneratorException($"two classes would be in {path}; put one in another folder");
        }
    }
}
