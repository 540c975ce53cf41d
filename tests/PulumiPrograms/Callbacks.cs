using System.Collections.Immutable;
using Pulumi;

/// <summary>A resource that a transform changes, that a hook speaks of, and whose creation is tried again.</summary>
internal static class Callbacks
{
    public static void Declare()
    {
        var say = new ResourceHook("say", (hook, _) =>
        {
            Log.Info($"{hook.Name} was made with {hook.NewOutputs!["value"]}");
            return Task.CompletedTask;
        });
        var again = new ErrorHook("again", (failure, _) =>
        {
            Log.Info($"{failure.FailedOperation} of {failure.Name} failed: {failure.Errors[0]}");
            return Task.FromResult(failure.Errors.Count < 2);
        });
        var group = new ComponentResource("memory:index:Group", "group", new() { ResourceTransforms = { TransformAsync } });
        _ = new CustomResource(
            "memory:index:Thing",
            "thing",
            new DictionaryResourceArgs(ImmutableDictionary<string, object?>.Empty.Add("value", Output.Create("plain"))),
            new() { Parent = group, Hooks = { AfterCreate = { say }, OnError = { again } } });
    }

    private static async Task<ResourceTransformResult?> TransformAsync(ResourceTransformArgs resource, CancellationToken cancellation)
    {
        await Task.Yield();
        return resource.Custom ? new(resource.Args.SetItem("value", "transformed"), resource.Options) : null;
    }
}
