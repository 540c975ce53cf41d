using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace E3.Remote;

/// <summary>One attempt to log in, and what its failure means.</summary>
internal static class Dialer
{
    // Covers a receiver that reads its standard input slowly; each call has a shorter deadline of its own where one is due.
    private static readonly TimeSpan PatienceOnceConnected = TimeSpan.FromMinutes(10);

    /// <summary>Connects and authenticates on the calling thread; returns the client and the host key it saw.</summary>
    public static (SshClient Client, HostKey Key) Dial(SshTarget target, string host, int port, TimeSpan timeout)
    {
        var pinned = target.HostKey is null ? null : HostKey.Parse(target.HostKey);
        HostKey? seen = null;
        using var methods = new DisposableMethods(target, timeout);
        var connection = new ConnectionInfo(host, port, target.User, methods.All) { Timeout = timeout };
        pinned?.Demand(connection);
        var client = new SshClient(connection) { KeepAliveInterval = TimeSpan.FromSeconds(15) };
        client.HostKeyReceived += (_, shown) =>
        {
            seen = HostKey.FromBlob(shown.HostKey);
            shown.CanTrust = pinned is null || pinned.Matches(seen);
        };
        try
        {
            client.Connect();
            connection.Timeout = PatienceOnceConnected;
            return (client, seen!);
        }
        catch (Exception error)
        {
            client.Dispose();
            if (pinned is not null && (seen is not null ? !pinned.Matches(seen) : NoCommonHostKey(error)))
                throw new HostKeyDiffersException(pinned, seen, error);
            throw;
        }
    }

    /// <summary>What a failed attempt means: the reason, a sentence for people, and whether another attempt could help.</summary>
    public static (UnreachableReason Reason, string Cause, bool Final) Explain(Exception error) => error switch
    {
        HostKeyDiffersException differs => (UnreachableReason.HostKeyDiffers, differs.Message, true),
        FormatException => (UnreachableReason.Other, error.Message, true),
        SshPassPhraseNullOrEmptyException => (UnreachableReason.AuthenticationRefused, "the private key is encrypted and no password for it was given", true),
        UnreadableKeyException => (UnreachableReason.AuthenticationRefused, error.Message, true),
        AgentException => (UnreachableReason.AuthenticationRefused, error.Message, true),
        SshAuthenticationException => (UnreachableReason.AuthenticationRefused, "authentication refused: " + error.Message, false),
        SocketException socket => Explain(socket),
        SshOperationTimeoutException or TimeoutException => (UnreachableReason.TimedOut, "timed out", false),
        HostUnreachableException through => (through.Reason, "the host in between: " + through.Message, true),
        SshConnectionException { InnerException: SocketException socket } => Explain(socket),
        SshException or IOException or ObjectDisposedException =>
            (UnreachableReason.ConnectionLost, "the connection was cut during login: " + error.Message, false),
        _ => (UnreachableReason.Other, error.Message, true),
    };

    private static (UnreachableReason Reason, string Cause, bool Final) Explain(SocketException socket) => socket.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => (UnreachableReason.ConnectionRefused, "connection refused", false),
        SocketError.TimedOut => (UnreachableReason.TimedOut, "timed out", false),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => (UnreachableReason.NoRoute, "no route to host", false),
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => (UnreachableReason.UnknownName, "name not known", false),
        _ => (UnreachableReason.ConnectionLost, socket.Message, false),
    };

    private static bool NoCommonHostKey(Exception error) =>
        error is SshConnectionException && error.Message.Contains("host key", StringComparison.OrdinalIgnoreCase);

    /// <summary>The ways to prove who we are; key material is disposed of once the attempt is over.</summary>
    private sealed class DisposableMethods : IDisposable
    {
        private readonly PrivateKeyFile? _key;
        private readonly SshAgent? _agent;

        public DisposableMethods(SshTarget target, TimeSpan timeout)
        {
            var methods = new List<AuthenticationMethod>();
            if (target.PrivateKey is { } text)
            {
                _key = Read(text, target.PrivateKeyPassword);
                methods.Add(new PrivateKeyAuthenticationMethod(target.User, _key));
            }
            if (target.Password is { } password)
            {
                methods.Add(new PasswordAuthenticationMethod(target.User, password));
                var asked = new KeyboardInteractiveAuthenticationMethod(target.User);
                asked.AuthenticationPrompt += (_, prompt) =>
                {
                    foreach (var question in prompt.Prompts) question.Response = password;
                };
                methods.Add(asked);
            }
            if (target.AgentSocket is { } socket)
            {
                try
                {
                    _agent = new SshAgent(socket, timeout);
                    methods.Add(new PrivateKeyAuthenticationMethod(target.User, _agent));
                }
                catch (AgentException) when (target.AgentMayBeGone && methods.Count > 0)
                {
                    // The variable of a session that ended still stands in many a terminal.
                }
            }
            if (methods.Count == 0) methods.Add(new NoneAuthenticationMethod(target.User));
            All = [.. methods];
        }

        public AuthenticationMethod[] All { get; }

        public void Dispose()
        {
            foreach (var method in All.OfType<IDisposable>()) method.Dispose();
            _key?.Dispose();
            _agent?.Dispose();
        }

        private static PrivateKeyFile Read(string text, string? password)
        {
            using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text.TrimEnd() + "\n"), writable: false);
            try
            {
                return new PrivateKeyFile(stream, password);
            }
            catch (Exception error) when (error is not SshPassPhraseNullOrEmptyException)
            {
                // The parser's own message may quote what it read.
                throw new UnreadableKeyException();
            }
        }
    }

    private sealed class UnreadableKeyException() : Exception("the private key cannot be read: it is no OpenSSH or PEM key, or the password for it is wrong");

    private sealed class HostKeyDiffersException(HostKey pinned, HostKey? seen, Exception inner) : Exception(
        $"the host key differs: expected {pinned}, the host {(seen is null ? "has none of that type" : $"shows {seen}")}. "
        + "If the host was made anew, let its new key be read; if not, someone is in between", inner);
}
