using System.Collections.Immutable;
using E3.Engine.Properties;

namespace E3.Engine.Providers;

/// <summary>
/// What the engine asks of a package that creates resources, in the shape of Pulumi's provider protocol
/// (<see href="https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto"/>). Inputs and old state arrive with
/// secrets unwrapped; the engine wraps again every output whose input of the same name was secret, and what a provider itself
/// returns as <see cref="PropertyValue.Secret"/> stays secret. Calls for different resources run side by side.
/// </summary>
public interface IProvider
{
    /// <summary>The package's name, the first part of its resources' type tokens: <c>digitalocean</c>.</summary>
    string Package { get; }

    /// <summary>The version of the official package whose resources these are, such as <c>4.76.0</c>; "" for a package without one.</summary>
    string Version => "";

    /// <summary>Checks the provider's own settings (config keys without the package prefix) before <see cref="ConfigureAsync"/>.</summary>
    Task<CheckResult> CheckConfigAsync(PropertyMap config, CancellationToken cancel);

    /// <summary>Takes the settings; called once, before any call for a resource. Settings may be unknown in a preview.</summary>
    Task ConfigureAsync(PropertyMap config, CancellationToken cancel);

    /// <summary>Validates a resource's inputs and fills in defaults. May see unknowns.</summary>
    Task<CheckResult> CheckAsync(CheckRequest request, CancellationToken cancel);

    /// <summary>Says what of a resource would change, and whether that needs a new one. May see unknowns in the new inputs.</summary>
    Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancel);

    /// <summary>Creates the resource and returns when it is usable. On failure after the thing exists throws <see cref="PartialCreateException"/>.</summary>
    Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel);

    /// <summary>The resource as it is now, or null when it is gone.</summary>
    Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel);

    /// <summary>
    /// Changes the resource in place. After a <see cref="PartialCreateException"/> it is called even when nothing differs, to go on where the
    /// create gave up, and returns when the resource is usable.
    /// </summary>
    Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel);

    /// <summary>Deletes the resource; one that is gone already counts as deleted.</summary>
    Task DeleteAsync(DeleteRequest request, CancellationToken cancel);

    /// <summary>Calls a function of the package, such as <c>digitalocean:index/getImage:getImage</c>.</summary>
    Task<PropertyMap> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancel);

    /// <summary>
    /// Looks for a resource whose create was under way when an earlier run died: by the tag or name the provider gave it.
    /// Returns null when there is none, or when the package's resources leave nothing behind; throws
    /// <see cref="NotSupportedException"/> when there is no way to tell, and the person is asked to look.
    /// </summary>
    Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel);
}

/// <summary>A resource's inputs to check; <paramref name="Old"/> is null for a new resource.</summary>
public sealed record CheckRequest(string Urn, string Type, PropertyMap? Old, PropertyMap New);

/// <summary>The inputs with defaults, and one failure per mistake; a failure's property is a path such as <c>regions[0]</c>, or "".</summary>
public sealed record CheckResult(PropertyMap Inputs, ImmutableArray<CheckFailure> Failures)
{
    /// <summary>Inputs without a mistake.</summary>
    public static CheckResult Valid(PropertyMap inputs) => new(inputs, []);
}

/// <summary>One mistake in an input: where and what to do.</summary>
public sealed record CheckFailure(string Property, string Reason);

/// <summary>An existing resource and the inputs it should have now.</summary>
public sealed record DiffRequest(string Urn, string Type, string Id, PropertyMap OldInputs, PropertyMap OldOutputs, PropertyMap NewInputs);

/// <summary>
/// What differs, by property path. Empty means the resource stays as it is. <paramref name="DeleteBeforeReplace"/> says that the old
/// and the new one cannot exist side by side. <paramref name="Stable"/> names the outputs that an update in place leaves as they are
/// ("*" for all that are not inputs); a preview shows every other output as unknown, and so what depends on it as changed.
/// </summary>
public sealed record DiffResult(
    ImmutableSortedDictionary<string, PropertyDiff> Detailed, bool DeleteBeforeReplace = false, ImmutableArray<string> Stable = default)
{
    /// <summary>Nothing differs.</summary>
    public static DiffResult Same { get; } = new(ImmutableSortedDictionary<string, PropertyDiff>.Empty);
}

