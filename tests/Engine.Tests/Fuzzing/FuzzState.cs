using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.State;
using E3.Engine.Tests.Support;

namespace E3.Engine.Tests.Fuzzing;

/// <summary>The state that a program would have left, with its marks, and the cloud that goes with it.</summary>
internal sealed class FuzzState
{
    private const string DefaultProvider = "urn:pulumi:dev::proj::pulumi:providers:memory::default";

    private readonly FuzzNode[] _nodes;
    private readonly MemoryCloud _cloud;
    private readonly string _root;
    private readonly ResourceState[] _made;
    private readonly List<ResourceState> _resources = [];
    private readonly List<PendingOperation> _pending = [];
    private readonly List<string> _vanished = [];

    private FuzzState(FuzzNode[] nodes, MemoryCloud cloud, StackReference stack)
    {
        (_nodes, _cloud, _root) = (nodes, cloud, Urns.RootStack(stack.Stack, stack.Project));
        _made = new ResourceState[nodes.Length];
        _resources.Add(new ResourceState { Urn = _root, Type = Urns.StackType });
        _resources.Add(new ResourceState { Urn = DefaultProvider, Type = FuzzProgram.ProviderType, Custom = true, Id = "00000000-0000-0000-0000-00000000000d" });
        for (var place = 0; place < nodes.Length; place++)
            Add(place, stack);
        foreach (var id in _vanished)
            cloud.Remove(id);
    }

    public static Snapshot Build(FuzzNode[] nodes, MemoryCloud cloud, StackReference stack)
    {
        if (nodes.Length == 0)
            return Snapshot.Empty;
        var state = new FuzzState(nodes, cloud, stack);
        return new Snapshot([.. state._resources], [.. state._pending]);
    }

    private void Add(int place, StackReference stack)
    {
        var node = _nodes[place];
        var (parent, provider, deletedWith, needs, replaceWith) = FuzzProgram.References(_nodes, node);
        var isLook = node.Kind == FuzzKind.Look;
        var parentUrn = parent >= 0 ? _made[parent].Urn : _root;
        var inputs = FuzzProgram.Inputs(node);
        var byProperty = ResourceState.NoPropertyDependencies;
        var dependencies = new List<string>();
        void Depend(int on, string? input)
        {
            if (!dependencies.Contains(_made[on].Urn))
                dependencies.Add(_made[on].Urn);
            if (input is null)
                return;
            byProperty = byProperty.SetItem(input, [_made[on].Urn]);
            inputs = inputs.With(input, Workbench.Text(MemoryCloud.AddressOf(_made[on].Id)));
        }

        foreach (var needed in needs)
            Depend(needed, FuzzProgram.GivesAddress(_nodes, node, needed) ? FuzzProgram.AddressInput(_nodes[needed]) : null);
        if (deletedWith >= 0)
            Depend(deletedWith, FuzzProgram.Within);
        var state = new ResourceState
        {
            Urn = Urns.Create(stack.Stack, stack.Project, parentUrn, FuzzProgram.TypeOf(node.Kind), node.FullName),
            Type = FuzzProgram.TypeOf(node.Kind),
            Custom = node.Kind != FuzzKind.Group,
            Parent = parentUrn,
            Inputs = inputs,
            Dependencies = [.. dependencies],
            PropertyDependencies = byProperty,
            Protect = !isLook && node.Has(FuzzOptions.Protect),
            RetainOnDelete = !isLook && node.Has(FuzzOptions.Retain),
            External = isLook,
            DeletedWith = deletedWith >= 0 ? _made[deletedWith].Urn : "",
            ReplaceWith = [.. replaceWith.Select(other => _made[other].Urn)],
            IgnoreChanges = [.. FuzzProgram.IgnoreChanges(node)],
            ReplaceOnChanges = node.Has(FuzzOptions.ReplaceOnValue) ? ["value"] : [],
            Provider = node.Kind is FuzzKind.Thing or FuzzKind.Look
                ? new ProviderReference(provider >= 0 ? _made[provider].Urn : DefaultProvider, provider >= 0 ? _made[provider].Id : "00000000-0000-0000-0000-00000000000d").ToString()
                : "",
        };
        switch (node.Kind)
        {
            case FuzzKind.Group:
                break;
            case FuzzKind.Provider:
                state = state with { Id = $"00000000-0000-0000-0000-00000000000{place}", Outputs = inputs };
                break;
            case FuzzKind.Look:
                state = state with { Id = FuzzProgram.ForeignId(node), Outputs = PropertyMap.Empty.With("address", Workbench.Text(MemoryCloud.AddressOf(FuzzProgram.ForeignId(node)))) };
                break;
            default:
                AddThing(place, state);
                return;
        }
        _made[place] = state;
        _resources.Add(state);
    }

