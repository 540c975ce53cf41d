using System.Collections.Immutable;
using E3.Engine.Deployments;
using E3.Engine.State;
using Google.Protobuf.Collections;
using Pulumirpc;

namespace E3.Engine.Protocol;

/// <summary>The names of a resource's hooks by their moment, as the protocol and as the checkpoint have them.</summary>
internal static class WireHooks
{
    private static readonly (string Moment, Func<RegisterResourceRequest.Types.ResourceHooksBinding, RepeatedField<string>> Field)[] Fields =
    [
        (HookMoments.BeforeCreate, binding => binding.BeforeCreate),
        (HookMoments.AfterCreate, binding => binding.AfterCreate),
        (HookMoments.BeforeUpdate, binding => binding.BeforeUpdate),
        (HookMoments.AfterUpdate, binding => binding.AfterUpdate),
        (HookMoments.BeforeDelete, binding => binding.BeforeDelete),
        (HookMoments.AfterDelete, binding => binding.AfterDelete),
        (HookMoments.OnError, binding => binding.OnError),
    ];

    public static ImmutableSortedDictionary<string, ImmutableArray<string>> Read(RegisterResourceRequest.Types.ResourceHooksBinding? binding) =>
        binding is null
            ? ResourceState.NoPropertyDependencies
            : ResourceState.NoPropertyDependencies.AddRange(Fields
                .Select(field => KeyValuePair.Create(field.Moment, field.Field(binding).ToImmutableArray()))
                .Where(hooks => !hooks.Value.IsEmpty));

    public static RegisterResourceRequest.Types.ResourceHooksBinding? Write(ImmutableSortedDictionary<string, ImmutableArray<string>> hooks)
    {
        if (hooks.IsEmpty)
            return null;
        var binding = new RegisterResourceRequest.Types.ResourceHooksBinding();
        foreach (var (moment, field) in Fields)
            field(binding).AddRange(hooks.GetValueOrDefault(moment, []));
        return binding;
    }
}
