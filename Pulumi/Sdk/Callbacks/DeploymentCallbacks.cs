namespace Pulumi;

// Functions of the program that run when the engine says so.
public sealed partial class Deployment
{
    private Lazy<Task<CallbackServer>>? _callbacks;

    private async Task<Pulumirpc.Callback> AllocateAsync(CallbackFunction function)
    {
        var instance = CurrentInstance.Value;
        var server = LazyInitializer.EnsureInitialized(
            ref _callbacks, () => new(() => CallbackServer.StartAsync(() => CurrentInstance.Value = instance)));
        return (await server.Value).Add(function);
    }

    private async Task StopCallbacksAsync()
    {
        if (_callbacks is { IsValueCreated: true } started)
        {
            await (await started.Value).DisposeAsync();
        }
    }
}
