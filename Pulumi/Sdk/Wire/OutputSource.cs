using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The giving end of an output property of a resource.</summary>
internal abstract class OutputSource
{
    public abstract Type ValueType { get; }

    public abstract object Output { get; }

    public abstract void Set(OutputData<object?> data);

    /// <summary>For whatever the engine's answer left out; no effect on an output that has its value.</summary>
    public abstract void SetMissing(bool isKnown);

    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class OutputSource<T> : OutputSource
{
    private readonly TaskCompletionSource<OutputData<T>> _data = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ImmutableHashSet<Resource> _resource;

    public OutputSource(Resource resource)
    {
        _resource = [resource];
        Output = new Output<T>(_data.Task);
    }

    public override Type ValueType => typeof(T);

    public override object Output { get; }

    public override void Set(OutputData<object?> data) => _data.TrySetResult(
        data.With(data.Value is null ? default! : (T)data.Value) with { Resources = data.Resources.Union(_resource) });

    public override void SetMissing(bool isKnown) => _data.TrySetResult(new(default!, isKnown, IsSecret: false, _resource));

    public override void Fail(Exception exception) => _data.TrySetException(exception);
}
