using E3.Deploy.CommandLine;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Stacks;
using E3.Engine.Workspace;
using E3.LocalCloud.Control;

namespace E3.Deploy.Cloud;

/// <summary>The cloud on this machine that a local stack's droplets live in: started when an operation needs it, gone when nothing is in it.</summary>
internal sealed class CloudAccess : IDisposable
{
    private readonly StackContext _context;
    private readonly HttpClient _http;

    private CloudAccess(StackContext context, Uri endpoint)
    {
        _context = context;
        Endpoint = endpoint;
#pragma warning disable RS0030 // the client over the host's one handler is made here
        _http = new HttpClient(context.Host.Http.Value, disposeHandler: false);
#pragma warning restore RS0030
        Control = new CloudControl(context.CloudFolder, endpoint.Port, _http, context.Host.Clock);
    }

    public Uri Endpoint { get; }

    public CloudControl Control { get; }

    /// <summary>The latency profile the settings name; null leaves the cloud's own.</summary>
    public string? Profile => _context.Settings.Config.TryGetValue(new ConfigKey("e3", "profile"), out var entry) && entry is { IsSecret: false, IsObject: false }
        ? entry.Reveal(ciphertext => ciphertext).Value is { Length: > 0 } name ? name : null
        : null;

    /// <summary>The cloud of a local stack; null for a stack in a real one.</summary>
    public static CloudAccess? Of(StackContext context) => context.Endpoint is { } endpoint ? new CloudAccess(context, endpoint) : null;

    /// <summary>The cloud of a local stack, or the error that there is none.</summary>
    public static CloudAccess Require(StackContext context) => Of(context) ?? throw new CommandException(
        $"stack '{context.Settings.Stack}' has no cloud on this machine: its digitalocean:apiEndpoint is not a loopback address. Choose one that has with --stack local.");

    /// <summary>Says in one message that root is needed, before anything is begun.</summary>
    public void RequireRoot(string verb)
    {
        if (!_context.Host.IsRoot)
        {
            throw new CommandException($"stack '{_context.Settings.Stack}' makes its hosts on this machine, which takes root: network namespaces, mounts and "
                + $"network devices. Run it as root: sudo ./e3 {verb}");
        }
    }

    /// <summary>Makes sure the cloud is served, with the latencies the settings name.</summary>
    public async Task<CloudHealth> EnsureAsync(string? profile, CancellationToken cancel)
    {
        var health = await Control.StatusAsync(cancel);
        if (health is { Ready: true } && (profile ?? Profile) is var wanted && (wanted is null || wanted == health.Profile))
        {
            return health;
        }

        if (health is null)
        {
            var missing = await CloudControl.CheckMachineAsync(_context.CloudFolder, cancel);
            if (missing.Count > 0)
            {
                throw new CommandException("this machine cannot have hosts on it:\n" + string.Join('\n', missing.Select(part => $"  {part}")));
            }

            Say($"starting the local cloud at {Endpoint.GetLeftPart(UriPartial.Authority)}");
        }

        return await Control.StartAsync(new CloudOptions { Profile = profile ?? Profile }, cancel);
    }

    /// <summary>Removes the cloud from the machine when there is no droplet, bucket or image left in it.</summary>
    public async Task StopIfEmptyAsync(CancellationToken cancel)
    {
        if (await Control.StatusAsync(cancel) is { } health && health.Droplets + health.Stored > 0)
        {
            var left = health.Droplets > 0 ? $"{health.Droplets} droplet(s)" : $"{health.Stored} bucket(s) or image(s)";
            Say($"the local cloud goes on: it has {left} that are not of this stack's state (e3 cloud stop --remove takes them away)");
            return;
        }

        await Control.StopAsync(cancel);
        await Control.ReclaimAsync(cancel);
    }

    public void Dispose() => _http.Dispose();

    private void Say(string what) => _context.Host.Screen.WriteError(new StyledText().Line($"e3: {what}", Tone.Faint));
}
