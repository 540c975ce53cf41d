using System.Collections.Immutable;

namespace E3.Infra.Config;

/// <summary>What the stack's settings file asks for (the keys <c>e3:…</c>), checked.</summary>
/// <param name="Regions">Hosts wanted per region, ordered by region; a region with 0 hosts is allowed.</param>
/// <param name="Size">The droplets' size, a slug of DigitalOcean.</param>
/// <param name="Image">The droplets' image: a slug, the number of an own image, or <c>nixos</c> for the one that the flake describes.</param>
/// <param name="Software">How the hosts get what they run.</param>
/// <param name="Overlays">Names of the overlays to build and measure, in this order.</param>
/// <param name="Jobs">What to run over every overlay.</param>
/// <param name="Repeats">How often a measurement is taken.</param>
/// <param name="Profile">The latency profile that the measured matrix is compared with.</param>
/// <param name="Mpyc">Where MPyC is: the folder of a source tree or of a virtual environment, or <c>system</c>; null when there is none.</param>
/// <param name="Witness">Address that can say whether the network between the hosts kept its promises; null when nobody can.</param>
/// <param name="ReadySeconds">How long a new host may take to answer over SSH.</param>
/// <param name="SshKeyFile">The operator's own private key; null for one made for this stack.</param>
/// <param name="Devices">Machines that take part and are somebody's own, ordered by name.</param>
/// <param name="Tailnet">What the overlays of that kind ask of their tailnet.</param>
internal sealed record Settings(
    ImmutableArray<RegionCount> Regions,
    string Size,
    string Image,
    SoftwareSettings Software,
    ImmutableArray<string> Overlays,
    ImmutableArray<JobSettings> Jobs,
    int Repeats,
    string Profile,
    string? Mpyc,
    Uri? Witness,
    int ReadySeconds,
    string? SshKeyFile,
    ImmutableArray<DeviceSettings> Devices,
    TailnetSettings Tailnet);

/// <summary>A machine that somebody owns and that SSH reaches.</summary>
/// <param name="Name">Its name in the stack.</param>
/// <param name="Address">Where the operator and the other hosts reach it: a name or an IP address.</param>
/// <param name="SeenAs">The IPv4 address from which the stack's droplets see it; null when it cannot be told.</param>
/// <param name="User">Who to log in as; another than root must be able to <c>sudo</c> without a password.</param>
/// <param name="Port">Its SSH port.</param>
/// <param name="Place">Where it is, for people and for expected latencies.</param>
/// <param name="HostKey">The host key it must show, as in <c>known_hosts</c>; null for the first it shows.</param>
/// <param name="KeyFile">The private key that opens it; null for the operator's.</param>
/// <param name="Kind">For a machine that runs NixOS and that Colmena may deploy to: a file of <c>nix/modules/kinds</c>; null for any other.</param>
internal sealed record DeviceSettings(
    string Name, string Address, string? SeenAs, string User, int Port, string Place, string? HostKey, string? KeyFile, string? Kind);

/// <summary>So many hosts in one region.</summary>
internal sealed record RegionCount(string Region, int Count);

/// <summary>One thing to run over every overlay. Its name is unique among the jobs; no repeat of it may take longer than its deadline.</summary>
internal abstract record JobSettings(string Name, TimeSpan Deadline);

/// <summary>Our own secret-sharing program: <paramref name="Rounds"/> multiplications in a row, messages of <paramref name="Bytes"/> bytes.</summary>
internal sealed record FloorJobSettings(string Name, TimeSpan Deadline, int Rounds, int Bytes) : JobSettings(Name, Deadline);

/// <summary>A program written for MPyC: a demo's name or the path of a script.</summary>
internal sealed record MpycJobSettings(string Name, TimeSpan Deadline, string Script, ImmutableArray<string> Arguments) : JobSettings(Name, Deadline);
