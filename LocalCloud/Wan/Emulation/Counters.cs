namespace E3.LocalCloud.Wan.Emulation;

/// <summary>What the packet loop counts. It alone writes; others read whenever they like.</summary>
internal struct Counters
{
    public long Packets;
    public long Bytes;
    public long Unknown;
    public long Queue;
    public long Gone;
    public long Refused;
    public long Turns;
    public long Overloads;

    public readonly Counters Since(in Counters earlier) => new()
    {
        Packets = Packets - earlier.Packets,
        Bytes = Bytes - earlier.Bytes,
        Unknown = Unknown - earlier.Unknown,
        Queue = Queue - earlier.Queue,
        Gone = Gone - earlier.Gone,
        Refused = Refused - earlier.Refused,
        Turns = Turns - earlier.Turns,
        Overloads = Overloads - earlier.Overloads,
    };
}