/// <summary>How one property differs and whether that takes a new resource.</summary>
public sealed record PropertyDiff(PropertyDiffKind Kind, bool Replaces);

/// <summary>The direction of a property's change.</summary>
public enum PropertyDiffKind
{
    /// <summary>Only the new inputs have it.</summary>
    Add,

    /// <summary>Only the old inputs have it.</summary>
    Delete,

    /// <summary>Both have it, with different values.</summary>
    Update,
}

/// <summary>
/// A resource to create. <paramref name="Status"/> takes progress lines for the person watching; a line with a secret in it must
/// not be sent. <paramref name="Timeout"/> is the resource's custom time-out, null for the provider's own.
/// </summary>
public sealed record CreateRequest(string Urn, string Type, PropertyMap Inputs, TimeSpan? Timeout, IProgress<string> Status)
{
    /// <summary>Outputs that the program says are secret: what becomes of them is not to be told on the way either.</summary>
    public ImmutableArray<string> SecretOutputs { get; init; } = [];
}

/// <summary>The created resource's id (not empty) and outputs.</summary>
public sealed record CreateResult(string Id, PropertyMap Outputs);

/// <summary>A resource to look up by id; inputs and outputs are what the state knows, empty for a resource never seen.</summary>
public sealed record ReadRequest(string Urn, string Type, string Id, PropertyMap Inputs, PropertyMap Outputs);

/// <summary>A resource as it is: id, the inputs that would give it, its outputs.</summary>
public sealed record ReadResult(string Id, PropertyMap Inputs, PropertyMap Outputs);

/// <summary>A resource to change in place.</summary>
public sealed record UpdateRequest(
    string Urn, string Type, string Id, PropertyMap OldInputs, PropertyMap OldOutputs, PropertyMap NewInputs, TimeSpan? Timeout, IProgress<string> Status)
{
    /// <summary>Outputs that the program says are secret: what becomes of them is not to be told on the way either.</summary>
    public ImmutableArray<string> SecretOutputs { get; init; } = [];
}

/// <summary>A resource to delete.</summary>
public sealed record DeleteRequest(
    string Urn, string Type, string Id, PropertyMap Inputs, PropertyMap Outputs, TimeSpan? Timeout, IProgress<string> Status)
{
    /// <summary>Outputs that the program says are secret: what becomes of them is not to be told on the way either.</summary>
    public ImmutableArray<string> SecretOutputs { get; init; } = [];
}

/// <summary>
/// An interrupted create. <paramref name="KnownIds"/> are the ids of this type that the state already has, which cannot be the lost one.
/// </summary>
public sealed record FindRequest(string Urn, string Type, PropertyMap Inputs, IReadOnlySet<string> KnownIds);

/// <summary>A create that failed after the resource came into being: the engine keeps it in the state, to be gone on with by an update.</summary>
public sealed class PartialCreateException(string message, string id, PropertyMap outputs, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The id of what exists.</summary>
    public string Id { get; } = id;

    /// <summary>What is known of it.</summary>
    public PropertyMap Outputs { get; } = outputs;
}

/// <summary>
/// A failure to be shown to a person as it stands: what was wrong, where, what to do. No stack trace follows. It says that the call took
/// no effect; any other exception leaves that open, and the next run looks, with <see cref="IProvider.FindAsync"/> after a create and
/// with <see cref="IProvider.ReadAsync"/> after an update or a delete.
/// </summary>
public sealed class ProviderException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>
    /// True when the call may have taken effect although it failed (its answer was lost, and so was every look for it): the next run
    /// must look, as after any other exception.
    /// </summary>
    public bool OutcomeUnknown { get; init; }
}
