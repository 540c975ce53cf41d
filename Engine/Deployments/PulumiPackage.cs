using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>
/// The package <c>pulumi</c>, which the engine itself provides: the outputs of other stacks, and values kept from their first run on
/// (<see href="https://www.pulumi.com/docs/iac/concepts/stacks/#stackreferences"/>). <paramref name="load"/> gives a stack of the same
/// backend by its name, <c>stack</c>, <c>organization/stack</c> or <c>organization/project/stack</c>.
/// </summary>
internal sealed class PulumiPackage(Func<string, CancellationToken, Task<Snapshot>> load) : IProvider
{
    public const string Name = "pulumi";
    private const string Reference = "pulumi:pulumi:StackReference";
    private const string Stash = "pulumi:index:Stash";
    private const string Kept = "output";

    public string Package => Name;

    /// <summary>
    /// What says which outputs of a resource are secret because its inputs are: those of the same name, and what a stash keeps, which is as
    /// secret as the input was that it came from.
    /// </summary>
    public static PropertyMap Secrets(ResourceState state) => state.Type == Stash
        && (state.Outputs.TryGetValue(Kept, out var origin) || state.Inputs.TryGetValue("input", out origin)) ? state.Inputs.With(Kept, origin) : state.Inputs;

    public Task<CheckResult> CheckConfigAsync(PropertyMap config, CancellationToken cancel) => Task.FromResult(CheckResult.Valid(PropertyMap.Empty));

    public Task ConfigureAsync(PropertyMap config, CancellationToken cancel) => Task.CompletedTask;

    public Task<CheckResult> CheckAsync(CheckRequest request, CancellationToken cancel)
    {
        var input = InputOf(request.Type);
        var failures = request.New.Keys.Where(name => name != input).Select(name => new CheckFailure(name, $"is not known: {request.Type} has the input '{input}' only"));
        if (!request.New.ContainsKey(input))
            failures = failures.Append(new CheckFailure(input, "is missing"));
        return Task.FromResult(new CheckResult(request.New, [.. failures]));
    }

    public Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancel)
    {
        var input = InputOf(request.Type);
        return Task.FromResult(request.OldInputs.TryGetValue(input, out var old) && request.NewInputs.TryGetValue(input, out var current) && old.Equals(current)
            ? DiffResult.Same
            : new DiffResult(DiffResult.Same.Detailed.Add(input, new PropertyDiff(PropertyDiffKind.Update, Replaces: request.Type == Reference))));
    }

    public async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) => new(
        Guid.NewGuid().ToString(), request.Type == Reference ? await ReadOutputsAsync(request.Inputs, cancel) : request.Inputs.With(Kept, request.Inputs["input"]));

    public async Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel)
    {
        if (!request.Inputs.ContainsKey(InputOf(request.Type)))
            throw new ProviderException($"{request.Type} cannot be imported: it exists in the state alone");
        return new ReadResult(request.Id, request.Inputs, request.Type == Reference ? await ReadOutputsAsync(request.Inputs, cancel) : request.Outputs);
    }

    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) => Task.FromResult(
        request.NewInputs.With(Kept, request.OldOutputs.TryGetValue(Kept, out var kept) ? kept : request.NewInputs["input"]));

    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => Task.CompletedTask;

    public async Task<PropertyMap> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancel) => token switch
    {
        "pulumi:pulumi:readStackOutputs" => await ReadOutputsAsync(arguments, cancel),
        "pulumi:pulumi:readStackResourceOutputs" => await ReadResourcesAsync(arguments, cancel),
        _ => throw new ProviderException($"there is no function {token}"),
    };

    public Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel) => Task.FromResult<ReadResult?>(null);

    private async Task<PropertyMap> ReadOutputsAsync(PropertyMap inputs, CancellationToken cancel)
    {
        var name = NameIn(inputs);
        var outputs = (await load(name, cancel)).Outputs ?? PropertyMap.Empty;
        return PropertyMap.Empty
            .With("name", new PropertyValue.Text(name))
            .With("outputs", new PropertyValue.Map(outputs))
            .With("secretOutputNames", new PropertyValue.List(
                [.. outputs.Where(output => output.Value.ContainsSecrets).Select(output => (PropertyValue)new PropertyValue.Text(output.Key))]));
    }

    private async Task<PropertyMap> ReadResourcesAsync(PropertyMap inputs, CancellationToken cancel)
    {
        var name = NameIn(inputs);
        var resources = (await load(name, cancel)).Resources.Where(state => !state.Delete).Select(state => KeyValuePair.Create(
            state.Urn,
            (PropertyValue)new PropertyValue.Map(PropertyMap.Empty.With("type", new PropertyValue.Text(state.Type)).With("outputs", new PropertyValue.Map(state.Outputs)))));
        return PropertyMap.Empty.With("name", new PropertyValue.Text(name)).With("outputs", new PropertyValue.Map(PropertyMap.From(resources)));
    }

    private static string NameIn(PropertyMap inputs) => inputs.TryGetValue("name", out var name) && name.Reveal() is PropertyValue.Text { Value.Length: > 0 } text
        ? text.Value
        : throw new ProviderException("a reference to a stack needs its name: stack, or organization/project/stack");

    private static string InputOf(string type) => type switch
    {
        Reference => "name",
        Stash => "input",
        _ => throw new ProviderException($"there is no resource type {type}"),
    };
}
