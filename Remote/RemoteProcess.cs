using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Renci.SshNet;

namespace E3.Remote;

/// <summary>A command under way on a host. Disposing of it kills it, with all its children, if it has not ended.</summary>
public sealed class RemoteProcess : IAsyncDisposable
{
    private static readonly TimeSpan PatienceForKill = TimeSpan.FromSeconds(5);

    private readonly SshSession _session;
    private readonly SshCommand _command;
    private readonly Stream _stdin;
    private readonly OutputPump _stdout;
    private readonly OutputPump _stderr;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Channel<OutputLine> _lines = Channel.CreateUnbounded<OutputLine>();
    private int? _group;
    private int _disposed;

    private RemoteProcess(
        SshSession session, SshCommand command, Task execution, Stream stdin, Prologue prologue, bool streams, IProgress<OutputLine>? progress)
    {
        _session = session;
        _command = command;
        _stdin = stdin;
        var lines = streams ? _lines.Writer : null;
        _stdout = new OutputPump(OutputSource.Stdout, _ => false, lines, progress);
        _stderr = new OutputPump(OutputSource.Stderr, line => (_group = prologue.GroupIn(line)) is not null, lines, progress);
        Exited = EndAsync(execution, BlockingCall.Run(() => _stdout.Run(command.OutputStream)), BlockingCall.Run(() => _stderr.Run(command.ExtendedOutputStream)));
    }

    /// <summary>
    /// The exit code once the command has ended and its output is read; a signal n counts as 128 + n.
    /// Fails with <see cref="ConnectionLostException"/> when the connection broke first.
    /// </summary>
    public Task<int> Exited { get; }

    /// <summary>The lines of both outputs as they come, each output's in order; ends when the command has ended.</summary>
    public ChannelReader<OutputLine> Lines => _lines.Reader;

    internal string Stdout => _stdout.Text;

    internal string Stderr => _stderr.Text;

    /// <summary>Writes a line to the command's standard input.</summary>
    public Task WriteLineAsync(string line, CancellationToken cancel) => WriteAsync(line + "\n", cancel);

    /// <summary>Ends the command's standard input.</summary>
    public async Task CloseStdinAsync(CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            await BlockingCall.Run(_stdin.Dispose).WaitAsync(cancel);
        }
        catch (Exception error) when (SshSession.IsBroken(error))
        {
            throw new ConnectionLostException(_session.Target, "ending a command's input", error);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Kills the command and everything it started (its process group); returns when it is gone or after 5 s.</summary>
    public async Task KillAsync(CancellationToken cancel)
    {
        if (Exited.IsCompleted) return;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(PatienceForKill);
        try
        {
            if (_group is { } group) await _session.KillGroupAsync(group, deadline.Token);
            else await BlockingCall.Run(() => _command.CancelAsync(forceKill: true)).WaitAsync(deadline.Token);
            await Exited.WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // A host that does not answer a kill in time is left to its own end of connection.
        }
        catch (ConnectionLostException)
        {
            // What was to be ended has ended as far as can be known from here.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        await KillAsync(CancellationToken.None);
        await BlockingCall.Run(_command.Dispose);
        await Exited.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _writing.Dispose();
    }

    /// <summary>Opens a channel and begins the command.</summary>
    internal static async Task<RemoteProcess> StartAsync(
        SshSession session, SshClient client, RemoteCommand command, bool keepsInput, IProgress<OutputLine>? progress, CancellationToken cancel)
    {
        var prologue = new Prologue(command, keepsInput);
        var opening = BlockingCall.Run(() => Open(client, prologue.CommandLine, prologue.Input.Length > 0 || command.Stdin is { Length: > 0 }));
        RemoteProcess process;
        try
        {
            var (ssh, execution, stdin) = await opening.WaitAsync(SshSession.PatienceForChannel, session.Clock, cancel);
            process = new RemoteProcess(session, ssh, execution, stdin, prologue, keepsInput, progress);
        }
        catch (Exception error)
        {
            BlockingCall.Abandon(opening, opened => opened.Command.Dispose());
            if (SshSession.IsBroken(error)) throw new ConnectionLostException(session.Target, "starting a command", error);
            throw;
        }
        if (prologue.Input.Length > 0) await process.WriteAsync(prologue.Input, cancel);
        return process;
    }

    /// <summary>Writes text to standard input; a command that has ended takes nothing and that is no error.</summary>
    internal Task WriteAsync(string text, CancellationToken cancel) => WriteAsync(stream => stream.Write(Encoding.UTF8.GetBytes(text)), cancel);

    internal async Task WriteAsync(Action<Stream> write, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            await BlockingCall.Run(() => write(_stdin)).WaitAsync(cancel);
        }
        catch (Exception error) when (SshSession.IsBroken(error))
        {
            if (!Exited.IsCompletedSuccessfully) throw new ConnectionLostException(_session.Target, "writing to a command", error);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static (SshCommand Command, Task Execution, Stream Stdin) Open(SshClient client, string commandLine, bool hasInput)
    {
        var command = client.CreateCommand(commandLine, Encoding.UTF8);
        var execution = command.ExecuteAsync(CancellationToken.None);
        try
        {
            return (command, execution, hasInput ? command.CreateInputStream() : Stream.Null);
        }
        catch (InvalidOperationException)
        {
            // It has ended already; nobody is left to read.
            return (command, execution, Stream.Null);
        }
    }

    private async Task<int> EndAsync(Task execution, Task stdout, Task stderr)
    {
        Exception? broken = null;
        try
        {
            await execution;
        }
        catch (Exception error) when (SshSession.IsBroken(error) || error is OperationCanceledException)
        {
            broken = error;
        }
        await Task.WhenAll(stdout, stderr);
        _lines.Writer.TryComplete();
        _session.Release();
        if (broken is not null) throw new ConnectionLostException(_session.Target, "a command was running", broken);
        if (_command.ExitStatus is { } status) return status;
        return _command.ExitSignal is { } signal ? 128 + NumberOf(signal)
            : throw new ConnectionLostException(_session.Target, "a command was running", null);
    }

    private static int NumberOf(string signal) => signal switch
    {
        "HUP" => 1,
        "INT" => 2,
        "QUIT" => 3,
        "ILL" => 4,
        "ABRT" => 6,
        "FPE" => 8,
        "KILL" => 9,
        "USR1" => 10,
        "SEGV" => 11,
        "USR2" => 12,
        "PIPE" => 13,
        "ALRM" => 14,
        "TERM" => 15,
        _ => int.TryParse(signal, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 127,
    };
}
