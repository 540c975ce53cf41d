namespace E3.Floor.Kernel;

/// <summary>The two-way connection to one other party. Messages arrive whole and in order.</summary>
internal interface IPeer
{
    ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancel);

    ValueTask ReceiveAsync(Memory<byte> message, CancellationToken cancel);
}
