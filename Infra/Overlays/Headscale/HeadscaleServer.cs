using E3.Infra.Hosts;
using E3.Infra.Overlays.Tailscale;
using Pulumi;
using Pulumi.Command.Remote;

namespace E3.Infra.Overlays.Headscale;

/// <summary>
/// Headscale on a host of the stack: the server of a tailnet of the stack's own. Everything is asked of it on the host itself, over SSH. Its
/// HTTP API would make keys for the resource TailnetKey, but only from release 0.30 on, and at an address its certificate is one that no provider trusts.
/// </summary>
internal sealed class HeadscaleServer
{
    /// <summary>What a NixOS host that serves is, besides a member: a file of <c>nix/modules/overlays</c>.</summary>
    public const string Role = "headscale-server";

    /// <summary>The TCP port at which members ask it, and at which its relay listens.</summary>
    public const int Port = 8443;

    /// <summary>The UDP port at which members ask it for their own address.</summary>
    public const int StunPort = 3478;

    private static readonly HostScripts Scripts = HostScripts.Of("Headscale", Role);

    private readonly Overlay _overlay;
    private readonly Host _host;
    private readonly Command _up;

    /// <param name="overlay">What it serves.</param>
    /// <param name="host">Where it runs.</param>
    /// <param name="args">Whom it may let in, and for how long.</param>
    public HeadscaleServer(Overlay overlay, Host host, OverlayArgs args)
    {
        (_overlay, _host) = (overlay, host);
        _up = new Command(
            $"{overlay.Kind.Name}-server",
            new CommandArgs
            {
                Connection = host.Connection,
                Create = host.AsRoot("sh"),
                // The last line is not read: switched on again as another machine, the host is to be looked after again.
                Stdin = Output.Tuple(host.Address, host.Setup)
                    .Apply(known => $"{Scripts.InstallAndRun("up", known.Item1)}# machine {known.Item2}\n"),
                Delete = host.AsRoot($"test ! -e {Scripts.Folder}/down || {Scripts.Run("down")} && {Scripts.Remove}"),
                Triggers = host.Identity,
                AddPreviousOutputInEnv = false,
            },
            host.OnHost(overlay));
        var key = new Command(
            $"{overlay.Kind.Name}-key",
            new CommandArgs
            {
                Connection = host.Connection,
                Create = host.AsRoot(Scripts.Run("key", string.Join(',', args.Settings.Tailnet.Tags), $"{args.Settings.Tailnet.KeyDays}")),
                Triggers = host.Identity,
                Logging = Logging.None,
                AddPreviousOutputInEnv = false,
            },
            OnServer("stdout"));
        Entrance = new TailnetEntrance(
            Output.CreateSecret(key.Stdout.Apply(printed => printed.Trim())),
            host.Address.Apply(address => (string?)$"https://{address}:{Port}"),
            _up.Stdout,
            _up);
    }

    /// <summary>How hosts get into the tailnet.</summary>
    public TailnetEntrance Entrance { get; }

    /// <summary>
    /// A host as the server knows it. It is deleted there when it leaves the stack, also when it is gone already and could not log out; with
    /// the server it vanishes anyway.
    /// </summary>
    public void Knows(Host member, Output<string> node) => _ = new Command(
        $"{_overlay.Kind.Name}-{member.Name}-node",
        new CommandArgs
        {
            Connection = _host.Connection,
            Create = "true",
            Delete = node.Apply(id => id.Length == 0 ? "true" : _host.AsRoot($"test ! -e {Scripts.Folder}/forget || {Scripts.Run("forget", id)}")),
            // A host that had to join anew is another node.
            Triggers = Output.Tuple(_host.Identity, node).Apply(known => (object)$"{known.Item1} {known.Item2}"),
            AddPreviousOutputInEnv = false,
        },
        OnServer());

    private CustomResourceOptions OnServer(params string[] secrets)
    {
        var options = _host.OnHost(_overlay);
        options.DependsOn.Add(_up);
        options.AdditionalSecretOutputs.AddRange(secrets);
        return options;
    }
}
