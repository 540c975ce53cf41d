using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace E3.Remote;

/// <summary>A logged-in connection to one host. Commands run side by side over it, ten at a time (sshd's own limit); more wait.</summary>
public sealed class SshSession : IAsyncDisposable
{
    internal static readonly TimeSpan PatienceForChannel = TimeSpan.FromSeconds(30);

    // One of sshd's ten sessions stays free for killing what runs in the others.
    private readonly SemaphoreSlim _slots = new(9, 9);
    private readonly SshClient _client;
    private readonly SshSession? _through;
    private readonly ForwardedPortLocal? _tunnel;

    private SshSession(SshTarget target, SshClient client, HostKey key, SshSession? through, ForwardedPortLocal? tunnel, TimeProvider clock)
    {
        Target = target;
        HostKey = key.ToString();
        Clock = clock;
        _client = client;
        _through = through;
        _tunnel = tunnel;
    }

    /// <summary>Whom this session is with.</summary>
    public SshTarget Target { get; }

    /// <summary>The key by which the host proved itself, as OpenSSH prints it; pin it for the next connection.</summary>
    public string HostKey { get; }

    /// <summary>False once the connection is known to be broken.</summary>
    public bool IsConnected => _client.IsConnected;

    internal TimeProvider Clock { get; }

