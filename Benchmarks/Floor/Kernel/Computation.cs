using E3.Floor.Algebra;

namespace E3.Floor.Kernel;

/// <summary>How one repeat went at this party.</summary>
/// <param name="Seconds">From the moment every party was known to have started until the result was open.</param>
/// <param name="BytesSent">By this party in that time.</param>
/// <param name="Opened">The result of the secure computation.</param>
/// <param name="Expected">The same, computed in the clear.</param>
internal sealed record Outcome(double Seconds, long BytesSent, ulong Opened, ulong Expected)
{
    public bool Correct => Opened == Expected;
}

/// <summary>
/// The secure computation: a chain of multiplications of shared values after Ben-Or, Goldwasser and Wigderson with the degree reduction of
/// Gennaro, Rabin and Rabin (https://doi.org/10.1145/277697.277716). In each round the first 2t + 1 parties multiply their shares, share
/// the product anew among all, and everybody combines these 2t + 1 sub-shares; one exchange a round, which is what MPyC does.
/// </summary>
internal sealed class Computation(Plan plan, Exchange exchange, RandomBytes random, TimeProvider clock)
{
    private readonly ulong[] _weights = Shamir.Weights(plan.Resharers);
    private readonly ulong[] _outgoing = new ulong[plan.Parties];
    private readonly ulong[] _incoming = new ulong[plan.Parties];

    /// <summary>The multiplication under way, from 1; 0 while inputs are shared.</summary>
    public int Round { get; private set; }

    /// <summary>Shares the inputs, computes and opens.</summary>
    public async Task<Outcome> RunAsync(CancellationToken cancel)
    {
        Round = 0;
        // Nobody can hold a share of every input before every party has started: this exchange is also the barrier.
        var inputs = new ulong[plan.Parties];
        Shamir.Share(plan.InputOf(exchange.Self), plan.Threshold, random, _outgoing);
        inputs[exchange.Self] = _outgoing[exchange.Self];
        exchange.Send(_outgoing, cancel);
        await exchange.ReceiveAsync(plan.Parties, inputs, cancel);

        var (started, sentBefore) = (clock.GetTimestamp(), exchange.BytesSent);
        var share = inputs[0];
        for (var round = 0; round < plan.Rounds; round++)
        {
            Round = round + 1;
            share = await MultiplyAsync(share, inputs[round % plan.Parties], cancel);
        }
        var opened = await OpenAsync(share, cancel);
        return new Outcome(clock.GetElapsedTime(started).TotalSeconds, exchange.BytesSent - sentBefore, opened, plan.Expected());
    }

    private async ValueTask<ulong> MultiplyAsync(ulong a, ulong b, CancellationToken cancel)
    {
        if (exchange.Self < plan.Resharers)
        {
            Shamir.Share(Field.Multiply(a, b), plan.Threshold, random, _outgoing);
            _incoming[exchange.Self] = _outgoing[exchange.Self];
            exchange.Send(_outgoing, cancel);
        }
        await exchange.ReceiveAsync(plan.Resharers, _incoming, cancel);
        return Shamir.Combine(_weights, _incoming);
    }

    private async ValueTask<ulong> OpenAsync(ulong share, CancellationToken cancel)
    {
        if (exchange.Self < plan.Resharers)
        {
            Array.Fill(_outgoing, share);
            _incoming[exchange.Self] = share;
            exchange.Send(_outgoing, cancel);
        }
        await exchange.ReceiveAsync(plan.Resharers, _incoming, cancel);
        return Shamir.AreConsistent(plan.Threshold, _incoming.AsSpan(0, plan.Resharers))
            ? Shamir.Combine(_weights, _incoming)
            : throw new FloorException("the shares of the result do not lie on one polynomial: a party computed or sent something else");
    }
}
