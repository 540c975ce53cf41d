using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace E3.Engine.Tests.Fuzzing;

/// <summary>What a node of a random program is.</summary>
internal enum FuzzKind
{
    /// <summary>A resource with something in the cloud behind it.</summary>
    Thing,

    /// <summary>A component.</summary>
    Group,

    /// <summary>A provider of its own.</summary>
    Provider,

    /// <summary>A look-up of something that nobody here manages.</summary>
    Look,
}

/// <summary>Options of a resource that are said or not.</summary>
[Flags]
internal enum FuzzOptions
{
    None = 0,
    Protect = 1,
    Retain = 2,
    DeleteFirst = 4,
    DeleteLast = 8,
    ReplaceOnValue = 16,
    IgnoreValue = 32,
    IgnoreKey = 64,
    SecretValue = 128,
    ByProperty = 256,

    /// <summary>Its former name was not below a parent.</summary>
    WasRoot = 512,

    /// <summary>It is something that nobody managed before, taken over by its id.</summary>
    Import = 1024,
}

/// <summary>How a resource of the state the case begins with deviates from a plain one.</summary>
internal enum FuzzMark
{
    None,

    /// <summary>Somebody deleted it by hand.</summary>
    Vanished,

    /// <summary>Somebody changed it by hand.</summary>
    Drifted,

    /// <summary>It came up in part only.</summary>
    HalfMade,

    /// <summary>It was deleted to be replaced, and the replacement did not come.</summary>
    Deleted,

    /// <summary>What it replaced is still there.</summary>
    OldHalf,

    /// <summary>It is to be replaced at the next chance.</summary>
    Tainted,

    /// <summary>A call was under way: its effect is (Lost) or is not there.</summary>
    Updating,
    UpdatingLost,
    Deleting,
    DeletingLost,
    Creating,
    CreatingLost,
    ReplacingLost,
}

/// <summary>
/// One registration. References are positions of earlier nodes: -1, or a bit set, where none is meant. A reference to a node of a kind that
/// does not fit is none.
/// </summary>
internal sealed record FuzzNode(FuzzKind Kind, int Name)
{
    public int Parent { get; init; } = -1;

    public int Provider { get; init; } = -1;

    public int DeletedWith { get; init; } = -1;

    public int Needs { get; init; }

    public int ReplaceWith { get; init; }

    public int Value { get; init; }

    public int Key { get; init; }

    public int Solo { get; init; }

    /// <summary>The name it had before, or -1.</summary>
    public int FormerName { get; init; } = -1;

    public FuzzOptions Options { get; init; }

    public FuzzMark Mark { get; init; }

    [JsonIgnore]
    public string FullName => NameOf(Kind, Name);

    public static string NameOf(FuzzKind kind, int name) => $"{char.ToLowerInvariant(kind.ToString()[0])}{name}";

    public bool Has(FuzzOptions option) => (Options & option) != 0;
}

/// <summary>How a call goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>The cloud refuses.</summary>
    Refused,

    /// <summary>The line is dead before anything happens.</summary>
    Unreachable,

    /// <summary>The cloud did it, and its answer is lost.</summary>
    AnswerLost,

    /// <summary>A create comes up in part.</summary>
    Half,

    /// <summary>The person asks to stop while it is under way; it goes on.</summary>
    Stop,

    /// <summary>The person drops everything before it takes effect, or after.</summary>
    AbortBefore,
    AbortAfter,
}

/// <summary>A fault of every call with this verb for the resource with this name.</summary>
internal sealed record FuzzFault(string Verb, string Name, FaultKind Kind);

/// <summary>A state, a program, one operation, and what goes wrong in it.</summary>
internal sealed record FuzzCase(FuzzNode[] Before, FuzzNode[] Program, OperationKind Kind, FuzzFault[] Faults)
{
    public const int Names = 8;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public int Parallel { get; init; } = 4;

    /// <summary>Bits of names; 0 is everything.</summary>
    public int Targets { get; init; }

    public bool TargetDependents { get; init; }

    /// <summary>Bits of names to leave alone.</summary>
    public int Excludes { get; init; }

    public bool ExcludeDependents { get; init; }

    /// <summary>Whether the operation looks first what has become of everything.</summary>
    public bool Refresh { get; init; }

    /// <summary>Bits of names to replace in any case.</summary>
    public int Replace { get; init; }

    public bool ContinueOnError { get; init; }

    public static FuzzCase Parse(string json) => JsonSerializer.Deserialize<FuzzCase>(json, Json)!;

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public FaultKind? FaultOf(string verb, string name) => Array.Find(Faults, fault => fault.Verb == verb && fault.Name == name)?.Kind;

    public override string ToString() => new StringBuilder()
        .Append($"{Kind} parallel={Parallel} targets={Targets:b}{(TargetDependents ? "+dependents" : "")} excludes={Excludes:b}{(ExcludeDependents ? "+dependents" : "")} replace={Replace:b} refresh={Refresh} continue={ContinueOnError}\n")
        .Append($" before:  {string.Join("\n          ", Before.Select(Show))}\n program: {string.Join("\n          ", Program.Select(Show))}\n")
        .Append($" faults:  {string.Join(' ', Faults.Select(fault => $"{fault.Verb}-{fault.Name}:{fault.Kind}"))}").ToString();

    private static string Show(FuzzNode node, int place) =>
        $"#{place} {node.FullName} v{node.Value} k{node.Key} s{node.Solo}"
        + (node.Needs != 0 ? $" needs={node.Needs:b}" : "") + (node.Parent >= 0 ? $" parent=#{node.Parent}" : "")
        + (node.Provider >= 0 ? $" provider=#{node.Provider}" : "") + (node.DeletedWith >= 0 ? $" deletedWith=#{node.DeletedWith}" : "")
        + (node.ReplaceWith != 0 ? $" replaceWith={node.ReplaceWith:b}" : "") + (node.FormerName >= 0 ? $" was={node.FormerName}" : "")
        + (node.Options != 0 ? $" [{node.Options}]" : "") + (node.Mark != 0 ? $" ({node.Mark})" : "");
}
