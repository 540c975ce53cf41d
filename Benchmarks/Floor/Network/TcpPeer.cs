using System.Net;
using System.Net.Sockets;
using E3.Floor.Kernel;

namespace E3.Floor.Network;

/// <summary>A TCP connection to another party.</summary>
internal sealed class TcpPeer(int party, Socket socket) : IPeer, IDisposable
{
    // A socket that the other side has reset no longer knows whom it was connected with.
    private readonly string _address = socket.RemoteEndPoint is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped
        ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port).ToString()
        : $"{socket.RemoteEndPoint}";

    public int Party => party;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        try
        {
            while (!message.IsEmpty) message = message[await socket.SendAsync(message, SocketFlags.None, cancel)..];
        }
        catch (SocketException error)
        {
            throw Lost(error);
        }
    }

    public async ValueTask ReceiveAsync(Memory<byte> message, CancellationToken cancel)
    {
        if (!await TryReceiveAsync(message, cancel)) throw Lost(null);
    }

    /// <summary>As <see cref="ReceiveAsync"/>, but false when the other side has closed the connection before the first byte.</summary>
    public async ValueTask<bool> TryReceiveAsync(Memory<byte> message, CancellationToken cancel)
    {
        try
        {
            for (var filled = 0; filled < message.Length;)
            {
                var read = await socket.ReceiveAsync(message[filled..], SocketFlags.None, cancel);
                if (read == 0) return filled == 0 ? false : throw Lost(null);
                filled += read;
            }
            return true;
        }
        catch (SocketException error)
        {
            throw Lost(error);
        }
    }

    public void Dispose() => socket.Dispose();

    private FloorException Lost(SocketException? error) =>
        new($"party {party} ({_address}) closed the connection{(error is null ? "" : $": {error.Message}")}", cause: error);
}
