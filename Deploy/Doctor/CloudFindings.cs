using E3.Deploy.Cloud;
using E3.Deploy.Stacks;
using E3.LocalCloud;

namespace E3.Deploy.Doctor;

/// <summary>Whether the cloud on this machine, its emulator and its hosts live.</summary>
internal static class CloudFindings
{
    public static async Task<IReadOnlyList<Finding>> LookAsync(StackContext context, CancellationToken cancel)
    {
        using var cloud = CloudAccess.Of(context);
        if (cloud is null)
        {
            return [];
        }

        try
        {
            return await LookAsync(context, cloud, cancel);
        }
        catch (CloudException failure)
        {
            return [new Finding("cloud", Health.Broken, failure.Message, "see above")];
        }
    }

    private static async Task<IReadOnlyList<Finding>> LookAsync(StackContext context, CloudAccess cloud, CancellationToken cancel)
    {
        var control = cloud.Control;
        if (await control.StatusAsync(cancel) is not { } health)
        {
            var left = control.FindLeftovers();
            var expected = context.Backend.Exists(context.Reference) && Directory.Exists(context.CloudFolder);
            return left.Any
                ? [new Finding("cloud", Health.Broken, $"its server was killed: {left.Processes} process(es) and {left.Namespaces} namespace(s) are left of it",
                    "./e3 up --yes brings it back, ./e3 destroy --yes removes everything")]
                : expected
                    ? [new Finding("cloud", Health.Broken, $"not running at {cloud.Endpoint}, though the stack has been built", "./e3 up --yes (or ./e3 cloud start) brings it back")]
                    : [new Finding("cloud", Health.Good, $"not running; ./e3 up starts it at {cloud.Endpoint}")];
        }

        var findings = new List<Finding> { new("cloud", Health.Good, $"running at {cloud.Endpoint} (pid {health.Pid}), latencies {health.Profile}") };
        if (health.Emulator is { } emulator)
        {
            findings.Add(emulator.Alive
                ? new Finding("emulator", Health.Good, $"running (pid {emulator.Pid}){(emulator.Restarts > 0 ? $", restarted {emulator.Restarts} times" : "")}")
                : new Finding("emulator", Health.Broken, "the network between the hosts does not answer", $"see {control.LogFile}; ./e3 cloud stop && ./e3 up --yes starts it anew"));
            findings.AddRange(emulator.Warnings.Select(warning => new Finding("emulator", Health.Limited, warning, "measurements may be less exact")));
        }

        findings.Add(health.Running == health.Droplets
            ? new Finding("hosts", Health.Good, $"{health.Droplets} droplets, all running")
            : new Finding("hosts", Health.Broken, $"{health.Running} of {health.Droplets} droplets are running", $"see {control.LogFile}; ./e3 cloud stop && ./e3 up --yes starts them anew"));
        findings.AddRange(health.Problems.Select(problem => new Finding("hosts", Health.Broken, $"{problem.Key}: {problem.Value}", "./e3 up --yes --refresh replaces what is gone")));
        return findings;
    }
}
