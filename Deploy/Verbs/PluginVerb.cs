using E3.Deploy.CommandLine;
using E3.Deploy.Display.Json;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Surroundings;
using E3.Engine.Providers;
using E3.Engine.Workspace;

namespace E3.Deploy.Verbs;

/// <summary>
/// What the official <c>plugin</c> is asked, answered for providers that are built in
/// (<see href="https://www.pulumi.com/docs/iac/cli/commands/pulumi_plugin/"/>).
/// </summary>
internal sealed class PluginVerb(Host host)
{
    private const string Resource = "resource";
    private static readonly string[] Kinds = ["analyzer", "language", Resource, "converter", "tool"];

    public int List(bool json)
    {
        if (json)
        {
            host.Screen.Out.WriteLine(JsonText.Of(writer =>
            {
                writer.WriteStartArray();
                foreach (var (name, version) in BuiltInProviders.Packages)
                {
                    writer.WriteStartObject();
                    writer.WriteString("name", name);
                    writer.WriteString("kind", Resource);
                    writer.WriteString("version", version);
                    writer.WriteNumber("size", 0);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }));
            return ExitCodes.Ok;
        }

        host.Screen.Out.Write(TextTable.Of(
            ["NAME", "KIND", "VERSION", ""], BuiltInProviders.Packages.Select(package => new[] { package.Name, Resource, package.Version, "built in" })));
        return ExitCodes.Ok;
    }

    public int Install(string? kind, string? name, string? version)
    {
        if (kind is null)
        {
            host.Screen.Out.WriteLine($"nothing to install: the program is built when it runs, and the providers of {Packages} are built in.");
            return ExitCodes.Ok;
        }

        CheckKind(kind);
        if (name is null)
        {
            throw new CommandException("missing plugin name argument: which package?", ExitCodes.Usage);
        }

        if (kind != Resource)
        {
            throw new CommandException($"the {kind} plugin '{name}' cannot be installed: E3 runs no plugins. Programs are started by E3 itself; "
                + "for policy packs and converters use the official pulumi command.");
        }

        // name@version is the official command's other way to say it.
        var at = name.IndexOf('@', StringComparison.Ordinal);
        if (at > 0)
        {
            version = version is null ? name[(at + 1)..] : throw new CommandException($"cannot specify both '{name[at..]}' and '{version}' as a version", ExitCodes.Usage);
            name = name[..at];
        }

        if (Find(name) is not { } builtIn)
        {
            throw new CommandException($"there is no provider for package '{name}' here: E3 runs no plugins, and has those of {Packages} built in"
                + $"{KnownNames.DidYouMean(name, BuiltInProviders.Packages.Select(package => package.Name))}. Run what needs others with the official pulumi command.");
        }

        var asked = version?.TrimStart('v');
        host.Screen.Out.WriteLine($"{name} is built in, with the resources of {builtIn}: nothing to install"
            + (asked is null || asked == builtIn ? "." : $" (it stands for {asked} too)."));
        return ExitCodes.Ok;
    }

    public int Remove(string? kind, string? name, bool all)
    {
        if (kind is null && !all)
        {
            throw new CommandException("please pass --all if you'd like to remove all plugins", ExitCodes.Usage);
        }

        if (kind is not null)
        {
            CheckKind(kind);
        }

        if (kind == Resource && name is not null && Find(name) is not null)
        {
            throw new CommandException($"{name} is built in and cannot be removed.");
        }

        host.Screen.Out.WriteLine("no plugins found to uninstall");
        return ExitCodes.Ok;
    }

    private static string Packages => string.Join(", ", BuiltInProviders.Packages.Select(package => package.Name));

    private static string? Find(string name) => BuiltInProviders.Packages.Where(package => package.Name == name).Select(package => package.Version).FirstOrDefault();

    private static void CheckKind(string kind)
    {
        if (!Kinds.Contains(kind))
        {
            throw new CommandException($"unrecognized plugin kind: {kind}{KnownNames.DidYouMean(kind, Kinds)}; there are {string.Join(", ", Kinds)}", ExitCodes.Usage);
        }
    }
}