    private void AddThing(int place, ResourceState state)
    {
        var mark = Fitting(place);
        if (mark is FuzzMark.OldHalf)
            _resources.Add(Exists(state) with { Delete = true });
        if (mark is FuzzMark.Creating or FuzzMark.CreatingLost)
        {
            _pending.Add(new PendingOperation(state, PendingOperationType.Creating));
            if (mark is FuzzMark.CreatingLost)
                Exists(state);
            _made[place] = state;
            return;
        }
        var wanted = state;
        state = Exists(state) with { InitErrors = mark is FuzzMark.HalfMade ? ["it came up in part"] : [], PendingReplacement = mark is FuzzMark.Deleted, Taint = mark is FuzzMark.Tainted };
        if (mark is FuzzMark.Vanished or FuzzMark.Deleted or FuzzMark.DeletingLost)
            _vanished.Add(state.Id);
        if (mark is FuzzMark.Drifted or FuzzMark.UpdatingLost)
            _cloud.Things[state.Id] = (state.Urn, _cloud.Things[state.Id].Inputs.With("value", Workbench.Text("9")));
        if (mark is FuzzMark.Updating or FuzzMark.UpdatingLost)
            _pending.Add(new PendingOperation(state, PendingOperationType.Updating));
        if (mark is FuzzMark.Deleting or FuzzMark.DeletingLost)
            _pending.Add(new PendingOperation(state, PendingOperationType.Deleting));
        if (mark is FuzzMark.ReplacingLost)
        {
            _pending.Add(new PendingOperation(wanted, PendingOperationType.Creating));
            Exists(wanted);
        }
        _made[place] = state;
        _resources.Add(state);
    }

    /// <summary>The mark, unless no run could have left such a thing: what others need is not gone before them.</summary>
    private FuzzMark Fitting(int place)
    {
        var contains = false;
        var needed = false;
        foreach (var later in _nodes)
        {
            var (parent, _, deletedWith, needs, replaceWith) = FuzzProgram.References(_nodes, later);
            contains |= deletedWith == place;
            needed |= parent == place || deletedWith == place || needs.Contains(place) || replaceWith.Contains(place);
        }
        return _nodes[place].Mark switch
        {
            FuzzMark.Deleted or FuzzMark.Deleting or FuzzMark.DeletingLost when contains => FuzzMark.None,
            FuzzMark.Creating or FuzzMark.CreatingLost when needed => FuzzMark.None,
            FuzzMark.Deleted or FuzzMark.Deleting or FuzzMark.DeletingLost or FuzzMark.ReplacingLost when _nodes[place].Has(FuzzOptions.Protect) => FuzzMark.None,
            FuzzMark.Deleted or FuzzMark.Deleting or FuzzMark.DeletingLost when _nodes[place].Has(FuzzOptions.Retain) => FuzzMark.None,
            var mark => mark,
        };
    }

    private ResourceState Exists(ResourceState state)
    {
        var id = _cloud.NextId();
        var inputs = state.Inputs.Reveal();
        _cloud.Things[id] = (state.Urn, inputs);
        var outputs = inputs.With("address", Workbench.Text(MemoryCloud.AddressOf(id)));
        return state with
        {
            Id = id,
            Outputs = state.Inputs["value"] is PropertyValue.Secret secret ? outputs.With("value", secret) : outputs,
        };
    }
}
