namespace Pulumi;

/// <summary>Who a resource used to be: either a whole URN, or the parts in which it differed from today.</summary>
public sealed class Alias
{
    /// <summary>The whole former URN; nothing else may be given then.</summary>
    public string? Urn { get; set; }

    /// <summary>The former name.</summary>
    public Input<string>? Name { get; set; }

    /// <summary>The former type.</summary>
    public Input<string>? Type { get; set; }

    /// <summary>The former stack.</summary>
    public Input<string>? Stack { get; set; }

    /// <summary>The former project.</summary>
    public Input<string>? Project { get; set; }

    /// <summary>The former parent; only one of the three parent properties may be given.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The former parent's URN.</summary>
    public Input<string>? ParentUrn { get; set; }

    /// <summary>Whether it had no parent.</summary>
    public bool NoParent { get; set; }

    internal async Task<Pulumirpc.Alias> ToWireAsync()
    {
        if (Urn is not null)
        {
            return Name is null && Type is null && Stack is null && Project is null && Parent is null && ParentUrn is null && !NoParent
                ? new Pulumirpc.Alias { Urn = Urn }
                : throw new ArgumentException($"Alias '{Urn}': {nameof(Urn)} is the whole name; give it alone.");
        }

        if ((Parent is null ? 0 : 1) + (ParentUrn is null ? 0 : 1) + (NoParent ? 1 : 0) > 1)
        {
            throw new ArgumentException(
                $"Only specify one of '{nameof(Parent)}', '{nameof(ParentUrn)}' or '{nameof(NoParent)}' in an {nameof(Alias)}");
        }

        var spec = new Pulumirpc.Alias.Types.Spec
        {
            Name = await TextAsync(Name),
            Type = await TextAsync(Type),
            Stack = await TextAsync(Stack),
            Project = await TextAsync(Project),
        };
        if (await TextAsync(Parent is null ? ParentUrn : Parent.Urn) is { Length: > 0 } parent)
        {
            spec.ParentUrn = parent;
        }
        else if (Parent is null && ParentUrn is null)
        {
            spec.NoParent = NoParent;
        }

        return new Pulumirpc.Alias { Spec = spec };
    }

    /// <summary>Those that are known; one that is not known yet cannot be anybody's former name.</summary>
    internal static async Task<IReadOnlyList<Pulumirpc.Alias>> ToWireAsync(IEnumerable<Input<Alias>> aliases)
    {
        var written = new List<Pulumirpc.Alias>();
        foreach (var input in aliases)
        {
            if (await input.ToOutput().ValueOrAsync(null!) is { } alias)
            {
                written.Add(await alias.ToWireAsync());
            }
        }

        return written;
    }

    internal static Alias FromWire(Pulumirpc.Alias alias) => alias.AliasCase == Pulumirpc.Alias.AliasOneofCase.Urn
        ? new() { Urn = alias.Urn }
        : new()
        {
            Name = Input(alias.Spec.Name),
            Type = Input(alias.Spec.Type),
            Stack = Input(alias.Spec.Stack),
            Project = Input(alias.Spec.Project),
            ParentUrn = Input(alias.Spec.ParentUrn),
            NoParent = alias.Spec.NoParent,
        };

    private static Input<string>? Input(string text) => text.Length == 0 ? null : (Input<string>)text;

    private static async Task<string> TextAsync(Input<string>? input)
        => input is null ? "" : await input.ToOutput().ValueOrAsync("") ?? "";
}
