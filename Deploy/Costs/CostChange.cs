namespace E3.Deploy.Costs;

/// <summary>What an operation does to what a stack costs.</summary>
internal sealed class CostChange
{
    private readonly Dictionary<string, Cost> _byUrn = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    /// <summary>Whether anything is touched that is billed.</summary>
    public bool HasBilled { get; private set; }

    /// <summary>Why not everything has a price; null when it has.</summary>
    public string? Lack { get; private set; }

    /// <summary>What is to be known about the prices, each a sentence.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Whether every billed resource has a price.</summary>
    public bool IsKnown => _unknown.Count == 0;

    public Cost Total => _byUrn.Values.Aggregate(Cost.Zero, (sum, cost) => sum + cost);

    /// <summary>What one resource's step adds, negative for what it saves; null when it is not known.</summary>
    public Cost? Of(string urn) => _unknown.Contains(urn) ? null : _byUrn.GetValueOrDefault(urn);

    /// <summary>Whether the resource is billed, with a known price or not.</summary>
    public bool Bills(string urn) => _unknown.Contains(urn) || _byUrn.ContainsKey(urn);

    public void Add(string urn, Cost cost)
    {
        HasBilled = true;
        _byUrn[urn] = cost;
    }

    public void AddUnknown(string urn, string lack)
    {
        HasBilled = true;
        Lack ??= lack;
        _unknown.Add(urn);
    }
}