    /// <summary>
    /// Logs in, trying again as the policy allows. Throws <see cref="HostUnreachableException"/> when it gives up, at once where
    /// another attempt cannot help (another host key, an unreadable private key).
    /// </summary>
    public static async Task<SshSession> ConnectAsync(
        SshTarget target, ConnectPolicy policy, TimeProvider clock, CancellationToken cancel, IProgress<string>? status = null)
    {
        var started = clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var left = policy.MaxTotal - clock.GetElapsedTime(started);
            try
            {
                return await DialAsync(target, Shorter(policy.PerDial == TimeSpan.Zero ? null : policy.PerDial, left), policy, clock, status, cancel);
            }
            catch (Exception error) when (!cancel.IsCancellationRequested)
            {
                var (reason, cause, final) = Dialer.Explain(error);
                var elapsed = clock.GetElapsedTime(started);
                var pause = ConnectPolicy.PauseAfter(attempt);
                if (final || attempt >= policy.Attempts || elapsed + pause >= policy.MaxTotal)
                    throw new HostUnreachableException(target, attempt, elapsed, reason, cause, error);
                status?.Report($"waiting for host {target}: {cause}, attempt {attempt}");
                await Task.Delay(pause, clock, cancel);
            }
        }
    }

    /// <summary>
    /// Runs a command to its end; a non-zero exit code is a result, not an exception. Lines are reported as they come, from another thread.
    /// Cancelling kills the command with all its children. Throws <see cref="ConnectionLostException"/> when the connection breaks.
    /// </summary>
    public async Task<CommandResult> RunAsync(RemoteCommand command, IProgress<OutputLine>? progress, CancellationToken cancel)
    {
        await _slots.WaitAsync(cancel);
        await using var process = await BeginAsync(command, keepsInput: false, progress, cancel);
        // A command may end without reading all its input; then the rest is nobody's, and so is the failure to write it.
        _ = FeedAsync(process, command.Stdin, cancel)
            .ContinueWith(static rest => rest.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        var exitCode = await process.Exited.WaitAsync(cancel);
        return new CommandResult(exitCode, process.Stdout, process.Stderr);
    }

    /// <summary>Starts a command whose standard input stays open until it is closed or the process is disposed of.</summary>
    public async Task<RemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancel)
    {
        await _slots.WaitAsync(cancel);
        var process = await BeginAsync(command, keepsInput: true, progress: null, cancel);
        if (command.Stdin is { Length: > 0 } text) await process.WriteAsync(text, cancel);
        return process;
    }

    /// <summary>
    /// Copies a local file or folder so that <paramref name="remotePath"/> becomes it, modes included. The destination appears when all is
    /// there, never a part of it; an older file is replaced in one step, an older folder in two (for a moment there is none). Missing
    /// folders above it are made.
    /// </summary>
    public Task CopyAsync(string localPath, string remotePath, CancellationToken cancel) =>
        Upload.ReplaceAsync(this, LocalFiles.Of(localPath), remotePath, isFolder: Directory.Exists(localPath), cancel);

    /// <summary>Copies files so that <paramref name="remoteFolder"/> becomes a folder with these and no other; otherwise like a local folder.</summary>
    public Task CopyAsync(IEnumerable<RemoteFile> files, string remoteFolder, CancellationToken cancel) =>
        Upload.ReplaceAsync(this, files, remoteFolder, isFolder: true, cancel);

    /// <summary>
    /// Copies files of a local folder into a new folder of the host with the rsync of both sides; what is not sent comes from folders there that
    /// hold much of the same. That it cannot be done, such as where either side has no rsync, is a result. Links are followed.
    /// </summary>
    /// <param name="localFolder">Where the files are.</param>
    /// <param name="files">Paths in it, with <c>/</c> between parts.</param>
    /// <param name="remoteFolder">Made where it is missing; it is there before all files are.</param>
    /// <param name="alike">Folders of the host, seen from <paramref name="remoteFolder"/>; the first 20 count.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<SyncResult> SyncAsync(
        string localFolder, IEnumerable<string> files, string remoteFolder, IEnumerable<string> alike, CancellationToken cancel) =>
        Rsync.CopyAsync(this, localFolder, files, remoteFolder, alike, cancel);

    /// <summary>
    /// Puts files into a folder of the host beside what is there, made where it is missing. Each file appears in one step, whole.
    /// </summary>
    public Task MergeAsync(IEnumerable<RemoteFile> files, string remoteFolder, CancellationToken cancel) =>
        Upload.MergeAsync(this, files, remoteFolder, cancel);

    /// <summary>Puts one file at a path of the host, in one step; missing folders above it are made.</summary>
    public Task PutAsync(RemoteFile file, string remotePath, CancellationToken cancel) =>
        Upload.ReplaceAsync(this, [file with { Path = "" }], remotePath, isFolder: false, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Disconnecting waits for the reader thread; a dead peer must not hold us up.
        var closing = BlockingCall.Run(() =>
        {
            _tunnel?.Dispose();
            _client.Dispose();
        });
        await Task.WhenAny(closing, Task.Delay(TimeSpan.FromSeconds(5), Clock));
        BlockingCall.Abandon(closing.ContinueWith(static ended => ended.Exception, TaskScheduler.Default), static _ => { });
        if (_through is not null) await _through.DisposeAsync();
    }

    internal static bool IsBroken(Exception error) =>
        error is SshException or SocketException or IOException or TimeoutException or ObjectDisposedException;

    internal void Release() => _slots.Release();

    internal async Task KillGroupAsync(int group, CancellationToken cancel)
    {
        var opening = BlockingCall.Run(() =>
        {
            using var kill = _client.CreateCommand($"kill -KILL -{group}");
            kill.Execute();
        });
        try
        {
            await opening.WaitAsync(cancel);
        }
        catch (Exception error) when (IsBroken(error))
        {
            throw new ConnectionLostException(Target, "killing a command", error);
        }
    }

    private async Task<RemoteProcess> BeginAsync(RemoteCommand command, bool keepsInput, IProgress<OutputLine>? progress, CancellationToken cancel)
    {
        try
        {
            return await RemoteProcess.StartAsync(this, _client, command, keepsInput, progress, cancel);
        }
        catch
        {
            Release();
            throw;
        }
    }

    private static async Task FeedAsync(RemoteProcess process, string? stdin, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(stdin)) return;
        await process.WriteAsync(stdin, cancel);
        await process.CloseStdinAsync(cancel);
    }

    private static async Task<SshSession> DialAsync(SshTarget target, TimeSpan? timeout, ConnectPolicy policy, TimeProvider clock, IProgress<string>? status, CancellationToken cancel)
    {
        SshSession? through = null;
        ForwardedPortLocal? tunnel = null;
        try
        {
            var (host, port) = (target.Host, target.Port);
            if (target.Through is { } bastion)
            {
                through = await ConnectAsync(bastion, target.ThroughPolicy ?? policy, clock, cancel, status);
                tunnel = await through.ForwardAsync(host, port, cancel);
                (host, port) = (tunnel.BoundHost, (int)tunnel.BoundPort);
            }
            var limit = timeout ?? Timeout.InfiniteTimeSpan;
            var dialing = BlockingCall.Run(() => Dialer.Dial(target, host, port, limit));
            try
            {
                var (client, key) = await dialing.WaitAsync(limit, clock, cancel);
                return new SshSession(target, client, key, through, tunnel, clock);
            }
            catch
            {
                BlockingCall.Abandon(dialing, dialled => dialled.Client.Dispose());
                throw;
            }
        }
        catch
        {
            tunnel?.Dispose();
            if (through is not null) await through.DisposeAsync();
            throw;
        }
    }

    private async Task<ForwardedPortLocal> ForwardAsync(string host, int port, CancellationToken cancel)
    {
        var tunnel = new ForwardedPortLocal("127.0.0.1", host, (uint)port);
        try
        {
            _client.AddForwardedPort(tunnel);
            await BlockingCall.Run(tunnel.Start).WaitAsync(cancel);
            return tunnel;
        }
        catch
        {
            tunnel.Dispose();
            throw;
        }
    }

    private static TimeSpan? Shorter(TimeSpan? one, TimeSpan? other)
    {
        var shorter = one is null ? other : other is null || one < other ? one : other;
        return shorter < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : shorter;
    }
}
