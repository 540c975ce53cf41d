using E3.Deploy.CommandLine;
using E3.Engine.Backends;
using E3.Engine.State;
using E3.Engine.Workspace;

namespace E3.Deploy.Stacks;

/// <summary>Which stack is meant: --stack, else PULUMI_STACK, else <c>local</c>.</summary>
internal static class StackNames
{
    public const string Default = "local";

    /// <summary>The stack's plain name; <c>organization/project/stack</c>, the full name of the file backend, is understood too.</summary>
    public static string Choose(string? option, Func<string, string?> environment, string project)
    {
        var asked = option ?? (environment("PULUMI_STACK") is { Length: > 0 } set ? set : Default);
        var name = asked.Split('/') switch
        {
            ["organization", var owner, var stack] when owner == project => stack,
            ["organization", var stack] => stack,
            _ => asked,
        };
        StackSettings.CheckStackName(name);
        return name;
    }

    /// <summary>A stack exists when it has a settings file or a state.</summary>
    public static void Require(Project project, StackSettings settings, FileBackend backend)
    {
        if (settings.Exists || backend.Exists(new StackReference(project.Name, settings.Stack)))
        {
            return;
        }

        var known = project.StacksWithSettings().Union(backend.List().Where(stack => stack.Project == project.Name).Select(stack => stack.Stack)).Order().ToList();
        throw new CommandException(
            $"no stack named '{settings.Stack}' found; "
            + (known.Count > 0 ? $"there are: {string.Join(", ", known)}. " : "there are none. ")
            + $"A new one begins with its settings file, {settings.File}.",
            ExitCodes.NoSuchStack);
    }
}
