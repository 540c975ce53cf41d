using E3.Deploy.CommandLine;
using E3.Engine.Backends;
using E3.Engine.State;
using E3.Engine.Workspace;

namespace E3.Deploy.Stacks;

/// <summary>Which stack is meant: --stack, else PULUMI_STACK, else the selected one, else <c>local</c>.</summary>
internal static class StackNames
{
    public const string Default = "local";

    /// <summary>The stack's plain name; <c>organization/project/stack</c>, the full name of the file backend, is understood too.</summary>
    /// <param name="option">--stack, or null.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="project">The project's name.</param>
    /// <param name="selected">The selected stack, or null.</param>
    public static string Choose(string? option, Func<string, string?> environment, string project, string? selected) =>
        Plain(option ?? (environment("PULUMI_STACK") is { Length: > 0 } set ? set : selected ?? Default), project);

    /// <summary>The plain name of a stack of the project.</summary>
    public static string Plain(string asked, string project)
    {
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
    public static void Require(Project project, StackSettings settings, FileBackend backend, bool isNamed)
    {
        if (settings.Exists || backend.Exists(new StackReference(project.Name, settings.Stack)))
        {
            return;
        }

        if (!isNamed)
        {
            throw new CommandException($"no stack selected; specify a stack name with --stack, or select one: e3 stack select (there are: {Known(project, backend)})", ExitCodes.NoSuchStack);
        }

        throw NotFound(project, settings, backend);
    }

    /// <summary>A stack has a state once it was made by <c>stack init</c> or a first update.</summary>
    public static void RequireState(Project project, StackSettings settings, FileBackend backend)
    {
        if (!backend.Exists(new StackReference(project.Name, settings.Stack)))
        {
            throw NotFound(project, settings, backend);
        }
    }

    private static CommandException NotFound(Project project, StackSettings settings, FileBackend backend) => new(
        settings.Exists
            ? $"no stack named '{settings.Stack}' found; it has settings ({settings.File}) and no state yet: e3 up or e3 stack init makes it."
            : $"no stack named '{settings.Stack}' found; there are: {Known(project, backend)}. e3 stack init {settings.Stack} makes it.",
        ExitCodes.NoSuchStack);

    private static string Known(Project project, FileBackend backend)
    {

        var known = project.StacksWithSettings().Union(backend.List().Where(stack => stack.Project == project.Name).Select(stack => stack.Stack)).Order().ToList();
        return known.Count > 0 ? string.Join(", ", known) : "none";
    }
}
