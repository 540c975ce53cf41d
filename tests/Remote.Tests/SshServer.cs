using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace E3.Remote.Tests;

/// <summary>A real sshd on loopback with its own host key and settings in a folder of its own; one client key may log in as the current user.</summary>
internal sealed class SshServer : IAsyncDisposable
{
    private const string Sshd = "/usr/sbin/sshd";
    private Process? _process;

    private SshServer(string folder, int port)
    {
        Folder = folder;
        Port = port;
    }

    public string Folder { get; }

    public int Port { get; }

    public string HostKey => File.ReadAllText(Path.Combine(Folder, "host.pub")).Trim();

    public string ClientKey => File.ReadAllText(Path.Combine(Folder, "client"));

    public SshTarget Target => new("127.0.0.1", Port, Environment.UserName, ClientKey, null, null, HostKey, "there");

    /// <summary>Starts one, or ends the test by saying what the machine lacks.</summary>
    public static async Task<SshServer> StartAsync()
    {
        if (!File.Exists(Sshd)) Assert.Ignore($"{Sshd} is missing: install openssh-server");
        var server = await PrepareAsync();
        server.Listen();
        await server.AnswersAsync();
        return server;
    }

    /// <summary>Keys and settings, but nothing that listens yet.</summary>
    public static async Task<SshServer> PrepareAsync()
    {
        var folder = Directory.CreateTempSubdirectory("e3-sshd-").FullName;
        var server = new SshServer(folder, FreePort());
        foreach (var (name, type) in new[] { ("host", "ed25519"), ("client", "ed25519"), ("other", "ed25519"), ("hostrsa", "rsa") })
            await RunAsync("ssh-keygen", "-q", "-t", type, "-N", "", "-C", "test", "-f", Path.Combine(folder, name));
        File.Copy(Path.Combine(folder, "client.pub"), Path.Combine(folder, "authorized"));
        await File.WriteAllTextAsync(Path.Combine(folder, "config"), $"""
            Port {server.Port}
            ListenAddress 127.0.0.1
            HostKey {folder}/host
            HostKey {folder}/hostrsa
            PidFile none
            AuthorizedKeysFile {folder}/authorized
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin yes
            """);
        if (Environment.UserName == "root") Directory.CreateDirectory("/run/sshd");
        return server;
    }

    public void Listen()
    {
        var start = new ProcessStartInfo(Sshd, ["-D", "-e", "-f", Path.Combine(Folder, "config")]) { RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    /// <summary>Ends the listener and every connection it serves.</summary>
    public void Kill() => _process?.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        Kill();
        if (_process is not null) await _process.WaitForExitAsync();
        _process?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AnswersAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Port, deadline.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20, deadline.Token);
            }
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"{program} failed");
    }
}
