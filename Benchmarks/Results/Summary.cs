namespace E3.Benchmarks.Results;

/// <summary>What many repeats say together.</summary>
internal static class Summary
{
    /// <summary>Adds median, spread, least time and validity to what is known of each repeat.</summary>
    public static MeasurementResult Of(MeasurementResult measured)
    {
        var valid = measured.Repeats.Where(repeat => repeat.Valid).ToList();
        var invalid = measured.Repeats.Where(repeat => !repeat.Valid).ToList();
        var median = valid.Count > 0 ? Median([.. valid.Select(repeat => repeat.Seconds)]) : (double?)null;
        int? rounds = measured.Repeats.Count > 0 && measured.Repeats.Select(repeat => repeat.Rounds).Distinct().Count() == 1 ? measured.Repeats[0].Rounds : null;
        var least = rounds is { } known ? LeastTime.Seconds(known, measured.Threshold, measured.Parties, measured.Matrix) : null;
        return measured with
        {
            Rounds = rounds,
            Bytes = valid.Count > 0 ? (long)Median([.. valid.Select(repeat => (double)repeat.Bytes)]) : null,
            MedianSeconds = median,
            SpreadSeconds = valid.Count > 0 ? new Spread(valid.Min(repeat => repeat.Seconds), valid.Max(repeat => repeat.Seconds)) : null,
            LeastSeconds = least,
            Ratio = median / least,
            Valid = valid.Count > 0 && invalid.Count == 0,
            Reason = invalid.Count == 0 ? measured.Reason
                : $"{invalid.Count} of {measured.Repeats.Count} repeats not valid: {string.Join("; ", invalid.Select(repeat => repeat.Reason).Distinct())}",
        };
    }

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
