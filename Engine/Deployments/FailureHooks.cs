using E3.Engine.Providers;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Asks the program's error hooks of a resource what to do when a call to its provider failed.</summary>
internal sealed class FailureHooks(Deployment deployment)
{
    /// <summary>What Pulumi's engine allows before it gives up.</summary>
    private const int MostTries = 100;

    /// <summary>
    /// Makes the call, and makes it again for as long as a hook wants that. A call of which nobody knows whether it took effect is not
    /// repeated, for there would be two: the next run looks.
    /// </summary>
    public async Task<T> RunAsync<T>(ResourceState? old, ResourceState? wanted, string operation, Func<Task<T>> call)
    {
        if (!(wanted ?? old!).Hooks.ContainsKey(HookMoments.OnError))
            return await call();
        var urn = (wanted ?? old!).Urn;
        var failures = new List<string>();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                failures.Insert(0, deployment.Report.Mask.Mask(FailureText.Of(error)));
                if (failures.Count >= MostTries)
                {
                    deployment.Report.Warning(urn, $"given up after {MostTries} tries, although an error hook of {urn} wanted another");
                    throw;
                }
                if (!await deployment.Hooks.AskAfterFailureAsync(old, wanted, operation, failures) || deployment.Stop.IsCancellationRequested)
                    throw;
                if (error is not ProviderException { OutcomeUnknown: false })
                {
                    deployment.Report.Warning(urn, $"the {operation} of {urn} is not tried again although an error hook asks for it: nobody knows whether it took effect");
                    throw;
                }
                deployment.Report.Warning(urn, $"the {operation} of {urn} is tried again because an error hook asks for it (try {failures.Count + 1} of {MostTries})");
            }
        }
    }
}
