using System.Globalization;
using System.Net;
using E3.LocalCloud.Wan;

namespace E3.Bench.Wan;

/// <summary>An emulator with hosts in the profile's regions, in turn.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("e3-bench-wan-").FullName;
    private readonly List<PrivateNetwork> _networks = [];
    private readonly List<WanHost> _hosts = [];
    private WanProcess? _process;

    public WanClient Client => _process!.Client;
    public IReadOnlyList<PrivateNetwork> Networks => _networks;
    public IReadOnlyList<WanHost> Hosts => _hosts;

    public static async Task<Site> CreateAsync(string profile, IReadOnlyList<string> regions, int hosts, CancellationToken cancel)
    {
        var site = new Site();
        try
        {
            for (var i = 0; i < hosts; i++)
                site._networks.Add(PrivateNetwork.Create());
            site._process = await WanProcess.StartAsync(Path.Combine(site._folder, "wan.sock"), profile, _ => { }, cancel);
            for (var i = 0; i < hosts; i++)
                await site.AddAsync(i, regions[i % regions.Count], cancel);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        foreach (var network in _networks)
            network.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AddAsync(int index, string region, CancellationToken cancel)
    {
        var host = new WanHost(
            string.Create(CultureInfo.InvariantCulture, $"{region}-{index}"),
            region,
            _networks[index].Path,
            IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"198.18.0.{index + 2}")),
            20);
        await Client.AddHostAsync(host, cancel);
        _hosts.Add(host);
    }
}
