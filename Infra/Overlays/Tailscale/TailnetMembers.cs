using System.Collections.Immutable;
using System.Text.RegularExpressions;
using E3.Infra.Hosts;
using Pulumi;
using Pulumi.Command.Remote;

namespace E3.Infra.Overlays.Tailscale;

/// <summary>Hosts that become devices of one tailnet, and stop being them with the stack.</summary>
internal sealed partial class TailnetMembers
{
    /// <summary>What makes a machine a member. It is of one tailnet at a time.</summary>
    public const string Daemon = "tailscaled";

    /// <summary>The UDP port that Tailscale's packages listen on.</summary>
    public const int Port = 41641;

    private readonly Overlay _overlay;
    private readonly HostScripts _scripts;
    private readonly OverlayArgs _args;
    private readonly ImmutableDictionary<Host, Command> _up;

    /// <param name="overlay">What all of it belongs to.</param>
    /// <param name="scripts">What runs on the hosts.</param>
    /// <param name="args">Who is to be a member.</param>
    /// <param name="entrance">How they get in.</param>
    public TailnetMembers(Overlay overlay, HostScripts scripts, OverlayArgs args, TailnetEntrance entrance)
    {
        (_overlay, _scripts, _args) = (overlay, scripts, args);
        _up = args.Hosts.ToImmutableDictionary(host => host, host => BringUp(host, Check(host, entrance), entrance));
        Ready = [.. args.Hosts.Select(host => (Resource)Join(host))];
    }

    /// <summary>What has to be there before the addresses work.</summary>
    public ImmutableArray<Resource> Ready { get; }

    /// <summary>Where the others reach a host in the tailnet: an IPv4 address out of 100.64.0.0/10.</summary>
    public Output<string> AddressOf(Host host) => Output.Unsecret(_up[host].Stdout.Apply(Address));

    /// <summary>The id of a host's device in the tailnet.</summary>
    public Output<string> DeviceOf(Host host) => Output.Unsecret(_up[host].Stdout.Apply(Device));

    /// <summary>The name of a stack in words that Tailscale takes.</summary>
    public static string DescriptionOf(string stack) => Refused().Replace($"e3 {stack}", "-")[..Math.Min(35, stack.Length + 3)];

    /// <summary>
    /// Puts the scripts in place and sees whether the host can become a member at all, before there is a key. At the end it takes everything
    /// away again: here and not where the key is used, as what needs nothing but a droplet vanishes with it for certain, and nobody then has
    /// to log in to a droplet that may not answer.
    /// </summary>
    private Command Check(Host host, TailnetEntrance entrance)
    {
        var options = host.OnHost(_overlay);
        if (entrance.Server is { } server)
        {
            // At the end whoever logs out still finds somebody to tell.
            options.DependsOn.Add(server);
        }

        return new Command(
            $"{Name}-{host.Name}-check",
            new CommandArgs
            {
                Connection = host.Connection,
                Create = host.AsRoot("sh"),
                Stdin = _scripts.InstallAndRun("check"),
                Delete = host.AsRoot($"test ! -e {_scripts.Folder}/down || {_scripts.Run("down")} && {_scripts.Remove}"),
                Triggers = host.Identity,
                AddPreviousOutputInEnv = false,
            },
            options);
    }

    private Command BringUp(Host host, Command check, TailnetEntrance entrance)
    {
        var options = host.OnHost(_overlay);
        options.DependsOn.Add(check);
        return new Command(
            $"{Name}-{host.Name}",
            new CommandArgs
            {
                Connection = host.Connection,
                Create = entrance.LoginServer.Apply(server => host.AsRoot(
                    _scripts.Run("up", [host.Name, $"{_args.Settings.Tailnet.JoinSeconds}", .. server is null ? Array.Empty<string>() : [server]]))),
                // The key travels on standard input and nowhere else. The first line is not read: with other scripts, or switched on
                // again as another machine, the host is to be looked after again.
                Stdin = Output.CreateSecret(Output.Tuple(host.Setup, entrance.Key, entrance.Certificate)
                    .Apply(known => $"# scripts {_scripts.Version} {known.Item1}\n{known.Item2}\n{known.Item3}")),
                Triggers = host.Identity,
                AddPreviousOutputInEnv = false,
            },
            options);
    }

    /// <summary>Waits until all the others answer, so that a pair that cannot talk is known before anything is measured.</summary>
    private Command Join(Host host)
    {
        var options = host.OnHost(_overlay);
        foreach (var up in _up.Values)
        {
            options.DependsOn.Add(up);
        }

        var others = Output.All(_args.Hosts.Remove(host).Select(other => AddressOf(other).Apply(address => $"{other.Name} {address}\n")));
        return new Command(
            $"{Name}-{host.Name}-joined",
            new CommandArgs
            {
                Connection = host.Connection,
                Create = host.AsRoot(_scripts.Run("join")),
                Stdin = Output.Tuple(host.Setup, others).Apply(known => $"# scripts {_scripts.Version} {known.Item1}\n{string.Concat(known.Item2)}"),
                Triggers = host.Identity,
                AddPreviousOutputInEnv = false,
            },
            options);
    }

    private string Name => _overlay.Kind.Name;

    // What the script up prints: address and device. Nothing in a preview, or when only some targets are updated.
    private static string Address(string? printed) => (printed ?? "").Trim().Split(' ')[0];

    private static string Device(string? printed) => (printed ?? "").Trim().Split(' ')[^1];

    [GeneratedRegex("[^A-Za-z0-9 -]")]
    private static partial Regex Refused();
}
