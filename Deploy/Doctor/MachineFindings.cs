using E3.Deploy.Stacks;
using E3.LocalCloud.Control;

namespace E3.Deploy.Doctor;

/// <summary>What the machine must have for hosts on it.</summary>
internal static class MachineFindings
{
    public static async Task<IReadOnlyList<Finding>> LookAsync(StackContext context, CancellationToken cancel)
    {
        if (context.Endpoint is null)
        {
            return [new Finding("machine", Health.Good, $"stack '{context.Settings.Stack}' has its hosts elsewhere; this machine needs nothing but .NET")];
        }

        var findings = new List<Finding>
        {
            context.Host.IsRoot
                ? new Finding("root", Health.Good, "running as root, which hosts on this machine take")
                : new Finding("root", Health.Broken, "not root, so no host can be made on this machine", "run it as root: sudo ./e3 doctor"),
        };
        var missing = await CloudControl.CheckMachineAsync(context.CloudFolder, cancel);
        findings.AddRange(missing.Where(part => context.Host.IsRoot || part.DebianPackage is not null)
            .Select(part => new Finding("machine", Health.Broken, part.What, part.Remedy)));
        if (missing.Count == 0)
        {
            findings.Add(new Finding("machine", Health.Good, "namespaces, overlayfs, TUN devices, nftables, sshd are there"));
        }

        findings.AddRange(OverlayFindings.Look(context));
        return findings;
    }
}
