using System.Net;
using System.Net.Sockets;

namespace E3.EndToEnd.Workspaces;

/// <summary>
/// A folder of its own with the repository's Pulumi.yaml and the settings of one stack, in which the built <c>e3</c> runs as a user would
/// run it: its own state, for the stack <c>local</c> its own local cloud on a free port.
/// </summary>
internal sealed class Workspace : IAsyncDisposable
{
    private readonly string _stack;

    private Workspace(string folder, string stack, int port) => (Folder, _stack, Port) = (folder, stack, port);

    public string Folder { get; }

    public int Port { get; }

    public string Settings => Path.Combine(Folder, $"Pulumi.{_stack}.yaml");

    /// <summary>The checkpoint of the stack.</summary>
    public string Checkpoint => Path.Combine(Folder, $".e3/state/.pulumi/stacks/e3/{_stack}.json");

    /// <summary>Variables that <c>e3</c> gets beside the tests' own; null takes one away.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>For the stack <c>local</c>.</summary>
    public static async Task<Workspace> CreateAsync(CancellationToken cancel, params (string From, string To)[] edits)
    {
        var port = FreePort();
        return await OfStackAsync("local", port, cancel, [("127.0.0.1:8790", $"127.0.0.1:{port}"), .. edits]);
    }

    /// <summary>For any stack of the repository; <paramref name="port"/> is where its cloud is.</summary>
    public static async Task<Workspace> OfStackAsync(string stack, int port, CancellationToken cancel, params (string From, string To)[] edits)
    {
        var folder = Directory.CreateTempSubdirectory("e3-e2e-").FullName;
        var workspace = new Workspace(folder, stack, port);
        var project = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Pulumi.yaml"), cancel);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Pulumi.yaml"), project.Replace("main: Infra", $"main: {Repository.Root}/Infra", StringComparison.Ordinal), cancel);
        File.Copy(Path.Combine(Repository.Root, $"Pulumi.{stack}.yaml"), workspace.Settings);
        await workspace.EditAsync(cancel, edits);
        return workspace;
    }

    /// <summary>Replaces text in the stack's settings; each must be there.</summary>
    public async Task EditAsync(CancellationToken cancel, params (string From, string To)[] edits)
    {
        var text = await File.ReadAllTextAsync(Settings, cancel);
        foreach (var (from, to) in edits)
        {
            Assert.That(text, Does.Contain(from), $"{Settings} is not as this test expects it");
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(Settings, text, cancel);
    }

    /// <summary>Runs <c>e3</c> here to its end.</summary>
    public Task<Run> E3Async(CancellationToken cancel, params string[] arguments) => StartE3(arguments).Run(cancel);

    /// <summary>Runs <c>e3</c> here to its end through another command, which takes its command line as arguments.</summary>
    public Task<Run> E3Async(CancellationToken cancel, string[] through, params string[] arguments) =>
        new RunningE3(Folder, Environment, through[0], [.. through[1..], Repository.E3, .. arguments]).Run(cancel);

    /// <summary>Starts <c>e3</c> here; the caller may kill it.</summary>
    public RunningE3 StartE3(params string[] arguments) => new(Folder, Environment, Repository.E3, arguments);

    /// <summary>Takes everything down even when the test failed half-way, so that the next one finds a clean machine.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await E3Async(limit.Token, "cloud", "stop", "--remove", "--stack", _stack, "--non-interactive");
        Directory.Delete(Folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
