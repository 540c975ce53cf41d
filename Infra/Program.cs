using E3.Infra;
using E3.Infra.Overlays.Tailscale;
using Pulumi;

// The stack's own commands on the operator's machine are verbs of this program; without one it is the stack.
return args is [ForgetDevice.Verb, .. var device] ? await ForgetDevice.RunAsync(device) : await Deployment.RunAsync<E3Stack>();
