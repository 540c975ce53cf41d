using E3.Infra.Config;
using Pulumi;

namespace E3.Infra.Hosts;

/// <summary>
/// A machine that somebody owns, such as a laptop or a Raspberry Pi: never made, never destroyed. What the stack puts on it goes again
/// with the stack.
/// </summary>
internal sealed class Device : Host
{
    // Nothing but what this stack's overlays and measurements put there; folders shared with others go only when they are empty.
    private const string Tidy = "rm -rf /opt/e3; rmdir /var/lib/e3 /run/e3 2>/dev/null || true";

    private readonly DeviceSettings _settings;

    public Device(Placement placement, DeviceSettings settings, (Output<string> Content, string File) privateKey, int readySeconds, ComponentResourceOptions options)
        : base("e3:hosts:Device", placement, readySeconds, options)
    {
        _settings = settings;
        (PrivateKey, KeyFile) = privateKey;
        AwaitAnswer(settings.HostKey is { } known ? (Input<string>)known : null, $"rm -rf \"$HOME/.cache/e3\"; {AsRoot(Tidy)}");
        RegisterOutputs();
    }

    public override Output<string> Address => Output.Create(_settings.Address);

    public override Output<object> Identity => Output.Create<object>($"{_settings.User}@{_settings.Address}:{_settings.Port}");

    public override string User => _settings.User;

    public override int Port => _settings.Port;

    public override string KeyFile { get; }

    public override string? Kind => _settings.Kind;

    public override Output<string> PrivateKey { get; }

    protected override CustomResourceOptions Goes(CustomResourceOptions options) => options;
}
