namespace E3.Floor.Network;

/// <summary>One party's place in a run: who it is, where the others are, and how members recognise each other.</summary>
/// <param name="Self">This party's number.</param>
/// <param name="Peers">Where each party listens, seen from here; null at our own.</param>
/// <param name="Session">The run's number.</param>
/// <param name="Plan">The plan's fingerprint; every party must have the same.</param>
internal sealed record Membership(int Self, IReadOnlyList<Endpoint?> Peers, ulong Session, ulong Plan)
{
    /// <summary>The greeting for a party.</summary>
    public byte[] GreetingFor(int party) => new Greeting(Session, Self, party, Plan).ToBytes();

    /// <summary>Whether somebody who dialled us belongs to this run.</summary>
    public bool Knows(Greeting greeting) =>
        greeting.Session == Session && greeting.To == Self && greeting.From != Self && greeting.From >= 0 && greeting.From < Peers.Count;

    /// <summary>Throws <see cref="MisfitException"/> when the party was started with another plan.</summary>
    public void RequireSamePlan(Greeting greeting)
    {
        if (greeting.Plan != Plan)
            throw new MisfitException($"party {greeting.From} was started with other arguments than party {Self} (parties, threshold, rounds, bytes or seed differ)");
    }
}
