using System.Collections.Immutable;

namespace E3.Engine;

/// <summary>What is to be done with a stack.</summary>
public enum OperationKind
{
    /// <summary>Say what an update would do; nothing is changed or written.</summary>
    Preview,

    /// <summary>Make the stack what the program says.</summary>
    Update,

    /// <summary>Bring the state up to date with what exists; the program does not run.</summary>
    Refresh,

    /// <summary>Delete everything of the stack; the program does not run.</summary>
    Destroy,

    /// <summary>Take over what exists already, given by id; the program does not run.</summary>
    Import,
}

/// <summary>One operation on one stack.</summary>
public sealed record OperationRequest
{
    /// <summary>What to do.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>The project's name, from Pulumi.yaml.</summary>
    public required string Project { get; init; }

    /// <summary>The stack's name.</summary>
    public required string Stack { get; init; }

    /// <summary>The folder of Pulumi.yaml, which the program's relative paths of settings start from.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>The folder the program runs in.</summary>
    public required string ProgramDirectory { get; init; }

    /// <summary>True to only say what a refresh, a destroy or an import would do: nothing is changed or written. A preview is one anyway.</summary>
    public bool PreviewOnly { get; init; }

    /// <summary>Whether nothing is to be changed.</summary>
    public bool IsPreview => PreviewOnly || Kind == OperationKind.Preview;

    /// <summary>Whether an update, a preview or a destroy brings the state up to date first.</summary>
    public bool Refresh { get; init; }

    /// <summary>
    /// Whether the program runs along in a refresh or a destroy, so that its providers are set up as it says now and its hooks are there.
    /// </summary>
    public bool RunProgram { get; init; }

    /// <summary>A file to write down what a preview finds, for <see cref="PlanFile"/> of an update; null for none.</summary>
    public string? SavePlanFile { get; init; }

    /// <summary>A plan that an update is held to: it refuses to do anything else, and to begin when settings have changed. Null for none.</summary>
    public string? PlanFile { get; init; }

    /// <summary>What to take over; for an import only.</summary>
    public IReadOnlyList<ImportSpec> Imports { get; init; } = [];

    /// <summary>The program to run for a preview or an update.</summary>
    public required ProgramCommand Program { get; init; }

    /// <summary>
    /// Where a process of the caller's serves the program as a language runtime, <c>host:port</c>; it is run instead of
    /// <see cref="Program"/>. Null when the program is a process of its own.
    /// </summary>
    public string? Client { get; init; }

    /// <summary>The stack's settings by full key (<c>namespace:key</c>), secrets decrypted.</summary>
    public required IReadOnlyDictionary<string, ConfigValue> Config { get; init; }

    /// <summary>How many resources are worked on at a time, at least 1.</summary>
    public int Parallel { get; init; } = 16;

    /// <summary>Only these resources are touched: URNs, or globs in which * stays within a name and ** does not. Empty means all.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>These resources are replaced even when nothing differs: URNs or globs.</summary>
    public IReadOnlyList<string> Replace { get; init; } = [];

    /// <summary>These resources are left alone, and kept in a destroy with all they need: URNs or globs. Not together with targets.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Whether what depends on an excluded resource is excluded too.</summary>
    public bool ExcludeDependents { get; init; }

    /// <summary>Whether a destroy keeps protected resources, and what they need, instead of failing.</summary>
    public bool ExcludeProtected { get; init; }

    /// <summary>Whether protected resources may be deleted and replaced all the same.</summary>
    public bool IgnoreProtect { get; init; }

    /// <summary>Whether what depends on a target is a target too.</summary>
    public bool TargetDependents { get; init; }

    /// <summary>Whether resources no longer declared are still deleted after another resource failed.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>A line for the stack's history.</summary>
    public string Message { get; init; } = "";

    /// <summary>What the stack's history says of how the operation came about, such as <c>exec.kind</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// Something to take over. Parent and provider are URNs in the stack, "" for the stack itself and the package's default provider.
/// A component has no id.
/// </summary>
public sealed record ImportSpec(string Type, string Name, string Id)
{
    /// <summary>The parent's URN, of the state or of another import.</summary>
    public string Parent { get; init; } = "";

    /// <summary>The URN of a provider in the state.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The version of the default provider.</summary>
    public string Version { get; init; } = "";

    /// <summary>Whether it must not be deleted from then on; the command's default is yes.</summary>
    public bool Protect { get; init; } = true;

    /// <summary>True for an empty component, to be the parent of others.</summary>
    public bool Component { get; init; }

    /// <summary>The inputs to keep of those that were read; empty keeps all.</summary>
    public ImmutableArray<string> Properties { get; init; } = [];
}

/// <summary>One setting; an object's value is JSON text.</summary>
public sealed record ConfigValue(string Value, bool Secret, bool IsObject)
{
    /// <summary>Never the value, which may be a secret.</summary>
    public override string ToString() => Secret ? "[secret]" : Value;
}

/// <summary>A program: an executable (a path, or a name on PATH) and its arguments.</summary>
public sealed record ProgramCommand(string Executable, ImmutableArray<string> Arguments);
