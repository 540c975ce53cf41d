using E3.Engine.Properties;
using E3.Engine.Protocol;
using E3.Engine.State;
using E3.Engine.Tests.Support;
using Pulumirpc;

namespace E3.Engine.Tests.Fuzzing;

/// <summary>Runs a random program: every node registers as soon as what it refers to has.</summary>
internal sealed class FuzzProgram(FuzzNode[] nodes, ProgramClient client)
{
    public const string GroupType = "test:index:Group";
    public const string ProviderType = "pulumi:providers:memory";

    /// <summary>The input by which the cloud knows what contains a thing.</summary>
    public const string Within = "within";

    private readonly Task<Made>[] _made = new Task<Made>[nodes.Length];

    public static async Task RunAsync(FuzzNode[] nodes, ProgramClient client)
    {
        var program = new FuzzProgram(nodes, client);
        for (var place = 0; place < nodes.Length; place++)
            program._made[place] = program.MakeAsync(nodes[place]);
        await Task.WhenAll(program._made);
    }

    public static string ForeignId(FuzzNode node) => $"foreign-{node.Name}";

    public static string TypeOf(FuzzKind kind) => kind switch
    {
        FuzzKind.Group => GroupType,
        FuzzKind.Provider => ProviderType,
        _ => ProgramClient.ThingType,
    };

    /// <summary>The positions that a node refers to, in each role that fits what is there.</summary>
    public static (int Parent, int Provider, int DeletedWith, int[] Needs, int[] ReplaceWith) References(FuzzNode[] nodes, FuzzNode node)
    {
        bool Is(int place, params FuzzKind[] kinds) => place >= 0 && kinds.Contains(nodes[place].Kind);
        int[] Places(int bits, params FuzzKind[] kinds) => [.. Enumerable.Range(0, nodes.Length).Where(place => (bits >> place & 1) == 1 && Is(place, kinds))];
        return (
            node.Kind is FuzzKind.Thing or FuzzKind.Group && Is(node.Parent, FuzzKind.Group, FuzzKind.Thing) ? node.Parent : -1,
            node.Kind is FuzzKind.Thing or FuzzKind.Look && Is(node.Provider, FuzzKind.Provider) ? node.Provider : -1,
            node.Kind is FuzzKind.Thing ? Container(nodes, node) : -1,
            node.Kind is FuzzKind.Provider ? [] : Places(node.Needs, FuzzKind.Thing, FuzzKind.Group, FuzzKind.Look, FuzzKind.Provider),
            node.Kind is FuzzKind.Thing ? Places(node.ReplaceWith, FuzzKind.Thing) : []);
    }

    /// <summary>What a node vanishes with: as it says, or else as its parent does.</summary>
    private static int Container(FuzzNode[] nodes, FuzzNode node) =>
        node.Kind is FuzzKind.Thing && node.DeletedWith >= 0 && nodes[node.DeletedWith].Kind is FuzzKind.Thing ? node.DeletedWith
        : node.Kind is FuzzKind.Thing or FuzzKind.Group && node.Parent >= 0 && nodes[node.Parent].Kind is FuzzKind.Thing or FuzzKind.Group ? Container(nodes, nodes[node.Parent])
        : -1;

    /// <summary>A node's own inputs, without those that come from others.</summary>
    public static PropertyMap Inputs(FuzzNode node)
    {
        PropertyValue value = Workbench.Text($"{node.Value}");
        return node.Kind == FuzzKind.Thing
            ? PropertyMap.Empty
                .With("value", node.Has(FuzzOptions.SecretValue) ? new PropertyValue.Secret(value) : value)
                .With("key", Workbench.Text($"{node.Key}"))
                .With("solo", Workbench.Text($"{node.Solo}"))
            : node.Kind == FuzzKind.Provider ? PropertyMap.Empty.With("setting", value) : PropertyMap.Empty;
    }

    /// <summary>Whether what a node needs gives it an input too.</summary>
    public static bool GivesAddress(FuzzNode[] nodes, FuzzNode node, int needed) =>
        node.Kind == FuzzKind.Thing && node.Has(FuzzOptions.ByProperty) && nodes[needed].Kind == FuzzKind.Thing;

    public static string AddressInput(FuzzNode needed) => $"from{needed.Name}";

