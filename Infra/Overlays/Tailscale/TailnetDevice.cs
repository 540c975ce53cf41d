using E3.Infra.Hosts;
using Pulumi;
using Pulumi.Command.Local;

namespace E3.Infra.Overlays.Tailscale;

/// <summary>
/// A host as its tailnet knows it. A droplet is gone before anybody logs it out, and a host may not answer any more: so the device is
/// deleted through the tailnet's API, from the operator's machine, by the id that it had when it joined.
/// </summary>
internal sealed class TailnetDevice
{
    private const string Forget = """
        [ -e "$E3_PROGRAM" ] || { echo "$E3_PROGRAM, which deletes the device $E3_DEVICE of $E3_HOST from the tailnet, is not there any more: run e3 up first" >&2; exit 1; }
        """;

    /// <param name="overlay">Whose tailnet it is.</param>
    /// <param name="host">The machine.</param>
    /// <param name="device">Its id in the tailnet.</param>
    /// <param name="access">What <see cref="ForgetDevice"/> reads; a secret.</param>
    public TailnetDevice(Overlay overlay, Host host, Output<string> device, Output<string> access) => _ = new Command(
        $"{overlay.Kind.Name}-{host.Name}-device",
        new CommandArgs
        {
            Create = "echo \"$E3_DEVICE\"",
            // A host that had to join anew is another device.
            Update = $"{Forget}\n[ -z \"$PULUMI_COMMAND_STDOUT\" ] || [ \"$PULUMI_COMMAND_STDOUT\" = \"$E3_DEVICE\" ] || {Call("$PULUMI_COMMAND_STDOUT")} || exit 1\necho \"$E3_DEVICE\"",
            Delete = $"{Forget}\n[ -z \"$E3_DEVICE\" ] || exec {Call("$E3_DEVICE")}",
            Environment =
            {
                // From the program's folder, where commands run: the state may be another checkout's tomorrow.
                ["E3_PROGRAM"] = Path.GetRelativePath(Environment.CurrentDirectory, typeof(TailnetDevice).Assembly.Location),
                ["E3_OVERLAY"] = overlay.Kind.Name,
                ["E3_HOST"] = host.Name,
                ["E3_DEVICE"] = device,
            },
            Stdin = access,
            Logging = Logging.Stderr,
        },
        new CustomResourceOptions { Parent = overlay });

    private static string Call(string device) => $"dotnet \"$E3_PROGRAM\" {ForgetDevice.Verb} \"$E3_OVERLAY\" \"$E3_HOST\" \"{device}\"";
}
