using System.Diagnostics;

namespace E3.Engine.Tests.Providers;

/// <summary>A real ssh-agent with a socket of its own, or the end of the test by the name of what the machine lacks.</summary>
internal sealed class SshAgentProcess : IAsyncDisposable
{
    private const string Agent = "/usr/bin/ssh-agent";
    private readonly string _folder = Directory.CreateTempSubdirectory("e3-agent-").FullName;
    private Process _process = null!;

    public string Socket => Path.Combine(_folder, "socket");

    public static async Task<SshAgentProcess> StartAsync()
    {
        if (!File.Exists(Agent)) Assert.Ignore($"{Agent} is missing: install openssh-client");
        var agent = new SshAgentProcess();
        agent._process = Process.Start(new ProcessStartInfo(Agent, ["-D", "-a", agent.Socket]) { RedirectStandardOutput = true })!;
        // Its first line names the socket, which is there by then.
        await agent._process.StandardOutput.ReadLineAsync();
        return agent;
    }

    public Task AddAsync(string key) => RunAsync(new ProcessStartInfo("ssh-add", ["-q", key]) { Environment = { ["SSH_AUTH_SOCK"] = Socket } });

    public static Task RunAsync(string program, params string[] arguments) => RunAsync(new ProcessStartInfo(program, arguments));

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"{start.FileName} failed");
    }
}
