using E3.Engine.Properties;

namespace E3.Engine.Providers.Resources;

/// <summary>One resource type of a package; what differs between types, while <see cref="ResourceProvider"/> does what is common.</summary>
internal interface IResource
{
    ResourceSchema Schema { get; }

    /// <summary>Mistakes that only this type can see, looking at inputs whose kinds are right; may ask the cloud.</summary>
    Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult(Enumerable.Empty<CheckFailure>());

    /// <summary>Completes inputs without a mistake, for instance by marking what is always secret.</summary>
    PropertyMap Complete(PropertyMap inputs) => inputs;

    /// <summary>May add to or take from what the schema found different.</summary>
    DiffResult Refine(DiffResult diff, DiffRequest request) => diff;

    Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel);

    Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel);

    Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel);

    Task DeleteAsync(DeleteRequest request, CancellationToken cancel);

    Task<ReadResult?> FindAsync(FindRequest request, CancellationToken cancel);
}
