using System.Collections.Concurrent;
using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>When a function of the program runs along with a resource; the names are those of the checkpoint.</summary>
internal static class HookMoments
{
    public const string BeforeCreate = "BeforeCreate";
    public const string AfterCreate = "AfterCreate";
    public const string BeforeUpdate = "BeforeUpdate";
    public const string AfterUpdate = "AfterUpdate";
    public const string BeforeDelete = "BeforeDelete";
    public const string AfterDelete = "AfterDelete";
    public const string OnError = "OnError";
}

/// <summary>What a hook is shown: the resource before and after (null where there is none), and whether it is there yet.</summary>
internal sealed record HookCall(ResourceState? Old, ResourceState? New, PropertyMap? NewOutputs)
{
    public ResourceState State => New ?? Old!;
}

/// <summary>What an error hook is shown besides: <c>create</c>, <c>update</c> or <c>delete</c>, and all failures, the newest first.</summary>
internal sealed record ErrorHookCall(ResourceState? Old, ResourceState? New, string Operation, IReadOnlyList<string> Failures)
{
    public ResourceState State => New ?? Old!;
}

/// <summary>
/// The functions of the program that run before and after something is done to a resource, or when that failed
/// (<see href="https://www.pulumi.com/docs/iac/concepts/resources/options/hooks/"/>).
/// </summary>
internal sealed class HookRegistry(EventReporter report, bool dryRun)
{
    private readonly ConcurrentDictionary<string, Hook> _hooks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<ErrorHookCall, Task<bool>>> _errorHooks = new(StringComparer.Ordinal);

    /// <summary>True once there is one: then the program must stay until all is done.</summary>
    public bool HasHooks => !_hooks.IsEmpty || !_errorHooks.IsEmpty;

    /// <summary>Adds one; the function throws when it fails.</summary>
    public void Register(string name, bool onDryRun, bool ignoreErrors, Func<HookCall, Task> function)
    {
        CheckName(name);
        _hooks[name] = new Hook(onDryRun, ignoreErrors, function);
    }

    /// <summary>Adds one for failures; the function says whether to try again.</summary>
    public void RegisterForErrors(string name, Func<ErrorHookCall, Task<bool>> function)
    {
        CheckName(name);
        _errorHooks[name] = function;
    }

    /// <summary>Runs the hooks of a moment, in order. One that fails ends it, unless its failures are to be ignored.</summary>
    public async Task RunAsync(string moment, ResourceState? old, ResourceState? wanted, PropertyMap? outputs = null)
    {
        var urn = (wanted ?? old!).Urn;
        foreach (var name in Names(wanted ?? old!, moment))
        {
            var hook = _hooks.TryGetValue(name, out var found) ? found : throw NotRegistered(name, urn);
            if (dryRun && !hook.OnDryRun)
                continue;
            try
            {
                await hook.Function(new HookCall(old, wanted, outputs));
            }
            catch (EngineException error) when (hook.IgnoreErrors)
            {
                report.Warning(urn, $"{moment} hook '{name}' of {urn} failed: {error.Message}");
            }
            catch (EngineException error)
            {
                throw new EngineException($"{moment} hook '{name}' of {urn} failed: {error.Message}", error);
            }
        }
    }

    /// <summary>Runs the hooks of a moment after the fact: what was done stays done, and a failure makes the run fail.</summary>
    public async Task RunAfterAsync(string moment, ResourceState? old, ResourceState? done, PropertyMap? outputs = null)
    {
        try
        {
            await RunAsync(moment, old, done, outputs);
        }
        catch (EngineException error)
        {
            report.Error((done ?? old!).Urn, error.Message);
        }
    }

    /// <summary>Asks every error hook of a resource; true when one wants another try.</summary>
    public async Task<bool> AskAfterFailureAsync(ResourceState? old, ResourceState? wanted, string operation, IReadOnlyList<string> failures)
    {
        var retry = false;
        var urn = (wanted ?? old!).Urn;
        foreach (var name in Names(wanted ?? old!, HookMoments.OnError))
        {
            var hook = _errorHooks.TryGetValue(name, out var found) ? found : throw NotRegistered(name, urn);
            try
            {
                retry |= await hook(new ErrorHookCall(old, wanted, operation, failures));
            }
            catch (EngineException error)
            {
                throw new EngineException($"error hook '{name}' of {urn} failed: {error.Message}", error);
            }
        }
        return retry;
    }

    private static ImmutableArray<string> Names(ResourceState state, string moment) => state.Hooks.GetValueOrDefault(moment, []);

    private static EngineException NotRegistered(string name, string urn) => new(
        $"{urn} has the hook '{name}', which lives in the program and is not there: run the program along (--run-program), or take the hook from the resource with an update first");

    private void CheckName(string name)
    {
        if (name.Length == 0)
            throw new EngineException("a hook needs a name");
        if (_hooks.ContainsKey(name) || _errorHooks.ContainsKey(name))
            throw new EngineException($"a hook named '{name}' is registered already: give each its own name");
    }

    private sealed record Hook(bool OnDryRun, bool IgnoreErrors, Func<HookCall, Task> Function);
}
