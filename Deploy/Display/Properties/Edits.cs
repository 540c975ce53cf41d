namespace E3.Deploy.Display.Properties;

/// <summary>What goes and what comes between two lists: the shortest such way, by their longest common subsequence.</summary>
internal static class Edits
{
    /// <summary>Each item that goes (<c>-</c>, with its old place) or comes (<c>+</c>, with its new place), in order.</summary>
    /// <param name="before">The old list.</param>
    /// <param name="after">The new one.</param>
    /// <param name="most">Lists longer than that together are not compared: what only one of them has goes or comes.</param>
    public static IEnumerable<(char Sign, int Index, T Item)> Between<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, int most)
        where T : IEquatable<T>
    {
        return before.Count + after.Count > most
            ? Missing(before, after, '-').Concat(Missing(after, before, '+'))
            : Shortest(before, after);
    }

    private static IEnumerable<(char Sign, int Index, T Item)> Missing<T>(IReadOnlyList<T> list, IReadOnlyList<T> other, char sign)
    {
        var there = other.ToHashSet();
        return list.Select((item, index) => (sign, index, item)).Where(edit => !there.Contains(edit.item));
    }

    private static IEnumerable<(char Sign, int Index, T Item)> Shortest<T>(IReadOnlyList<T> before, IReadOnlyList<T> after)
        where T : IEquatable<T>
    {
        var common = new int[before.Count + 1, after.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            for (var j = after.Count - 1; j >= 0; j--)
            {
                common[i, j] = before[i].Equals(after[j]) ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var (x, y) = (0, 0);
        while (x < before.Count || y < after.Count)
        {
            if (x < before.Count && y < after.Count && before[x].Equals(after[y]))
            {
                (x, y) = (x + 1, y + 1);
            }
            else if (y >= after.Count || (x < before.Count && common[x + 1, y] >= common[x, y + 1]))
            {
                yield return ('-', x, before[x++]);
            }
            else
            {
                yield return ('+', y, after[y++]);
            }
        }
    }
}
