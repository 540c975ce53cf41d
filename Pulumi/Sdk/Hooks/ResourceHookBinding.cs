namespace Pulumi;

/// <summary>Which hooks run at which moment of a resource's life, in this order.</summary>
public class ResourceHookBinding
{
    /// <summary>Before the resource is created; a failure keeps it from being created.</summary>
    public List<ResourceHook> BeforeCreate { get; set; } = [];

    /// <summary>After it was created.</summary>
    public List<ResourceHook> AfterCreate { get; set; } = [];

    /// <summary>Before it is updated; a failure keeps it from being updated.</summary>
    public List<ResourceHook> BeforeUpdate { get; set; } = [];

    /// <summary>After it was updated.</summary>
    public List<ResourceHook> AfterUpdate { get; set; } = [];

    /// <summary>Before it is deleted; a failure keeps it from being deleted.</summary>
    public List<ResourceHook> BeforeDelete { get; set; } = [];

    /// <summary>After it was deleted.</summary>
    public List<ResourceHook> AfterDelete { get; set; } = [];

    /// <summary>When one of these operations failed; any of them may have it tried again.</summary>
    public List<ErrorHook> OnError { get; set; } = [];

    /// <summary>Whether there is no hook at all.</summary>
    public bool IsEmpty => BeforeCreate.Count + AfterCreate.Count + BeforeUpdate.Count + AfterUpdate.Count +
        BeforeDelete.Count + AfterDelete.Count + OnError.Count == 0;

    /// <summary>The same hooks in lists of their own.</summary>
    public ResourceHookBinding Clone() => Concat(new());

    /// <summary>The hooks of both in a new binding, these first.</summary>
    /// <param name="other">The hooks to come after.</param>
    public ResourceHookBinding Concat(ResourceHookBinding other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            BeforeCreate = [.. BeforeCreate, .. other.BeforeCreate],
            AfterCreate = [.. AfterCreate, .. other.AfterCreate],
            BeforeUpdate = [.. BeforeUpdate, .. other.BeforeUpdate],
            AfterUpdate = [.. AfterUpdate, .. other.AfterUpdate],
            BeforeDelete = [.. BeforeDelete, .. other.BeforeDelete],
            AfterDelete = [.. AfterDelete, .. other.AfterDelete],
            OnError = [.. OnError, .. other.OnError],
        };
    }

    /// <summary>Hooks of which only the names are known; the engine has them already.</summary>
    internal static ResourceHookBinding FromWire(Pulumirpc.RegisterResourceRequest.Types.ResourceHooksBinding? names) => names is null
        ? new()
        : new()
        {
            BeforeCreate = [.. names.BeforeCreate.Select(name => new Known(name))],
            AfterCreate = [.. names.AfterCreate.Select(name => new Known(name))],
            BeforeUpdate = [.. names.BeforeUpdate.Select(name => new Known(name))],
            AfterUpdate = [.. names.AfterUpdate.Select(name => new Known(name))],
            BeforeDelete = [.. names.BeforeDelete.Select(name => new Known(name))],
            AfterDelete = [.. names.AfterDelete.Select(name => new Known(name))],
            OnError = [.. names.OnError.Select(name => new ErrorHook(name, (_, _) => Task.FromResult(false), Task.CompletedTask))],
        };

    private sealed class Known(string name) : ResourceHook(name, (_, _) => Task.CompletedTask, new(), Task.CompletedTask);
}
