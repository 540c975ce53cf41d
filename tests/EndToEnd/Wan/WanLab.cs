using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CliWrap;
using CliWrap.Buffered;
using E3.LocalCloud.Wan;
using E3.LocalCloud.Wan.Devices;

namespace E3.EndToEnd.Wan;

/// <summary>A real emulator, and a network namespace with a name for each host.</summary>
internal sealed class WanLab : IAsyncDisposable
{
    public const string Operator = "wantestop";
    private static readonly string Prefix = string.Create(CultureInfo.InvariantCulture, $"e3wantest-{Environment.ProcessId}-");
    private readonly string _folder = Directory.CreateTempSubdirectory("e3-wan-").FullName;
    private readonly List<WanHost> _hosts = [];

    public WanProcess Process { get; private set; } = null!;
    public WanClient Client => Process.Client;
    public IReadOnlyList<WanHost> Hosts => _hosts;

    public static async Task<WanLab> CreateAsync(string profile, IEnumerable<string> regions, CancellationToken cancel)
    {
        var lab = new WanLab();
        try
        {
            lab.Process = await WanProcess.StartAsync(Path.Combine(lab._folder, "wan.sock"), profile, TestContext.Progress.WriteLine, cancel);
            foreach (var region in regions)
                await lab.AddAsync(region, cancel);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a host in a namespace of its own.</summary>
    public async Task<WanHost> AddAsync(string region, CancellationToken cancel)
    {
        var name = Prefix + _hosts.Count.ToString(CultureInfo.InvariantCulture);
        await IpAsync("netns", "add", name);
        var address = IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"198.19.240.{_hosts.Count + 2}"));
        var host = new WanHost(name, region, "/run/netns/" + name, address, 24);
        _hosts.Add(host);
        await Client.AddHostAsync(host, cancel);
        return host;
    }

    /// <summary>A socket inside a host; it stays there whoever uses it.</summary>
    public static Socket Socket(WanHost host, SocketType type)
    {
        var socket = new Socket(new SafeSocketHandle(NetworkNamespace.OpenSocket(host.NetworkNamespace, (int)type), ownsHandle: true));
        socket.Bind(new IPEndPoint(host.Address, 0));
        return socket;
    }

    /// <summary>Names of the interfaces in a namespace, or outside of all.</summary>
    public static async Task<string[]> InterfacesAsync(WanHost? host = null)
    {
        string[] arguments = host is null ? ["-br", "link"] : ["-n", host.Name, "-br", "link"];
        var lines = await IpAsync(arguments);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split([' ', '@'])[0])];
    }

    public static async Task<string> IpAsync(params string[] arguments) =>
        (await Cli.Wrap("ip").WithArguments(arguments).ExecuteBufferedAsync()).StandardOutput;

    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
            await Process.DisposeAsync();
        foreach (var host in _hosts)
            if (File.Exists(host.NetworkNamespace))
                await IpAsync("netns", "del", host.Name);
        Directory.Delete(_folder, recursive: true);
    }
}
