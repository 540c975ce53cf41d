using System.Buffers.Binary;
using E3.Floor.Algebra;

namespace E3.Floor.Kernel;

/// <summary>One party's messages of one field element each, padded to the plan's length. Buffers are made once.</summary>
internal sealed class Exchange
{
    private readonly IPeer?[] _peers;
    private readonly byte[][] _outgoing;
    private readonly byte[] _incoming;
    private readonly Task[] _sending;

    /// <param name="self">This party's number.</param>
    /// <param name="peers">The others by number; null at our own.</param>
    /// <param name="bytes">Length of every message.</param>
    /// <param name="random">Fills the padding, so that an overlay that compresses gains nothing by it.</param>
    public Exchange(int self, IPeer?[] peers, int bytes, RandomBytes random)
    {
        Self = self;
        _peers = peers;
        _incoming = new byte[bytes];
        _sending = new Task[peers.Length];
        Array.Fill(_sending, Task.CompletedTask);
        _outgoing = new byte[peers.Length][];
        for (var party = 0; party < peers.Length; party++)
        {
            _outgoing[party] = new byte[bytes];
            random(_outgoing[party]);
        }
    }

    public int Self { get; }

    public int Parties => _peers.Length;

    /// <summary>Bytes given to the network so far.</summary>
    public long BytesSent { get; private set; }

    /// <summary>The party whose message is awaited now; null when none is.</summary>
    public int? WaitingFor { get; private set; }

    /// <summary>Begins to send each other party its element.</summary>
    public void Send(ReadOnlySpan<ulong> elements, CancellationToken cancel)
    {
        for (var party = 0; party < _peers.Length; party++)
        {
            if (_peers[party] is not { } peer) continue;
            BinaryPrimitives.WriteUInt64LittleEndian(_outgoing[party], elements[party]);
            _sending[party] = peer.SendAsync(_outgoing[party], cancel).AsTask();
            BytesSent += _outgoing[party].Length;
        }
    }

    /// <summary>
    /// Takes one element from each of the first <paramref name="senders"/> parties into <paramref name="elements"/> and waits until what we
    /// sent has left. Our own place is not touched.
    /// </summary>
    public async ValueTask ReceiveAsync(int senders, ulong[] elements, CancellationToken cancel)
    {
        for (var party = 0; party < senders; party++)
        {
            if (_peers[party] is not { } peer) continue;
            WaitingFor = party;
            await peer.ReceiveAsync(_incoming, cancel);
            WaitingFor = null;
            var element = BinaryPrimitives.ReadUInt64LittleEndian(_incoming);
            if (element >= Field.Modulus) throw new FloorException($"party {party} sent a number outside the field");
            elements[party] = element;
        }
        for (var party = 0; party < _sending.Length; party++) await _sending[party];
    }
}
