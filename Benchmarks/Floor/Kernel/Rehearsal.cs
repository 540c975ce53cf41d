using System.Threading.Channels;
using E3.Floor.Algebra;

namespace E3.Floor.Kernel;

/// <summary>
/// A few rounds among parties inside this process, before the real ones: it makes the runtime compile the kernel while nobody waits, and
/// shows that the plan's arithmetic works before a network is blamed.
/// </summary>
internal static class Rehearsal
{
    private const int Rounds = 2;

    /// <summary>Runs all parties of the plan in memory; throws <see cref="FloorException"/> when their result is wrong.</summary>
    public static async Task RunAsync(Plan plan, RandomBytes random, TimeProvider clock, CancellationToken cancel)
    {
        var small = plan with { Rounds = Math.Min(plan.Rounds, Rounds), Bytes = Field.Size };
        foreach (var outcome in await InMemoryAsync(small, random, clock, cancel))
            if (!outcome.Correct) throw new FloorException($"the arithmetic of this machine is broken: {outcome.Opened} instead of {outcome.Expected}");
    }

    /// <summary>Runs all parties of a plan in memory and returns what each found.</summary>
    public static Task<Outcome[]> InMemoryAsync(Plan plan, RandomBytes random, TimeProvider clock, CancellationToken cancel)
    {
        var wires = new Channel<byte[]>[plan.Parties, plan.Parties];
        for (var from = 0; from < plan.Parties; from++)
            for (var to = 0; to < plan.Parties; to++) wires[from, to] = Channel.CreateUnbounded<byte[]>();
        return Task.WhenAll(Enumerable.Range(0, plan.Parties).Select(self =>
        {
            var peers = Enumerable.Range(0, plan.Parties)
                .Select(party => party == self ? null : (IPeer)new Wire(wires[self, party].Writer, wires[party, self].Reader)).ToArray();
            return new Computation(plan, new Exchange(self, peers, plan.Bytes, random), random, clock).RunAsync(cancel);
        }));
    }

    private sealed class Wire(ChannelWriter<byte[]> outgoing, ChannelReader<byte[]> incoming) : IPeer
    {
        public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancel) => outgoing.WriteAsync(message.ToArray(), cancel);

        public async ValueTask ReceiveAsync(Memory<byte> message, CancellationToken cancel) => (await incoming.ReadAsync(cancel)).CopyTo(message);
    }
}
