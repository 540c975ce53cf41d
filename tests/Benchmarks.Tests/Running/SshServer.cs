using System.Net;
using System.Net.Sockets;
using CliWrap;
using E3.Benchmarks.Jobs;

namespace E3.Benchmarks.Tests.Running;

/// <summary>A real sshd on loopback that plays every host; one client key may log in as the current user.</summary>
internal sealed class SshServer : IAsyncDisposable
{
    private const string Sshd = "/usr/sbin/sshd";
    private readonly CancellationTokenSource _stop = new();
    private readonly string _folder;
    private Task _running = Task.CompletedTask;

    private SshServer(string folder) => _folder = folder;

    public int Port { get; } = FreePort();

    /// <summary>Where the runner puts its programs instead of in /opt.</summary>
    public string HostFolder => Path.Combine(_folder, "hosts");

    public string PrivateKey => File.ReadAllText(Path.Combine(_folder, "client"));

    /// <summary>Starts one, or ends the test by saying what the machine lacks.</summary>
    public static async Task<SshServer> StartAsync()
    {
        if (!File.Exists(Sshd))
        {
            var missing = $"{Sshd} is missing: install openssh-server";
            if (Environment.GetEnvironmentVariable("CI") is not null) Assert.Fail(missing);
            Assert.Ignore(missing);
        }
        var server = new SshServer(Directory.CreateTempSubdirectory("e3-bench-").FullName);
        foreach (var name in new[] { "host", "client" })
            await Cli.Wrap("ssh-keygen").WithArguments(["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", Path.Combine(server._folder, name)]).ExecuteAsync();
        File.Copy(Path.Combine(server._folder, "client.pub"), Path.Combine(server._folder, "authorized"));
        await File.WriteAllTextAsync(Path.Combine(server._folder, "config"), $"""
            Port {server.Port}
            ListenAddress 127.0.0.1
            HostKey {server._folder}/host
            PidFile none
            AuthorizedKeysFile {server._folder}/authorized
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin yes
            """);
        if (Environment.UserName == "root") Directory.CreateDirectory("/run/sshd");
        server._running = Cli.Wrap(Sshd).WithArguments(["-D", "-e", "-f", Path.Combine(server._folder, "config")])
            .WithValidation(CommandResultValidation.None).ExecuteAsync(server._stop.Token).Task;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await AnswersAsync(server.Port, deadline.Token)) await Task.Delay(20, deadline.Token);
        return server;
    }

    /// <summary>A job between so many parties, all on this server, each with a port of its own.</summary>
    public RunRequest Request(Job job, int parties, int repeats = 1, int deadlineSeconds = 20)
    {
        var hostKey = string.Join(' ', File.ReadAllText(Path.Combine(_folder, "host.pub")).Split(' ').Take(2));
        var hosts = Enumerable.Range(0, parties).Select(i => new PartyHost(
            $"host-{i}", $"region-{i}", new SshAccess("127.0.0.1", Port, Environment.UserName, hostKey, PrivateKey))).ToList();
        var addresses = hosts.ToDictionary(host => host.Name, _ => $"127.0.0.1:{FreePort()}");
        return new RunRequest
        {
            Overlay = "loopback",
            Job = job,
            Repeats = repeats,
            DeadlineSeconds = deadlineSeconds,
            Parties = hosts,
            Links = [.. from a in hosts from b in hosts where a != b select new Link(a.Name, b.Name, addresses[b.Name])],
            HostFolder = HostFolder,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancel)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancel);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
