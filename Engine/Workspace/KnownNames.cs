namespace E3.Engine.Workspace;

/// <summary>A name a person may have meant.</summary>
public static class KnownNames
{
    /// <summary>The nearest of the known names, as the end of an error: <c>; did you mean 'x'?</c>, or nothing when none is near.</summary>
    public static string DidYouMean(string unknown, IEnumerable<string> known)
    {
        var nearest = known.Select(name => (Name: name, Distance: Distance(unknown, name))).OrderBy(pair => pair.Distance).FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Max(2, unknown.Length / 3) ? $"; did you mean '{nearest.Name}'?" : "";
    }

    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + same);
            }

            previous = current;
        }

        return previous[^1];
    }
}