    public static IEnumerable<string> IgnoreChanges(FuzzNode node)
    {
        if (node.Has(FuzzOptions.IgnoreValue))
            yield return "value";
        if (node.Has(FuzzOptions.IgnoreKey))
            yield return "key";
    }

    private async Task<Made> MakeAsync(FuzzNode node)
    {
        var (parent, provider, deletedWith, needs, replaceWith) = References(nodes, node);
        var needed = await Task.WhenAll(needs.Select(place => _made[place]));
        var parentUrn = parent >= 0 ? (await _made[parent]).Urn : client.StackUrn;
        var reference = provider >= 0 ? await ReferenceAsync(provider) : "";
        return node.Kind == FuzzKind.Look
            ? await LookAsync(node, reference, needed)
            : await RegisterAsync(node, parentUrn, reference, needs, deletedWith, replaceWith);
    }

    private async Task<Made> RegisterAsync(FuzzNode node, string parent, string provider, int[] needs, int deletedWith, int[] replaceWith)
    {
        var inputs = Inputs(node);
        var request = new RegisterResourceRequest
        {
            Type = TypeOf(node.Kind),
            Name = node.FullName,
            Custom = node.Kind != FuzzKind.Group,
            Parent = parent,
            Provider = provider,
            Protect = node.Has(FuzzOptions.Protect),
            RetainOnDelete = node.Has(FuzzOptions.Retain),
            ImportId = node.Kind == FuzzKind.Thing && node.Has(FuzzOptions.Import) ? ForeignId(node) : "",
            DeleteBeforeReplace = node.Has(FuzzOptions.DeleteFirst),
            DeleteBeforeReplaceDefined = node.Has(FuzzOptions.DeleteFirst) || node.Has(FuzzOptions.DeleteLast),
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsResultReporting = true,
        };
        foreach (var place in needs)
        {
            var made = await _made[place];
            request.Dependencies.Add(made.Urn);
            if (GivesAddress(nodes, node, place))
                inputs = Depend(request, inputs, AddressInput(nodes[place]), made);
        }
        request.IgnoreChanges.AddRange(IgnoreChanges(node));
        if (node.Has(FuzzOptions.ReplaceOnValue))
            request.ReplaceOnChanges.Add("value");
        if (deletedWith >= 0)
        {
            var container = await _made[deletedWith];
            // What its parent says it takes over by itself.
            if (node.DeletedWith == deletedWith)
                request.DeletedWith = container.Urn;
            inputs = Depend(request, inputs, Within, container);
        }
        foreach (var place in replaceWith)
            request.ReplaceWith.Add((await _made[place]).Urn);
        if (node.FormerName >= 0)
            request.Aliases.Add(FormerName(node));
        request.Object = WireProperties.Write(inputs, secrets: true, resources: true);
        var response = await client.Monitor.RegisterResourceAsync(request);
        return new Made(response.Urn, response.Id, WireProperties.Read(response.Object), response.Result);
    }

    private async Task<Made> LookAsync(FuzzNode node, string provider, Made[] needed)
    {
        var request = new ReadResourceRequest
        {
            Id = ForeignId(node),
            Type = ProgramClient.ThingType,
            Name = node.FullName,
            Parent = client.StackUrn,
            Provider = provider,
            AcceptSecrets = true,
            AcceptResources = true,
        };
        request.Dependencies.AddRange(needed.Select(made => made.Urn));
        var response = await client.Monitor.ReadResourceAsync(request);
        return new Made(response.Urn, request.Id, WireProperties.Read(response.Properties), Result.Success);
    }

    private async Task<string> ReferenceAsync(int place)
    {
        var made = await _made[place];
        return new ProviderReference(made.Urn, made.Id.Length > 0 ? made.Id : Signatures.Unknown).ToString();
    }

    private static PropertyMap Depend(RegisterResourceRequest request, PropertyMap inputs, string name, Made on)
    {
        if (!request.Dependencies.Contains(on.Urn))
            request.Dependencies.Add(on.Urn);
        request.PropertyDependencies[name] = new() { Urns = { on.Urn } };
        return inputs.With(name, on["address"]);
    }

    private static Alias FormerName(FuzzNode node)
    {
        var spec = new Alias.Types.Spec { Name = FuzzNode.NameOf(node.Kind, node.FormerName) };
        if (node.Has(FuzzOptions.WasRoot))
            spec.NoParent = true;
        return new Alias { Spec = spec };
    }
}
