using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Security;

namespace E3.Remote;

/// <summary>
/// Keys that an SSH agent holds and signs with (<see href="https://datatracker.ietf.org/doc/draft-ietf-sshm-ssh-agent/"/>); the private
/// ones never leave it. SSH.NET has no agent of its own. Calls block: they are made on the thread that dials.
/// </summary>
internal sealed class SshAgent : IPrivateKeySource, IDisposable
{
    private const byte Failure = 5;
    private const byte RequestIdentities = 11;
    private const byte IdentitiesAnswer = 12;
    private const byte SignRequest = 13;
    private const byte SignResponse = 14;
    private const int LongestAnswer = 1 << 20;

    private readonly Socket _socket;
    private readonly string _path;

    /// <summary>Asks the agent behind a Unix socket for its keys.</summary>
    public SshAgent(string path, TimeSpan timeout)
    {
        _path = path;
        _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (timeout > TimeSpan.Zero) _socket.SendTimeout = _socket.ReceiveTimeout = (int)Math.Min(timeout.TotalMilliseconds, int.MaxValue);
            _socket.Connect(new UnixDomainSocketEndPoint(path));
            HostKeyAlgorithms = Keys();
        }
        catch (Exception error)
        {
            _socket.Dispose();
            throw error is AgentException ? error : new AgentException($"the SSH agent at {path} cannot be asked: {error.Message}", error);
        }
    }

    /// <summary>The keys, each with every way it can sign.</summary>
    public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private List<HostAlgorithm> Keys()
    {
        var answer = new Reader(Ask(IdentitiesAnswer, [RequestIdentities]));
        var keys = new List<HostAlgorithm>();
        for (var left = answer.Number(); left > 0; left--)
        {
            var blob = answer.Bytes().ToArray();
            answer.Bytes();
            var type = Encoding.ASCII.GetString(new Reader(blob).Bytes());
            // One kind of RSA key signs with either hash; the oldest, with SHA-1, is refused everywhere by now.
            if (type == "ssh-rsa") keys.AddRange(new Key(this, "rsa-sha2-512", blob, flags: 4), new Key(this, "rsa-sha2-256", blob, flags: 2));
            else keys.Add(new Key(this, type, blob, flags: 0));
        }
        return keys;
    }

    private byte[] Sign(byte[] key, byte[] data, uint flags)
    {
        var request = new byte[1 + 4 + key.Length + 4 + data.Length + 4];
        request[0] = SignRequest;
        BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(1), key.Length);
        key.CopyTo(request, 5);
        BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(5 + key.Length), data.Length);
        data.CopyTo(request, 9 + key.Length);
        BinaryPrimitives.WriteUInt32BigEndian(request.AsSpan(9 + key.Length + data.Length), flags);
        return new Reader(Ask(SignResponse, request)).Bytes().ToArray();
    }

    private ReadOnlySpan<byte> Ask(byte expected, ReadOnlySpan<byte> request)
    {
        lock (_socket)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, request.Length);
            Send(length);
            Send(request);
            Receive(length);
            var size = BinaryPrimitives.ReadInt32BigEndian(length);
            if (size is < 1 or > LongestAnswer) throw new AgentException($"{_path} does not answer as an SSH agent does");
            var answer = new byte[size];
            Receive(answer);
            if (answer[0] == expected) return answer.AsSpan(1);
            throw new AgentException(answer[0] == Failure ? $"the SSH agent at {_path} refused" : $"{_path} does not answer as an SSH agent does");
        }
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[_socket.Send(bytes)..];
    }

    private void Receive(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var read = _socket.Receive(bytes);
            if (read == 0) throw new AgentException($"the SSH agent at {_path} hung up");
            bytes = bytes[read..];
        }
    }

    /// <summary>What the agent's protocol is made of: numbers and byte strings with their length before them.</summary>
    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _left = bytes;

        public uint Number()
        {
            var number = BinaryPrimitives.ReadUInt32BigEndian(_left);
            _left = _left[4..];
            return number;
        }

        public ReadOnlySpan<byte> Bytes()
        {
            var length = checked((int)Number());
            var bytes = _left[..length];
            _left = _left[length..];
            return bytes;
        }
    }

    private sealed class Key(SshAgent agent, string name, byte[] blob, uint flags) : HostAlgorithm(name)
    {
        public override byte[] Data => blob;

        public override byte[] Sign(byte[] data) => agent.Sign(blob, data, flags);

        public override bool VerifySignature(byte[] data, byte[] signature) => throw new NotSupportedException("a key of an agent signs only");
    }
}

/// <summary>An SSH agent that is not there, refuses, or is none.</summary>
internal sealed class AgentException(string message, Exception? inner = null) : Exception(message, inner);
