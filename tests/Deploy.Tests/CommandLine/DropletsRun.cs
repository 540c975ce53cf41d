using System.Globalization;
using E3.LocalCloud;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Server;

namespace E3.Deploy.Tests.CommandLine;

/// <summary>The command on a program of droplets, against a local cloud of its own that has no machines behind them.</summary>
internal sealed class DropletsRun : IAsyncDisposable
{
    private DropletsRun(CommandRun run, CloudServer cloud) => (Run, Cloud) = (run, cloud);

    public CommandRun Run { get; }

    public CloudServer Cloud { get; }

    public string Output => Run.Output;

    public string Error => Run.Error;

    public static async Task<DropletsRun> OpenAsync(params string[] droplets)
    {
        var run = OperationTests.Of("ok");
        // Where the command would have its own, so that it takes this one for that.
        var settings = new CloudSettings { Root = Path.Combine(run.Files.Folder, ".e3", "cloud"), Port = 0, WithHosts = false, RateLimits = new RateLimits(int.MaxValue, int.MaxValue, int.MaxValue) };
        var cloud = await CloudServer.StartAsync(settings, null, new CloudLog(TextWriter.Null, TimeProvider.System), TimeProvider.System, default);
        await cloud.ReadyAsync(default);
        run.Files.Write("Pulumi.local.yaml", string.Create(CultureInfo.InvariantCulture,
            $"config:\n  digitalocean:token: a-token\n  digitalocean:apiEndpoint: {cloud.Address}\n  digitalocean:requestsPerSecond: 10000\n"));
        var opened = new DropletsRun(run, cloud);
        opened.Declare(droplets);
        return opened;
    }

    /// <summary>Lets the program declare these droplets from now on, each <c>name</c> or <c>name=size</c>.</summary>
    public void Declare(params string[] droplets) => Run.Files.Write("program", OperationTests.Script($"droplets {string.Join(' ', droplets)}"));

    public Task<int> RunAsync(params string[] arguments) => Run.RunAsync(arguments);

    public async Task OkAsync(params string[] arguments) =>
        Assert.That(await RunAsync(arguments), Is.Zero, () => $"e3 {string.Join(' ', arguments)}\n{Output}\n{Error}");

    public async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        Run.Dispose();
    }
}
