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

    private static async Task<string> TextAsync(Input<string>? input)
        => input is null ? "" : await input.ToOutput().ValueOrAsync("") ?? "";
}
