using System.Globalization;
using System.Text.Json;

namespace E3.Benchmarks.Jobs;

/// <summary>What the runner reads from standard input: one job, over one overlay, between these parties.</summary>
public sealed record RunRequest
{
    /// <summary>The TCP port on which parties listen where a link says none; MPyC's own first port.</summary>
    public const int Port = 11365;

    /// <summary>The overlay's name, for people.</summary>
    public required string Overlay { get; init; }

    /// <summary>What to compute.</summary>
    public required Job Job { get; init; }

    /// <summary>How often, from 1.</summary>
    public int Repeats { get; set; } = 3;

    /// <summary>The longest a repeat may take from its start, connecting included.</summary>
    public int DeadlineSeconds { get; set; } = 300;

    /// <summary>Who takes part; the order is theirs in the protocol.</summary>
    public required IReadOnlyList<PartyHost> Parties { get; init; }

    /// <summary>How each party reaches each other one.</summary>
    public required IReadOnlyList<Link> Links { get; init; }

    /// <summary>The latencies the network is said to have, by name; null for unknown ones. The runner measures them and does not use this.</summary>
    public string? Profile { get; init; }

    /// <summary>
    /// Who watched the network (an http URL): its answer has a <c>mark</c>, and with <c>?since=</c> that mark a <c>held</c>. Null for nobody.
    /// </summary>
    public Uri? Witness { get; init; }

    /// <summary>Where programs are put on a host; null for /opt/e3, or ~/.cache/e3 of who is not root.</summary>
    public string? HostFolder { get; init; }

    /// <summary>Reads and checks a request; throws <see cref="RequestException"/> that names the key.</summary>
    public static RunRequest Parse(string json)
    {
        try
        {
            var request = JsonSerializer.Deserialize(json, RequestJson.Default.RunRequest) ?? throw new RequestException("the job is null");
            request.Check();
            return request;
        }
        catch (JsonException error)
        {
            // The text holds private keys: say where it is wrong, show none of it.
            throw new RequestException($"the job is not the JSON that is expected (at {error.Path ?? "its beginning"}, line {error.LineNumber + 1})");
        }
    }

    /// <summary>The request as the runner reads it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RequestJson.Default.RunRequest);

    /// <summary>Where <paramref name="to"/> listens for <paramref name="from"/>, with its port.</summary>
    public string AddressOf(PartyHost from, PartyHost to) =>
        WithPort(Links.First(link => link.From == from.Name && link.To == to.Name).Address);

    /// <summary>The port on which a party listens.</summary>
    public int PortOf(PartyHost party)
    {
        var address = Links.FirstOrDefault(link => link.To == party.Name && link.From != party.Name)?.Address;
        return address is null ? Port : int.Parse(WithPort(address).Split(':')[^1], CultureInfo.InvariantCulture);
    }

    private static string WithPort(string address)
    {
        // An IPv6 address without brackets has colons but no port.
        var hasPort = address.LastIndexOf(':') is var colon and > 0 && (address[colon - 1] == ']' || address.IndexOf(':', StringComparison.Ordinal) == colon);
        if (hasPort) return address;
        var host = address.Contains(':', StringComparison.Ordinal) && !address.StartsWith('[') ? $"[{address}]" : address;
        return string.Create(CultureInfo.InvariantCulture, $"{host}:{Port}");
    }

    private void Check()
    {
        Demand(Overlay.Length > 0, "overlay", "is empty");
        Demand(Job.Name.Length > 0, "job.name", "is empty");
        Demand(Repeats >= 1, "repeats", $"is {Repeats}, but must be 1 or more");
        Demand(DeadlineSeconds >= 1, "deadlineSeconds", $"is {DeadlineSeconds}, but must be 1 or more");
        Demand(Job.Rounds >= 1, "job.rounds", $"is {Job.Rounds}, but must be 1 or more");
        Demand(Job.Bytes >= 8, "job.bytes", $"is {Job.Bytes}, but a message has 8 bytes at least");
        Demand(Job.Kind != JobKind.Mpyc || !string.IsNullOrEmpty(Job.Program), "job.program", "is missing: the MPyC program to run");
        Demand(Job.Mpyc?.Kind != MpycKind.Path || !string.IsNullOrEmpty(Job.Mpyc.Path), "job.mpyc.path", "is missing");
        Demand(Parties.Count >= 1, "parties", "is empty");
        Demand(Parties.Select(party => party.Name).Distinct().Count() == Parties.Count, "parties", "has two of the same name");
        if (Job.Threshold is { } threshold)
            Demand(threshold >= 0 && 2 * threshold < Parties.Count, "job.threshold", $"is {threshold}, but must be below half of the {Parties.Count} parties");
        foreach (var from in Parties)
            foreach (var to in Parties)
                if (from != to)
                    Demand(Links.Any(link => link.From == from.Name && link.To == to.Name && link.Address.Length > 0), "links", $"has no address from {from.Name} to {to.Name}");
        foreach (var party in Parties)
        {
            var ports = Links.Where(link => link.To == party.Name && link.From != party.Name).Select(link => WithPort(link.Address).Split(':')[^1]).Distinct();
            Demand(ports.All(port => int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535)
                && ports.Count() <= 1, "links", $"must give one port to {party.Name}, from 1 to 65535");
        }
    }

    private static void Demand(bool holds, string key, string problem)
    {
        if (!holds) throw new RequestException($"the job's {key} {problem}");
    }
}
