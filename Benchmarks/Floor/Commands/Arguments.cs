using System.Globalization;
using E3.Floor.Algebra;
using E3.Floor.Kernel;
using E3.Floor.Network;

namespace E3.Floor.Commands;

/// <summary>What the command line says, checked; every mistake is one <see cref="FloorException"/> with exit code 2.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        E3.Floor party --index I --peers HOST:PORT,… [--listen ADDRESS:PORT] [--threshold T] [--rounds R] [--bytes B]
                       [--repeats N] [--seed S] [--exchanges N] [--meet SECONDS] [--session NAME] [--deadline SECONDS] [--held]
            One party of a secure computation: R multiplications of Shamir-shared numbers, messages of B bytes.
        E3.Floor probe --index I --peers HOST:PORT,… [--listen ADDRESS:PORT] [--exchanges N] [--session NAME] [--deadline SECONDS] [--held]
            Measures the round trip to every other party and names those it cannot reach.

        --peers      where each party listens, in order, as seen from here; our own place may be "-"
        --index      our place in that list, from 0
        --listen     where we listen; * is every address (default: * and the port of our own place)
        --threshold  so many parties together learn nothing; below half of them (default: the most there can be)
        --exchanges  round trips to measure on each way, at most (default: 5 for a probe, none for a party)
        --meet       the longest finding the others may take (default: the deadline, which holds for each repeat)
        --held       a line on standard input lets it meet the others, each further one starts a repeat; the end of input ends it
        """;

    private static readonly string[] PartyOptions =
        ["index", "peers", "listen", "threshold", "rounds", "bytes", "repeats", "seed", "exchanges", "meet", "session", "deadline", "held"];

    private static readonly string[] ProbeOptions = ["index", "peers", "listen", "exchanges", "session", "deadline", "held"];

    public required bool IsProbe { get; init; }

    public required Membership Membership { get; init; }

    public required Endpoint Listen { get; init; }

    public required Plan Plan { get; init; }

    public required int Repeats { get; init; }

    public required int Exchanges { get; init; }

    public required TimeSpan Deadline { get; init; }

    public required TimeSpan Meet { get; init; }

    public required bool Held { get; init; }

    public static Arguments Parse(IReadOnlyList<string> arguments)
    {
        var isProbe = arguments switch
        {
            ["party", ..] => false,
            ["probe", ..] => true,
            [] => throw Wrong("a mode is missing: party or probe"),
            _ => throw Wrong($"there is no mode '{arguments[0]}': use party or probe"),
        };
        var values = new Values(arguments.Skip(1).ToList(), isProbe ? ProbeOptions : PartyOptions);
        var peers = Peers(values.Text("peers") ?? throw Wrong("--peers is missing: HOST:PORT of every party, separated by commas"));
        var self = values.Integer("index", null, 0, peers.Count - 1);
        var threshold = values.Integer("threshold", (peers.Count - 1) / 2, 0, int.MaxValue);
        if (2L * threshold >= peers.Count)
            throw Wrong($"--threshold {threshold} is too high for {peers.Count} parties: it must be below half of them");
        var plan = new Plan(
            peers.Count, threshold, values.Integer("rounds", 50, 1, 10_000_000), values.Integer("bytes", 64, Field.Size, 64 << 20),
            (ulong)values.Integer("seed", 1, 0, int.MaxValue));
        var listen = values.Text("listen") is { } text
            ? Endpoint.TryParse(text) ?? throw Wrong($"--listen '{text}' is not ADDRESS:PORT")
            : new Endpoint("*", (peers[self] ?? throw Wrong("--listen is missing, and our own place in --peers does not say a port")).Port);
        for (var party = 0; party < peers.Count; party++)
            if (party != self && peers[party] is null) throw Wrong($"--peers does not say where party {party} listens");
        peers[self] = null;
        var deadline = values.Integer("deadline", 60, 1, 86_400);
        return new Arguments
        {
            IsProbe = isProbe,
            Plan = plan,
            Listen = listen,
            Repeats = values.Integer("repeats", 1, 1, 1_000_000),
            Exchanges = values.Integer("exchanges", isProbe ? 5 : 0, isProbe ? 1 : 0, 100_000),
            Deadline = TimeSpan.FromSeconds(deadline),
            Meet = TimeSpan.FromSeconds(values.Integer("meet", deadline, 1, 86_400)),
            Held = values.Has("held"),
            Membership = new Membership(self, peers, Greeting.SessionOf(values.Text("session") ?? ""), isProbe ? 0 : plan.Fingerprint()),
        };
    }

    private static List<Endpoint?> Peers(string text) => text.Split(',').Select(
        (peer, party) => peer == "-" ? null : Endpoint.TryParse(peer) ?? throw Wrong($"--peers: '{peer}' of party {party} is not HOST:PORT")).ToList();

    private static FloorException Wrong(string message) => new(message, FloorException.BadArguments);

    private sealed class Values
    {
        private readonly Dictionary<string, string> _values = [];

        public Values(List<string> arguments, string[] known)
        {
            for (var i = 0; i < arguments.Count; i++)
            {
                var name = arguments[i].StartsWith("--", StringComparison.Ordinal) ? arguments[i][2..] : throw Wrong($"'{arguments[i]}' is not an option");
                if (!known.Contains(name)) throw Wrong($"there is no option --{name}; there are --{string.Join(", --", known)}");
                if (name != "held" && ++i == arguments.Count) throw Wrong($"--{name} needs a value");
                if (!_values.TryAdd(name, arguments[i])) throw Wrong($"--{name} is given twice");
            }
        }

        public bool Has(string name) => _values.ContainsKey(name);

        public string? Text(string name) => _values.GetValueOrDefault(name);

        public int Integer(string name, int? otherwise, int least, int most)
        {
            if (Text(name) is not { } text) return otherwise ?? throw Wrong($"--{name} is missing");
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"--{name} '{text}' is not a whole number from {least} to {most}"));
        }
    }
}
